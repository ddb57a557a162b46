import { isObject, type DataArray, type DataObject, type DataValue } from '../../kernel/index.ts';
import { anyClass, checkDocument, type Fault } from '../grammar/check.ts';
import { parseGrammar } from '../grammar/parse.ts';
import { memberOf, type Grammar, type Shape } from '../grammar/shape.ts';
import { spdx3Table } from './table/three.ts';
import { spdx2Table } from './table/two.ts';

export const spdx2Versions = ['2.2', '2.3'] as const;
export type Spdx2Version = (typeof spdx2Versions)[number];
export const spdx3Version = '3.0.1';
export const spdx3Context = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld';

export function createSpdx2Grammar(): Grammar {
  return parseGrammar([spdx2Table]);
}

export function createSpdx3Grammar(): Grammar {
  return parseGrammar([spdx3Table]);
}

/** Residue of a tag-value document: where its files stand. No member of the format. */
export const tagResidue = '#tag';
const ignored: ReadonlySet<string> = new Set([tagResidue]);

/** What is wrong with an SPDX 2 document in its JSON form. */
export function checkSpdx2(
  value: DataValue,
  version: Spdx2Version,
  limit: number,
  grammar: Grammar = createSpdx2Grammar(),
  encoding: 'json' | 'tag-value' = 'json',
): readonly Fault[] {
  const options = { grammar, version: Number(version.slice(2)), limit, ignored };
  const faults = checkDocument(value, { kind: 'type', name: 'document' }, options);
  const further = isObject(value) ? licenceRefFaults(value) : [];
  if (encoding === 'json') return [...faults, ...further];
  // SPDX Lite leaves out what the schema of JSON demands of files, and tag-value documents have an empty list as no line at all.
  return [...faults.filter(({ message }) => !message.includes('"licenseInfoInFiles"')), ...further];
}

const spdxId = /^SPDXRef-[A-Za-z0-9.+-]+$/;

/** SPDX 2.3, 7.2 and its like: what an element is called. */
function licenceRefFaults(document: DataObject): readonly Fault[] {
  const faults: Fault[] = [];
  for (const part of ['packages', 'files', 'snippets']) {
    const list = document[part];
    if (!Array.isArray(list)) continue;
    for (const [index, node] of (list as DataArray).entries()) {
      const id = isObject(node) ? node['SPDXID'] : undefined;
      if (isObject(node) && typeof id === 'string' && !spdxId.test(id))
        faults.push({
          path: `${part}[${index}].SPDXID`,
          message: `is ${JSON.stringify(id)}, not SPDXRef- and letters, digits, "." and "-"`,
          node,
        });
    }
  }
  return faults;
}

const node: Shape = { kind: 'node', name: anyClass };
const graph: Shape = { kind: 'list', of: node, distinct: false, least: 0, most: Number.POSITIVE_INFINITY };

/** What is wrong with an SPDX 3.0.1 document in its JSON-LD form. */
export function checkSpdx3(value: DataValue, limit: number, grammar: Grammar = createSpdx3Grammar()): readonly Fault[] {
  if (!isObject(value)) return [{ path: '', message: 'is no object', node: [] }];
  if (value['@context'] !== spdx3Context)
    return [{ path: '@context', message: `is not ${JSON.stringify(spdx3Context)}`, node: value }];
  const options = { grammar, version: 0, limit };
  if (value['@graph'] === undefined) {
    const { '@context': _, ...single } = value;
    return checkDocument(single, node, options);
  }
  const strangers = Object.keys(value).filter((name) => name !== '@context' && name !== '@graph');
  const faults = strangers.map((name) => ({
    path: '',
    message: `has the member ${JSON.stringify(name)}, which it must not have`,
    node: value,
  }));
  // The items of a graph are objects; the name of one says nothing there.
  const names = (Array.isArray(value['@graph']) ? (value['@graph'] as DataArray) : []).flatMap((one, index) =>
    isObject(one) ? [] : [{ path: `@graph[${index}]`, message: 'is no object', node: value }],
  );
  return [
    ...faults,
    ...names.slice(0, limit),
    ...checkDocument(value['@graph'], graph, options).map((fault) => ({ ...fault, path: `@graph${fault.path}` })),
  ];
}

/**
 * Gives the plain texts of a YAML document the kinds that its format says they have: YAML is read with every scalar as a text,
 * so that the version `1.10` stays one.
 */
export function withKinds(
  value: DataValue,
  shape: Shape,
  grammar: Grammar,
  minor: number,
  keep: (from: object, to: object) => void,
): DataValue {
  if (Array.isArray(value)) {
    const inner = shape.kind === 'list' ? shape.of : shape;
    const list = (value as DataArray).map((item) => withKinds(item, inner, grammar, minor, keep));
    keep(value, list);
    return list;
  }
  if (isObject(value)) {
    const type = shape.kind === 'type' ? grammar.types.get(shape.name) : undefined;
    const made: Record<string, DataValue> = {};
    for (const [name, inner] of Object.entries(value)) {
      const member = type === undefined ? undefined : memberOf(type, name, minor);
      if (inner !== undefined) made[name] = member === undefined ? inner : withKinds(inner, member.shape, grammar, minor, keep);
    }
    keep(value, made);
    return made;
  }
  if (typeof value !== 'string') return value;
  if (shape.kind === 'bool' && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  if (shape.kind === 'number' && /^-?\d{1,15}$/.test(value)) return Number(value);
  return value;
}
