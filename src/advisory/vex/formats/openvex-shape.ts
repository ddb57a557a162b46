import { dateTime, listOf, numberBetween, object, oneOf, text, uri, type ObjectShape } from '../../csaf/index.ts';
import { justifications, vexStatuses } from '../statement.ts';

const hashNames = [
  'md5',
  'sha1',
  'sha-256',
  'sha-384',
  'sha-512',
  'sha3-224',
  'sha3-256',
  'sha3-384',
  'sha3-512',
  'blake2s-256',
  'blake2b-256',
  'blake2b-512',
];

/** The members of an OpenVEX 0.2.0 document. What they must say together is checked where it is read. */
export function openVexShape(): ObjectShape {
  const component = {
    '@id': uri,
    identifiers: object({ purl: text, cpe22: text, cpe23: text }, [], { fewest: 1 }),
    hashes: object(Object.fromEntries(hashNames.map((name) => [name, text]))),
  };
  const vulnerability = object(
    { '@id': uri, name: text, description: text, aliases: listOf(text, { fewest: 0, isUnique: true }) },
    ['name'],
  );
  const statement = object(
    {
      '@id': uri,
      version: numberBetween(1, Number.MAX_SAFE_INTEGER),
      vulnerability,
      timestamp: dateTime,
      last_updated: dateTime,
      products: listOf(object({ ...component, subcomponents: listOf(object(component), { fewest: 0, isUnique: true }) }), {
        fewest: 0,
        isUnique: true,
      }),
      status: oneOf(...vexStatuses),
      supplier: text,
      status_notes: text,
      justification: oneOf(...justifications),
      impact_statement: text,
      action_statement: text,
      action_statement_timestamp: dateTime,
    },
    ['vulnerability', 'status'],
  );
  return object(
    {
      '@context': uri,
      '@id': uri,
      author: text,
      role: text,
      timestamp: dateTime,
      last_updated: dateTime,
      version: numberBetween(1, Number.MAX_SAFE_INTEGER),
      tooling: text,
      statements: listOf(statement, { isUnique: true }),
    },
    ['@context', '@id', 'author', 'timestamp', 'version', 'statements'],
  );
}
