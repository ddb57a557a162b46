import { arrayOf, isObject, textOf, type DataObject } from '../../../kernel/index.ts';
import { plain, type Lens } from '../../bom/lens.ts';
import type { Agent, BomComponent, BomFacts, BomHash } from '../../bom/model.ts';
import { readAgent2, writeAgent2 } from './agents.ts';
import { noAssertion, readLicence, readLicenceTexts, writeLicence, writeOne, type LicenceContext } from './licences.ts';
import { readReferences2, writeReferences2 } from './references.ts';
import { algorithmFrom2, algorithmTo2, purposes } from './words.ts';

type ComponentLens = Lens<BomComponent, LicenceContext>;
type FactsLens = Lens<BomFacts, LicenceContext>;

const hashes: ComponentLens = {
  members: ['checksums'],
  fields: ['hashes'],
  read: (node) => {
    if (!Array.isArray(node['checksums'])) return {};
    const list: BomHash[] = [];
    for (const one of arrayOf(node['checksums'])) {
      const [algorithm, value] = isObject(one) ? [textOf(one['algorithm']), textOf(one['checksumValue'])] : [];
      if (algorithm !== undefined && value !== undefined) list.push({ algorithm: algorithmFrom2(algorithm), value });
    }
    return { hashes: list };
  },
  write: ({ hashes: list }) => {
    const written = list?.flatMap(({ algorithm, value }) => {
      const name = algorithmTo2(algorithm);
      return name === undefined ? [] : [{ algorithm: name, checksumValue: value }];
    });
    return { checksums: written === undefined || (written.length === 0 && list?.length !== 0) ? undefined : written };
  },
};

/** A text in which `NOASSERTION` and `NONE` say that there is none to say. */
function stated(member: string, field: 'copyright'): ComponentLens {
  return {
    members: [member],
    fields: [field],
    read: (node) => {
      const text = node[member];
      return typeof text !== 'string' || text === noAssertion || text === 'NONE' ? {} : { [field]: text };
    },
    write: (one) => ({ [member]: one[field] }),
  };
}

function agent(member: string, field: 'supplier' | 'manufacturer'): ComponentLens {
  return {
    members: [member],
    fields: [field],
    read: (node) => {
      const text = node[member];
      const found = typeof text === 'string' ? readAgent2(text) : undefined;
      return found === undefined ? {} : { [field]: found };
    },
    write: (one) => {
      const said = one[field];
      return { [member]: said === undefined ? undefined : writeAgent2(said) };
    },
  };
}

function licences(declared: string | undefined, observed: string): ComponentLens {
  const members = [...(declared === undefined ? [] : [declared]), 'licenseConcluded', observed];
  return {
    members,
    fields: ['licences'],
    read: (node, context) => {
      const list = [
        ...(declared === undefined ? [] : readLicence(node[declared], 'declared', context)),
        ...readLicence(node['licenseConcluded'], 'concluded', context),
        ...readLicenceTexts(node[observed], context),
      ];
      return list.length === 0 ? {} : { licences: list };
    },
    write: ({ licences: list }, context) => {
      const seen = list?.filter(({ role }) => role === 'observed').map((one) => writeOne(one, context)) ?? [];
      return {
        ...(declared === undefined ? {} : { [declared]: writeLicence(list, 'declared', context) }),
        licenseConcluded: writeLicence(list, 'concluded', context),
        [observed]: seen.length === 0 ? undefined : seen,
      };
    },
  };
}

const purpose: ComponentLens = {
  members: ['primaryPackagePurpose'],
  fields: ['type'],
  read: (node) => {
    const type = purposes.find(({ two }) => two !== undefined && two === node['primaryPackagePurpose'])?.type;
    return type === undefined ? {} : { type };
  },
  write: ({ type }) => ({
    primaryPackagePurpose: type === undefined ? undefined : (purposes.find((one) => one.type === type)?.two ?? 'OTHER'),
  }),
};

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

const references: ComponentLens = {
  members: ['downloadLocation', 'homepage', 'externalRefs'],
  fields: ['references', 'purl', 'cpes', 'swhids'],
  read: readReferences2,
  write: writeReferences2,
};

export const packageLenses: readonly ComponentLens[] = [
  name,
  plain('SPDXID', 'ref'),
  plain('versionInfo', 'version'),
  agent('supplier', 'supplier'),
  agent('originator', 'manufacturer'),
  references,
  purpose,
  hashes,
  licences('licenseDeclared', 'licenseInfoFromFiles'),
  stated('copyrightText', 'copyright'),
  plain('description', 'description'),
  plain('comment', 'comment'),
];

export const fileLenses: readonly ComponentLens[] = [
  plain('fileName', 'name'),
  plain('SPDXID', 'ref'),
  hashes,
  licences(undefined, 'licenseInfoInFiles'),
  stated('copyrightText', 'copyright'),
  plain('comment', 'comment'),
];

export const snippetLenses: readonly ComponentLens[] = [
  plain('name', 'name'),
  plain('SPDXID', 'ref'),
  licences(undefined, 'licenseInfoInSnippets'),
  stated('copyrightText', 'copyright'),
  plain('comment', 'comment'),
];

/** Of `creationInfo`. */
export const creationLenses: readonly FactsLens[] = [
  plain('created', 'created'),
  {
    members: ['creators'],
    fields: ['authors', 'tools'],
    read: (node) => {
      if (!Array.isArray(node['creators'])) return {};
      const agents: Agent[] = [];
      for (const one of arrayOf(node['creators'])) {
        const found = typeof one === 'string' ? readAgent2(one) : undefined;
        if (found !== undefined) agents.push(found);
      }
      const [tools, authors] = [agents.filter(({ kind }) => kind === 'tool'), agents.filter(({ kind }) => kind !== 'tool')];
      return { ...(tools.length === 0 ? {} : { tools }), ...(authors.length === 0 ? {} : { authors }) };
    },
    write: ({ authors, tools }) => {
      const all = [...(authors ?? []), ...(tools ?? [])];
      return { creators: all.length === 0 ? undefined : all.map(writeAgent2) };
    },
  },
];

/** Of the document itself. */
export const documentLenses: readonly FactsLens[] = [
  plain('name', 'name'),
  plain('documentNamespace', 'id'),
  plain('comment', 'comment'),
  {
    members: ['dataLicense'],
    fields: ['licences'],
    read: (node) => (typeof node['dataLicense'] === 'string' ? { licences: [{ form: 'id', text: node['dataLicense'] }] } : {}),
    write: ({ licences: list }): DataObject => ({ dataLicense: list?.[0]?.text }),
  },
];
