import { sha256, type Hash } from '../../../kernel/index.ts';
import { effectiveTime, nameOfProduct, type ProductIdentity, type StatedProduct, type VexStatement } from '../statement.ts';

export interface OpenVexFacts {
  readonly author: string;
  readonly role?: string;
  /** RFC 3339. */
  readonly timestamp: string;
  /** An IRI; derived from the content when absent. */
  readonly id?: string;
  readonly version?: number;
  /** What made it: `assay 1.2.3`. */
  readonly tooling?: string;
}

/** An OpenVEX document as an object, its members in the order in which people read them. */
export type OpenVexDocument = Readonly<Record<string, unknown>>;

/** OpenVEX 0.2.0, valid against its schema. The same statements give the same document, in whatever order they come. */
export function toOpenVex(statements: readonly VexStatement[], facts: OpenVexFacts): OpenVexDocument {
  const written = statements
    .map((statement) => toStatement(statement, facts))
    .map((statement) => ({ statement, key: sortKey(statement) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  // "uniqueItems": the same statement twice is one.
  const unique = [...new Map(written.map(({ statement, key }) => [key, statement])).values()];
  const body = {
    author: facts.author,
    ...(facts.role === undefined ? {} : { role: facts.role }),
    timestamp: facts.timestamp,
    version: facts.version ?? 1,
    ...(facts.tooling === undefined ? {} : { tooling: facts.tooling }),
    statements: unique,
  };
  const id = facts.id ?? `https://openvex.dev/docs/public/vex-${sha256(JSON.stringify(body))}`;
  return { '@context': 'https://openvex.dev/ns/v0.2.0', '@id': id, ...body };
}

/** By vulnerability, then by the rest. */
function sortKey(statement: object): string {
  return JSON.stringify(statement);
}

function toStatement(statement: VexStatement, facts: OpenVexFacts): object {
  const { vulnerability, aliases, status, justification, impact, action, notes, supplier } = statement;
  const time = effectiveTime(statement);
  const isNotAffected = status === 'not_affected';
  return {
    vulnerability: { name: vulnerability, ...(aliases.length === 0 ? {} : { aliases }) },
    ...(time === facts.timestamp ? {} : { timestamp: time }),
    products: uniqueOf(statement.products.flatMap(perRange).map(toProduct)),
    status,
    ...(supplier === undefined ? {} : { supplier }),
    ...(notes === undefined ? {} : { status_notes: notes }),
    ...(isNotAffected && justification !== undefined ? { justification } : {}),
    ...(isNotAffected && impact !== undefined ? { impact_statement: impact } : {}),
    ...(action === undefined
      ? status === 'affected'
        ? { action_statement: 'No action is stated.' }
        : {}
      : { action_statement: action }),
  };
}

/** An identity holds one range at most in OpenVEX: several are several identities. */
function perRange<T extends ProductIdentity>(identity: T): readonly T[] {
  const { versions = [] } = identity;
  return versions.length < 2 ? [identity] : versions.map((range) => ({ ...identity, versions: [range] }));
}

function toProduct(product: StatedProduct): object {
  const subcomponents = uniqueOf(product.subcomponents.flatMap(perRange).map(toComponent));
  return { ...toComponent(product), ...(subcomponents.length === 0 ? {} : { subcomponents }) };
}

function uniqueOf(items: readonly object[]): readonly object[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()].toSorted((a, b) =>
    JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
  );
}

function toComponent(identity: ProductIdentity): object {
  const { hashes, ref, name, version } = identity;
  const purls = narrowed(identity);
  const id = purls[0] ?? (ref?.includes(':') === true ? ref : iriOf(name ?? nameOfProduct(identity), version));
  const identifiers = { ...(purls[0] === undefined ? {} : { purl: purls[0] }), ...cpesOf(identity) };
  return {
    '@id': id,
    ...(Object.keys(identifiers).length === 0 ? {} : { identifiers }),
    ...(hashes.length === 0 ? {} : { hashes: hashesOf(hashes) }),
  };
}

/** A range has no place of its own in OpenVEX; the package URL has one for it, and one version can be its version. */
function narrowed({ purls, versions }: ProductIdentity): readonly string[] {
  if (versions === undefined || versions.length !== 1) return purls;
  const single = /^vers:generic\/([^|<>=!*]+)$/.exec(versions[0] ?? '')?.[1];
  return purls.map((purl) => {
    const [path, rest] = splitAt(purl, /[?#]/);
    if (/@[^/]+$/.test(path)) return purl;
    if (single !== undefined) return `${path}@${single}${rest}`;
    const vers = `vers=${encodeURIComponent(versions[0] ?? '')}`;
    return rest.startsWith('?') ? `${path}${rest.replace('?', `?${vers}&`)}` : `${path}?${vers}${rest}`;
  });
}

function splitAt(text: string, pattern: RegExp): readonly [string, string] {
  const at = text.search(pattern);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

function iriOf(name: string, version: string | undefined): string {
  return `urn:product:${encodeURIComponent(name)}${version === undefined ? '' : `:${encodeURIComponent(version)}`}`;
}

/** A name that stands for more versions than are meant is left out. */
function cpesOf({ cpes, versions }: ProductIdentity): object {
  if (versions !== undefined) return {};
  const cpe23 = cpes.find((cpe) => cpe.startsWith('cpe:2.3:'));
  const cpe22 = cpes.find((cpe) => cpe.startsWith('cpe:/'));
  return { ...(cpe23 === undefined ? {} : { cpe23 }), ...(cpe22 === undefined ? {} : { cpe22 }) };
}

const hashNames: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha-256',
  'SHA-384': 'sha-384',
  'SHA-512': 'sha-512',
  'SHA3-256': 'sha3-256',
  'SHA3-384': 'sha3-384',
  'SHA3-512': 'sha3-512',
  'BLAKE2b-256': 'blake2b-256',
  'BLAKE2b-512': 'blake2b-512',
};

function hashesOf(hashes: readonly Hash[]): object {
  return Object.fromEntries(
    hashes.flatMap(({ algorithm, value }) => {
      const name = hashNames[algorithm];
      return name === undefined ? [] : [[name, value] as const];
    }),
  );
}
