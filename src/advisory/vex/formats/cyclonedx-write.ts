import { sha256 } from '../../../kernel/index.ts';
import {
  effectiveTime,
  nameOfProduct,
  type Justification,
  type ProductIdentity,
  type VexStatement,
  type VexStatus,
} from '../statement.ts';

export interface CycloneDxVexFacts {
  readonly author: string;
  /** RFC 3339. */
  readonly timestamp: string;
  readonly tool?: { readonly name: string; readonly version: string };
}

/** Also for the analysis of a finding in an SBOM: the state of CycloneDX for a VEX status. */
export const stateByStatus: Readonly<Record<VexStatus, string>> = {
  affected: 'exploitable',
  fixed: 'resolved',
  not_affected: 'not_affected',
  under_investigation: 'in_triage',
};

export const wordByJustification: Readonly<Record<Justification, string>> = {
  component_not_present: 'requires_dependency',
  vulnerable_code_not_present: 'code_not_present',
  vulnerable_code_not_in_execute_path: 'code_not_reachable',
  vulnerable_code_cannot_be_controlled_by_adversary: 'requires_environment',
  inline_mitigations_already_exist: 'protected_by_mitigating_control',
};

type Justified = Pick<VexStatement, 'status' | 'impact' | 'notes' | 'action'> & {
  readonly justification?: Justification;
  readonly statedJustification?: string;
  readonly timestamp: string;
  readonly lastUpdated?: string;
};

/** The `analysis` of a vulnerability, CycloneDX 1.6. */
export function toAnalysis({
  status,
  justification,
  statedJustification,
  impact,
  notes,
  timestamp,
  lastUpdated,
}: Justified): object {
  const detail = [impact, notes].filter((text) => text !== undefined).join('\n');
  return {
    state: stateByStatus[status],
    ...(justification === undefined ? {} : { justification: statedJustification ?? wordByJustification[justification] }),
    ...(detail === '' ? {} : { detail }),
    firstIssued: timestamp,
    ...(lastUpdated === undefined ? {} : { lastUpdated }),
  };
}

/**
 * A CycloneDX 1.6 document of VEX alone, for each product one: an analysis of a part is about it in the document's subject.
 * @returns documents in the order of their products' names
 */
export function toCycloneDxVex(
  statements: readonly VexStatement[],
  facts: CycloneDxVexFacts,
): readonly Readonly<Record<string, unknown>>[] {
  const bySubject = Map.groupBy(
    statements.flatMap((statement) =>
      statement.products.map((product) => ({
        statement,
        product,
        subject: product.subcomponents.length === 0 ? undefined : product,
      })),
    ),
    ({ subject }) => (subject === undefined ? '' : refOf(subject)),
  );
  return [...bySubject]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, items]) => {
      const components = new Map<string, object>();
      const vulnerabilities = items.map(({ statement, product }) => {
        const parts = product.subcomponents.length === 0 ? [product] : product.subcomponents;
        for (const part of parts) components.set(refOf(part), toComponent(part));
        return toVulnerability(statement, parts);
      });
      // "uniqueItems": the same said twice is said once.
      const unique = new Map(vulnerabilities.map((vulnerability) => [JSON.stringify(vulnerability), vulnerability]));
      const subject = items[0]?.subject;
      const body = {
        metadata: {
          timestamp: facts.timestamp,
          authors: [{ name: facts.author }],
          ...(facts.tool === undefined ? {} : { tools: { components: [{ type: 'application', ...facts.tool }] } }),
          ...(subject === undefined ? {} : { component: { ...toComponent(subject), type: 'application' } }),
        },
        components: [...components].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, component]) => component),
        vulnerabilities: [...unique].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, vulnerability]) => vulnerability),
      };
      return { bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: serialOf(body), version: 1, ...body };
    });
}

function toVulnerability(statement: VexStatement, parts: readonly ProductIdentity[]): object {
  const { vulnerability, aliases, action } = statement;
  return {
    id: vulnerability,
    ...(aliases.length === 0
      ? {}
      : { references: aliases.map((id) => ({ id, source: { name: /^[A-Za-z]+/.exec(id)?.[0] ?? id } })) }),
    ...(action === undefined ? {} : { recommendation: action }),
    analysis: toAnalysis({ ...statement, lastUpdated: effectiveTime(statement) }),
    affects: parts.map((part) => ({
      ref: refOf(part),
      ...(part.versions === undefined ? {} : { versions: part.versions.map((range) => ({ range, status: 'affected' })) }),
    })),
  };
}

function refOf(identity: ProductIdentity): string {
  return identity.purls[0] ?? nameOfProduct(identity);
}

function toComponent(identity: ProductIdentity): object {
  const { purls, cpes, hashes, name, version } = identity;
  return {
    type: 'library',
    'bom-ref': refOf(identity),
    name: name ?? nameOfProduct(identity),
    ...(version === undefined ? {} : { version }),
    ...(hashes.length === 0 ? {} : { hashes: hashes.map(({ algorithm, value }) => ({ alg: algorithm, content: value })) }),
    ...(cpes[0] === undefined ? {} : { cpe: cpes[0] }),
    ...(purls[0] === undefined ? {} : { purl: purls[0] }),
  };
}

/** A UUID (version 8 of RFC 9562) of the content, so that the same statements give the same document. */
function serialOf(body: object): string {
  const hex = sha256(JSON.stringify(body));
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
