import { arrayOf, isObject, textOf, type DataObject, type DataValue } from '../../../kernel/index.ts';
import { plain, type Lens } from '../../bom/lens.ts';
import type { BomComponent, BomFacts } from '../../bom/model.ts';
import {
  readContact,
  readEntity,
  readLicenceList,
  readProperties,
  readReferenceList,
  readTools,
  texts,
  writeContact,
  writeEntity,
  writeLicenceList,
  writeTools,
} from './agents.ts';

type ComponentLens = Lens<BomComponent>;
type FactsLens = Lens<BomFacts>;

function value<T>(
  member: string,
  field: keyof T & string,
  read: (said: DataValue | undefined) => unknown,
  write: (one: T) => unknown,
): Lens<T> {
  return {
    members: [member],
    fields: [field],
    read: (node) => {
      const found = read(node[member]);
      return found === undefined ? {} : ({ [field]: found } as Partial<T>);
    },
    write: (one) => ({ [member]: write(one) as DataValue | undefined }),
  };
}

/** A member that is an object list and a field that is a list of objects of the same shape. */
const asData = (list: unknown): unknown => list;

const hashes: ComponentLens = value(
  'hashes',
  'hashes',
  (said) =>
    Array.isArray(said)
      ? arrayOf(said)
          .filter(isObject)
          .map((one) => ({ algorithm: textOf(one['alg']) ?? '', value: textOf(one['content']) ?? '' }))
      : undefined,
  ({ hashes: list }) => list?.map(({ algorithm, value: content }) => ({ alg: algorithm, content })),
);

/** In the order in which they are written. */
export const componentLenses: readonly ComponentLens[] = [
  plain('type', 'type'),
  plain('bom-ref', 'ref'),
  value('supplier', 'supplier', readEntity, ({ supplier }) => writeEntity(supplier)),
  value('manufacturer', 'manufacturer', readEntity, ({ manufacturer }) => writeEntity(manufacturer)),
  {
    members: ['authors', 'author'],
    fields: ['authors'],
    read: (node) => {
      if (Array.isArray(node['authors']))
        return {
          authors: arrayOf(node['authors'])
            .map(readContact)
            .filter((one) => one !== undefined),
        };
      const name = textOf(node['author']);
      return name === undefined ? {} : { authors: [{ kind: 'person', name }] };
    },
    write: ({ authors }) => ({ authors: authors?.map(writeContact) }),
  },
  plain('publisher', 'publisher'),
  plain('group', 'group'),
  plain('name', 'name'),
  plain('version', 'version'),
  plain('description', 'description'),
  plain('scope', 'scope'),
  hashes,
  value('licenses', 'licences', readLicenceList, ({ licences }) => writeLicenceList(licences)),
  plain('copyright', 'copyright'),
  value(
    'cpe',
    'cpes',
    (said) => (typeof said === 'string' && said !== '' ? [said] : undefined),
    ({ cpes }) => cpes?.[0],
  ),
  plain('purl', 'purl'),
  value(
    'swhid',
    'swhids',
    (said) => (Array.isArray(said) ? texts(said) : undefined),
    ({ swhids }) => asData(swhids),
  ),
  value('externalReferences', 'references', readReferenceList, ({ references }) => asData(references)),
  value('properties', 'properties', readProperties, ({ properties }) => asData(properties)),
];

/** Of `metadata`. */
export const metadataLenses: readonly FactsLens[] = [
  plain('timestamp', 'created'),
  value(
    'lifecycles',
    'lifecycles',
    (said) =>
      Array.isArray(said)
        ? arrayOf(said)
            .filter(isObject)
            .map((one) => textOf(one['phase']))
            .filter((one) => one !== undefined)
        : undefined,
    ({ lifecycles }) => lifecycles?.map((phase) => ({ phase })),
  ),
  value('tools', 'tools', readTools, ({ tools }) => writeTools(tools)),
  value(
    'authors',
    'authors',
    (said) =>
      Array.isArray(said)
        ? arrayOf(said)
            .map(readContact)
            .filter((one) => one !== undefined)
        : undefined,
    ({ authors }) => authors?.map(writeContact),
  ),
  {
    members: ['manufacturer', 'manufacture'],
    fields: ['manufacturer'],
    read: (node) => {
      const manufacturer = readEntity(node['manufacturer'] ?? node['manufacture']);
      return manufacturer === undefined ? {} : { manufacturer };
    },
    write: ({ manufacturer }) => ({ manufacturer: writeEntity(manufacturer) }),
  },
  value('supplier', 'supplier', readEntity, ({ supplier }) => writeEntity(supplier)),
  value('licenses', 'licences', readLicenceList, ({ licences }) => writeLicenceList(licences)),
  value('properties', 'properties', readProperties, ({ properties }) => asData(properties)),
];

/** Of the document itself. */
export const rootLenses: readonly FactsLens[] = [plain('serialNumber', 'id'), plain('version', 'revision', 'number')];

export function isEmpty(node: DataObject): boolean {
  for (const name of Object.keys(node)) if (node[name] !== undefined) return false;
  return true;
}
