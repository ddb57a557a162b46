import {
  parseDigest,
  type DataArray,
  type DataObject,
  type Hash,
  type IssueCollector,
  type SourceDocument,
} from '../../../kernel/index.ts';
import { parsePurl } from '../../../model/purl/index.ts';
import { isTime } from '../../csaf/index.ts';
import { closes, type ProductIdentity, type StatedProduct, type VexDocument, type VexStatement } from '../statement.ts';

/** What a reader of one format is given. */
export interface VexSource {
  readonly document: SourceDocument;
  readonly root: DataObject;
  /** As the user named it. */
  readonly file: string;
  readonly issues: IssueCollector;
}

export interface VexRead {
  /** Undefined when not even that can be told. */
  readonly document: VexDocument | undefined;
  readonly statements: readonly VexStatement[];
}

export function lineOf({ document }: VexSource, node: DataObject | DataArray): number | undefined {
  return document.lineOf(node);
}

/** A time that is none comes before all others, so that what it dates loses every contradiction. */
export const NO_TIME = '0001-01-01T00:00:00Z';

export type StatementDraft = Omit<VexStatement, 'line' | 'timestamp'> & { readonly timestamp: string | undefined };

/**
 * What every format asks of a statement. Undefined for one that says nothing, or that would close a finding without
 * what a closing statement must have: products, a time where the format asks for one, and for not_affected a justification or an
 * impact statement.
 */
export function checkStatement(draft: StatementDraft, node: DataObject, source: VexSource): VexStatement | undefined {
  const line = lineOf(source, node);
  const add = (message: string): void => source.issues.add('vex/statement', `${draft.at} ${message}`, line);
  if (draft.products.length === 0) {
    add(`says "${draft.status}" of no product that can be identified, and is left out`);
    return undefined;
  }
  const times = [draft.timestamp, draft.lastUpdated].filter((time) => time !== undefined);
  // CycloneDX alone does not ask for a time.
  const isTimeless = times.length === 0 && draft.document.format === 'cyclonedx';
  const isDated = draft.timestamp !== undefined && times.every(isTime);
  if (!isDated && !isTimeless) {
    const consequence = closes(draft.status) ? 'and is left out' : 'and counts as older than all others';
    add(`says "${draft.status}" without a time of RFC 3339, ${consequence}`);
    if (closes(draft.status)) return undefined;
  }
  if (draft.status === 'not_affected' && draft.justification === undefined && draft.impact === undefined) {
    add('says "not_affected" without a justification or an impact statement, and is left out');
    return undefined;
  }
  const { lastUpdated, timestamp, ...rest } = draft;
  return {
    ...rest,
    timestamp: isDated && timestamp !== undefined ? timestamp : NO_TIME,
    ...(isDated && lastUpdated !== undefined ? { lastUpdated } : {}),
    ...(line === undefined ? {} : { line }),
  };
}

/** Those that can be read; each other one is an issue. */
export function readablePurls(
  written: readonly string[],
  at: string,
  source: VexSource,
  line: number | undefined,
): readonly string[] {
  return written.filter((text) => {
    const parsed = parsePurl(text, { foldKeys: true });
    if (!parsed.ok) source.issues.add('vex/purl', `${at} names ${JSON.stringify(text)}, a package URL that ${parsed.reason}`, line);
    return parsed.ok;
  });
}

export function isIdentified({ purls, cpes, hashes, ref, name }: ProductIdentity): boolean {
  return purls.length + cpes.length + hashes.length > 0 || ref !== undefined || name !== undefined;
}

export function asProduct(identity: ProductIdentity, subcomponents: readonly ProductIdentity[] = []): StatedProduct {
  return { ...identity, subcomponents };
}

/** `SHA-256`, `sha256`, `sha-256`: undefined for an algorithm that is not known, or a value that is not of its length. */
export function hashOf(algorithm: string, value: string): Hash | undefined {
  return parseDigest(`${algorithm.toLowerCase().replaceAll(/[-_]/g, '')}:${value}`);
}
