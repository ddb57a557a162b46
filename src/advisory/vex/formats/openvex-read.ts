import { arrayOf, isObject, objectOf, textOf, type DataObject, type DataValue, type Hash } from '../../../kernel/index.ts';
import {
  justifications,
  vexStatuses,
  type ProductIdentity,
  type StatedProduct,
  type VexDocument,
  type VexStatement,
} from '../statement.ts';
import { checkStatement, hashOf, isIdentified, lineOf, readablePurls, type VexRead, type VexSource } from './reading.ts';

export const openVexContext = 'https://openvex.dev/ns';

/**
 * OpenVEX 0.2 (and the plain texts that 0.0.1 had for products and vulnerabilities).
 * @see https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md
 */
export function readOpenVex(source: VexSource): VexRead {
  const { root, file, issues } = source;
  const id = textOf(root['@id']);
  const author = textOf(root['author']);
  const time = textOf(root['timestamp']);
  const { version } = root;
  for (const [name, value] of [
    ['@id', id],
    ['author', author],
    ['timestamp', time],
  ] as const) {
    if (value === undefined) issues.add('vex/document', `has no "${name}", which OpenVEX requires`, 1);
  }
  if (!Number.isInteger(version) || (version as number) < 1) {
    issues.add('vex/document', 'has no "version" that is a whole number from 1, which OpenVEX requires', 1);
  }
  const role = textOf(root['role']);
  const document: VexDocument = {
    format: 'openvex',
    id: id ?? file,
    author: author ?? 'not stated',
    file,
    time: textOf(root['last_updated']) ?? time ?? '',
    ...(typeof version === 'number' || typeof version === 'string' ? { version: String(version) } : {}),
    ...(role === undefined ? {} : { role }),
  };
  if (!Array.isArray(root['statements'])) issues.add('vex/document', 'has no list of "statements"', 1);
  const statements = arrayOf(root['statements']).flatMap((item, index) => {
    const at = `/statements/${index}`;
    if (isObject(item)) return readStatement(item, at, { source, document, time }) ?? [];
    issues.add('vex/statement', `${at} is not an object`);
    return [];
  });
  return { document, statements };
}

interface Surroundings {
  readonly source: VexSource;
  readonly document: VexDocument;
  /** The document's, which a statement without one inherits. */
  readonly time: string | undefined;
}

function readStatement(item: DataObject, at: string, { source, document, time }: Surroundings): VexStatement | undefined {
  const line = lineOf(source, item);
  const fault = (message: string): undefined => {
    source.issues.add('vex/statement', `${at} ${message}, and is left out`, line);
    return undefined;
  };
  const status = vexStatuses.find((known) => known === item['status']);
  if (status === undefined) return fault(`has the status ${JSON.stringify(item['status'])}, which is none of VEX`);
  const named = item['vulnerability'];
  const vulnerability = isObject(named) ? (textOf(named['name']) ?? textOf(named['@id'])) : textOf(named);
  if (vulnerability === undefined) return fault('names no vulnerability');
  const stated = item['justification'];
  const justification = justifications.find((known) => known === stated);
  if (stated !== undefined && justification === undefined) {
    return fault(`has the justification ${JSON.stringify(stated)}, which is none of VEX`);
  }
  const action = textOf(item['action_statement']);
  if (status === 'affected' && action === undefined) {
    source.issues.add('vex/statement', `${at} says "affected" without an action statement`, line);
  }
  const aliases = arrayOf(isObject(named) ? named['aliases'] : undefined).filter((alias) => typeof alias === 'string');
  const shared = arrayOf(item['subcomponents']);
  const optional = {
    impact: textOf(item['impact_statement']),
    action,
    notes: textOf(item['status_notes']),
    supplier: textOf(item['supplier']),
    lastUpdated: textOf(item['last_updated']),
  };
  return checkStatement(
    {
      document,
      vulnerability,
      aliases: [...new Set(aliases)].filter((alias) => alias !== '' && alias !== vulnerability).toSorted(),
      products: arrayOf(item['products']).flatMap((product, index) =>
        readProduct(product, `${at}/products/${index}`, shared, source),
      ),
      status,
      timestamp: textOf(item['timestamp']) ?? time,
      at,
      ...(justification === undefined ? {} : { justification }),
      ...withoutUndefined(optional),
    },
    item,
    source,
  );
}

/** A product is left out when one of its parts cannot be read: without it the statement would be about more than it says. */
function readProduct(value: DataValue, at: string, shared: readonly DataValue[], source: VexSource): readonly StatedProduct[] {
  const identity = readIdentity(value, at, source);
  if (identity === undefined) return [];
  const parts = [...arrayOf(isObject(value) ? value['subcomponents'] : undefined), ...shared];
  if (isObject(value) && value['subcomponents'] !== undefined && !Array.isArray(value['subcomponents'])) {
    source.issues.add('vex/product', `${at}/subcomponents is not a list: the product is left out`);
    return [];
  }
  const subcomponents = parts.map((part, index) => readIdentity(part, `${at}/subcomponents/${index}`, source));
  if (!subcomponents.every((part) => part !== undefined)) return [];
  return [{ ...identity, subcomponents }];
}

function readIdentity(value: DataValue, at: string, source: VexSource): ProductIdentity | undefined {
  const line = isObject(value) ? lineOf(source, value) : undefined;
  const id = isObject(value) ? textOf(value['@id']) : textOf(value);
  const identifiers = objectOf(isObject(value) ? value['identifiers'] : undefined);
  const written = [id?.startsWith('pkg:') === true ? id : undefined, textOf(identifiers['purl'])];
  const purls = readablePurls([...new Set(written.filter((purl) => purl !== undefined))], at, source, line);
  const identity: ProductIdentity = {
    purls,
    cpes: ['cpe23', 'cpe22', '@cpe23', '@cpe22'].flatMap((name) => textOf(identifiers[name]) ?? []),
    hashes: readHashes(objectOf(isObject(value) ? value['hashes'] : undefined), at, source, line),
    ...(id === undefined || id.startsWith('pkg:') ? {} : { ref: id }),
  };
  if (isIdentified(identity)) return identity;
  source.issues.add('vex/product', `${at} has no identifier that can be read`, line);
  return undefined;
}

function readHashes(hashes: DataObject, at: string, source: VexSource, line: number | undefined): readonly Hash[] {
  return Object.entries(hashes).flatMap(([algorithm, value]) => {
    const hash = typeof value === 'string' ? hashOf(algorithm, value) : undefined;
    if (hash === undefined)
      source.issues.add('vex/hash', `${at} has a hash ${JSON.stringify(algorithm)} that cannot be read`, line);
    return hash ?? [];
  });
}

function withoutUndefined<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
