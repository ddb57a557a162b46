import { arrayOf, isObject, textOf, type DataObject, type DataValue } from '../../../kernel/index.ts';
import { plain, type Lens } from '../../bom/lens.ts';
import type { Agent, BomComponent, BomFacts, BomHash, BomReference } from '../../bom/model.ts';
import { toIriReference } from '../../reference.ts';
import { readAgent3, readLicence3, resolve, type Graph } from './graph.ts';
import { algorithmFrom3, algorithmTo3, purposes } from './words.ts';

type ComponentLens = Lens<BomComponent, Graph>;
type FactsLens = Lens<BomFacts, Graph>;

/** What else an element is verified with (a package verification code) stays. */
const hashes: ComponentLens = {
  members: ['verifiedUsing'],
  fields: ['hashes'],
  read: (node) => {
    if (!Array.isArray(node['verifiedUsing'])) return {};
    const list: BomHash[] = [];
    for (const one of arrayOf(node['verifiedUsing'])) {
      if (!isObject(one) || one['type'] !== 'Hash') continue;
      const [algorithm, value] = [textOf(one['algorithm']), textOf(one['hashValue'])];
      if (algorithm !== undefined && value !== undefined) list.push({ algorithm: algorithmFrom3(algorithm), value });
    }
    return list.length === 0 ? {} : { hashes: list };
  },
  write: ({ hashes: list }, _, former) => {
    const others = arrayOf(former?.['verifiedUsing']).filter((one) => isObject(one) && one['type'] !== 'Hash');
    const written = (list ?? []).flatMap(({ algorithm, value }): readonly DataValue[] => {
      const name = algorithmTo3(algorithm);
      return name === undefined ? [] : [{ type: 'Hash', algorithm: name, hashValue: value }];
    });
    const all = [...written, ...others];
    return { verifiedUsing: all.length === 0 ? undefined : all };
  },
};

const purpose: ComponentLens = {
  members: ['software_primaryPurpose'],
  fields: ['type'],
  read: (node) => {
    const type = purposes.find(({ three }) => three === node['software_primaryPurpose'])?.type;
    return type === undefined ? {} : { type };
  },
  write: ({ type }) => ({
    software_primaryPurpose: type === undefined ? undefined : (purposes.find((one) => one.type === type)?.three ?? 'other'),
  }),
};

const supplier: ComponentLens = {
  members: ['suppliedBy'],
  fields: ['supplier'],
  isIndirect: true,
  read: (node, graph) => one('supplier', readAgent3(graph, node['suppliedBy'])),
  write: ({ supplier: agent }, graph) => ({ suppliedBy: agent === undefined ? undefined : graph.agentId(agent) }),
};

const originator: ComponentLens = {
  members: ['originatedBy'],
  fields: ['manufacturer', 'authors'],
  isIndirect: true,
  read: (node, graph) => {
    const [first, ...others] = arrayOf(node['originatedBy'])
      .map((said) => readAgent3(graph, said))
      .filter((agent) => agent !== undefined);
    return { ...one('manufacturer', first), ...(others.length === 0 ? {} : { authors: others }) };
  },
  write: ({ authors, manufacturer }, graph) => {
    const agents = [...(manufacturer === undefined ? [] : [manufacturer]), ...(authors ?? [])];
    return { originatedBy: agents.length === 0 ? undefined : agents.map((agent) => graph.agentId(agent)) };
  },
};

function one<N extends string>(name: N, agent: Agent | undefined): { readonly [K in N]?: Agent } {
  return (agent === undefined ? {} : { [name]: agent }) as { readonly [K in N]?: Agent };
}

const name: ComponentLens = {
  members: ['name'],
  fields: ['name', 'group'],
  read: (node) => (typeof node['name'] === 'string' ? { name: node['name'] } : {}),
  write: ({ group, name: own, purl }) => ({
    name:
      own === undefined || group === undefined || group === ''
        ? own
        : `${group}${purl?.startsWith('pkg:maven/') === true ? ':' : '/'}${own}`,
  }),
};

/** SPDX 3 types of external references against those of CycloneDX. */
const referenceWords: readonly (readonly [string, string])[] = [
  ['vcs', 'vcs'],
  ['issueTracker', 'issue-tracker'],
  ['altWebPage', 'website'],
  ['altDownloadLocation', 'distribution'],
  ['securityAdvisory', 'advisories'],
  ['mailingList', 'mailing-list'],
  ['socialMedia', 'social'],
  ['chat', 'chat'],
  ['documentation', 'documentation'],
  ['support', 'support'],
  ['sourceArtifact', 'source-distribution'],
  ['license', 'license'],
  ['buildMeta', 'build-meta'],
  ['buildSystem', 'build-system'],
  ['releaseNotes', 'release-notes'],
  ['vulnerabilityDisclosureReport', 'vulnerability-assertion'],
  ['vulnerabilityExploitabilityAssessment', 'exploitability-statement'],
  ['securityThreatModel', 'threat-model'],
  ['securityAdversaryModel', 'adversary-model'],
  ['riskAssessment', 'risk-assessment'],
  ['securityPenTestReport', 'pentest-report'],
  ['staticAnalysisReport', 'static-analysis-report'],
  ['dynamicAnalysisReport', 'dynamic-analysis-report'],
  ['runtimeAnalysisReport', 'runtime-analysis-report'],
  ['componentAnalysisReport', 'component-analysis-report'],
  ['certificationReport', 'certification-report'],
  ['qualityAssessmentReport', 'quality-metrics'],
  ['other', 'other'],
];

const references: ComponentLens = {
  members: ['software_downloadLocation', 'software_homePage', 'software_packageUrl', 'externalIdentifier', 'externalRef'],
  fields: ['references', 'purl', 'cpes', 'swhids'],
  read: (node) => {
    const list: BomReference[] = [];
    const location = stated(node['software_downloadLocation']);
    if (location !== undefined) list.push({ type: /^(?:git|hg|svn|bzr)\+/.test(location) ? 'vcs' : 'distribution', url: location });
    const homepage = stated(node['software_homePage']);
    if (homepage !== undefined) list.push({ type: 'website', url: homepage });
    let purl = textOf(node['software_packageUrl']);
    const cpes: string[] = [];
    const swhids: string[] = [];
    for (const said of arrayOf(node['externalIdentifier']).filter(isObject)) {
      const identifier = textOf(said['identifier']);
      if (identifier === undefined) continue;
      if (said['externalIdentifierType'] === 'packageUrl') purl ??= identifier;
      else if (said['externalIdentifierType'] === 'cpe23' || said['externalIdentifierType'] === 'cpe22') cpes.push(identifier);
      else if (said['externalIdentifierType'] === 'swhid') swhids.push(identifier);
    }
    for (const said of arrayOf(node['externalRef']).filter(isObject)) {
      const type = referenceWords.find(([word]) => word === said['externalRefType'])?.[1] ?? 'other';
      const comment = textOf(said['comment']);
      for (const url of arrayOf(said['locator']))
        if (typeof url === 'string') list.push({ type, url, ...(comment === undefined ? {} : { comment }) });
    }
    return {
      ...(list.length === 0 ? {} : { references: list }),
      ...(purl === undefined ? {} : { purl }),
      ...(cpes.length === 0 ? {} : { cpes }),
      ...(swhids.length === 0 ? {} : { swhids }),
    };
  },
  write: ({ cpes, kind, purl, references: list, swhids }, _, former) => {
    let location: string | undefined;
    let homepage: string | undefined;
    const refs: DataObject[] = [];
    for (const { comment, type, url } of list ?? []) {
      const iri = toIriReference(url);
      if (
        kind === 'package' &&
        location === undefined &&
        comment === undefined &&
        (type === 'distribution' || /^(?:git|hg|svn|bzr)\+/.test(iri))
      )
        location = iri;
      else if (kind === 'package' && homepage === undefined && comment === undefined && type === 'website') homepage = iri;
      else
        refs.push({
          type: 'ExternalRef',
          externalRefType: referenceWords.find(([, common]) => common === type)?.[0] ?? 'other',
          locator: [iri],
          ...(comment === undefined ? {} : { comment }),
        });
    }
    const identifiers: DataObject[] = [
      ...(kind !== 'package' && purl !== undefined ? [identifier('packageUrl', purl)] : []),
      ...(cpes ?? []).map((cpe) => identifier(cpe.startsWith('cpe:2.3:') ? 'cpe23' : 'cpe22', cpe)),
      ...(swhids ?? []).map((swhid) => identifier('swhid', swhid)),
    ];
    return {
      software_downloadLocation: location ?? bare(former?.['software_downloadLocation']),
      software_homePage: homepage ?? bare(former?.['software_homePage']),
      software_packageUrl: kind === 'package' ? purl : undefined,
      externalIdentifier: identifiers.length === 0 ? undefined : identifiers,
      externalRef: refs.length === 0 ? undefined : refs,
    };
  },
};

/** What says that there is none, or that nobody says. */
function bare(value: DataValue | undefined): DataValue | undefined {
  return value === 'NOASSERTION' || value === 'NONE' ? value : undefined;
}

function identifier(externalIdentifierType: string, value: string): DataObject {
  return { type: 'ExternalIdentifier', externalIdentifierType, identifier: value };
}

function stated(value: DataValue | undefined): string | undefined {
  return typeof value !== 'string' || value === 'NOASSERTION' || value === 'NONE' || value === '' ? undefined : value;
}

const copyright: ComponentLens = {
  members: ['software_copyrightText'],
  fields: ['copyright'],
  read: (node) => {
    const text = node['software_copyrightText'];
    return typeof text !== 'string' || text === 'NOASSERTION' || text === 'NONE' ? {} : { copyright: text };
  },
  write: (component) => ({ software_copyrightText: component.copyright }),
};

/** What files and snippets have too. */
export const elementLenses3: readonly ComponentLens[] = [
  plain('spdxId', 'ref'),
  name,
  supplier,
  originator,
  references,
  hashes,
  copyright,
  plain('description', 'description'),
  plain('comment', 'comment'),
];

export const packageLenses3: readonly ComponentLens[] = [...elementLenses3, plain('software_packageVersion', 'version'), purpose];

/** Who made a document, with what and when. */
export function readCreation3(node: DataObject, graph: Graph): Pick<BomFacts, 'created' | 'authors' | 'tools'> {
  const info = resolve(graph, node['creationInfo']);
  const created = textOf(info?.['created']);
  const agents = (member: string): readonly Agent[] =>
    arrayOf(info?.[member])
      .map((said) => readAgent3(graph, said))
      .filter((agent) => agent !== undefined);
  const [authors, tools] = [agents('createdBy'), agents('createdUsing')];
  return {
    ...(created === undefined ? {} : { created }),
    ...(authors.length === 0 ? {} : { authors }),
    ...(tools.length === 0 ? {} : { tools }),
  };
}

/** Of the element `SpdxDocument`. */
export const documentLenses3: readonly FactsLens[] = [
  plain('spdxId', 'id'),
  plain('name', 'name'),
  plain('comment', 'comment'),
  {
    members: ['creationInfo'],
    fields: ['created', 'authors', 'tools'],
    isIndirect: true,
    read: readCreation3,
    write: (facts, graph) => ({ creationInfo: graph.creationId(facts) }),
  },
  {
    members: ['dataLicense'],
    fields: ['licences'],
    isIndirect: true,
    read: (node, graph) => {
      const list = readLicence3(graph, node['dataLicense'], 'declared').map(({ form, text }) => ({ form, text }));
      return list.length === 0 ? {} : { licences: list };
    },
    write: ({ licences }, graph) => {
      const text = licences?.[0]?.text;
      return { dataLicense: text === undefined || text === '' ? undefined : graph.licenceId(text) };
    },
  },
];
