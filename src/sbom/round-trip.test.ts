import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import fc from 'fast-check';
import { sharedData, withoutSharedData } from '../../test/kit/shared-data.ts';
import { ecosystemById } from '../ecosystem/index.ts';
import type { Outcome } from '../kernel/index.ts';
import {
  fieldOf,
  none,
  withheld,
  type Component,
  type Dependency,
  type Field,
  type Finding,
  type Occurrence,
  type Source,
  type Inventory,
} from '../model/index.ts';
import { toPurl } from '../model/purl/index.ts';
import { toCycloneDx } from './cyclonedx/json/write.ts';
import { componentEdges } from './edges.ts';
import { readSbomText } from './read.ts';
import { toSpdx } from './spdx/json/write.ts';

const facts = { toolVersion: '1.2.3', created: new Date('2026-01-02T03:04:05.678Z') };
const word = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
const text = fc
  .oneof(fc.string({ minLength: 1, unit: 'grapheme' }), fc.constantFrom('NONE', 'NOASSERTION', 'a=b', 'x (y) in z'))
  .filter((one) => one.trim() === one);
const version = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)).map((numbers) => numbers.join('.'));
const url = word.map((path) => `https://example.org/${path}`);
const scope = fc.constantFrom('runtime', 'optional', 'dev', 'test');

function field<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Field<T>> {
  return fc.oneof(
    value.map((one) => fieldOf(one)),
    fc.constantFrom(none, withheld, fieldOf<T>(undefined)),
  );
}

const licence = fc.oneof(
  fc.constantFrom(
    'MIT',
    'Apache-2.0',
    'GPL-2.0+',
    'Bugroff',
    'MIT OR Apache-2.0',
    '(MIT AND ISC) OR LicenseRef-x',
    'GPL-2.0-only WITH Classpath-exception-2.0',
  ),
  text.filter((one) => !['NONE', 'NOASSERTION'].includes(one)).map((one) => `Licence of ${one}`),
);

const hash = fc.oneof(
  fc.tuple(fc.constant('SHA-256' as const), fc.stringMatching(/^[0-9a-f]{64}$/)),
  fc.tuple(fc.constant('SHA-1' as const), fc.stringMatching(/^[0-9a-f]{40}$/)),
  fc.tuple(fc.constant('BLAKE3' as const), fc.stringMatching(/^[0-9a-f]{64}$/)),
);

const source: fc.Arbitrary<Source> = fc.oneof(
  fc.record({ kind: fc.constant('registry' as const), url }),
  fc.record({ kind: fc.constant('archive' as const), url }),
  fc.record({ kind: fc.constant('local' as const), path: word }),
  fc.record({ kind: fc.constant('git' as const), url: url.map((one) => `git+${one}`) }),
  fc.record({ kind: fc.constant('git' as const), url, commit: fc.stringMatching(/^[0-9a-f]{40}$/) }),
);

const names = fc.oneof(
  fc.record({
    ecosystem: fc.constantFrom('npm' as const),
    name: fc.oneof(
      word,
      fc.tuple(word, word).map(([group, name]) => `@${group}/${name}`),
    ),
  }),
  fc.record({
    ecosystem: fc.constantFrom('golang' as const),
    name: fc.tuple(word, word).map(([group, name]) => `example.org/${group}/${name}`),
  }),
  fc.record({ ecosystem: fc.constantFrom('pypi' as const), name: word.map((name) => `Py_${name}`) }),
  fc.record({ ecosystem: fc.constantFrom('cargo' as const), name: word }),
  fc.record({ ecosystem: fc.constantFrom('maven' as const), name: word.map((name) => `org.example:${name}`) }),
);

const plainPart = fc.record({
  type: fc.constantFrom('library', 'framework', 'application', 'container', 'platform', 'data', 'operating-system'),
  version: field(version),
  scope,
  hashes: fc
    .uniqueArray(hash, { selector: ([algorithm]) => algorithm, maxLength: 2 })
    .map((list) => list.map(([algorithm, value]) => ({ algorithm, value }))),
  licences: fc.record({ declared: field(licence), concluded: field(licence), observed: fc.uniqueArray(licence, { maxLength: 2 }) }),
  supplier: field(text.filter((one) => !/^(?:NONE|NOASSERTION)$/.test(one))),
  extras: fc.record({ description: text, deprecated: text, source }, { requiredKeys: [] }),
  externalReferences: fc.uniqueArray(
    fc.record(
      { type: fc.constantFrom('website', 'vcs', 'distribution', 'issue-tracker', 'other'), url, comment: text },
      { requiredKeys: ['type', 'url'] },
    ),
    {
      selector: (one) => one.type,
      maxLength: 3,
    },
  ),
  evidence: fc.uniqueArray(
    fc.record(
      {
        file: fc.constantFrom('a/package-lock.json', 'go.mod'),
        line: fc.integer({ min: 1, max: 99 }),
        technique: fc.constantFrom('lockfile', 'binary'),
        cataloger: fc.constantFrom('npm/x', 'go/y'),
        confidence: fc.constant(0.5),
        layer: fc.constant('sha256:0f'),
      },
      { requiredKeys: ['file', 'technique', 'cataloger', 'confidence'] },
    ),
    { selector: ({ file }) => file, maxLength: 2 },
  ),
});

type Made<A> = A extends fc.Arbitrary<infer T> ? T : never;

const kinds = fc.constantFrom('package', 'project', 'deb', 'unknown', 'plain');
const parts = fc.tuple(plainPart, names, kinds);

/** A package or a project of a known ecosystem, a package of an unknown one, or something without any purl. */
function toComponent([{ extras, ...part }, { ecosystem, name }, kind]: Made<typeof parts>): Component {
  const { source: from, ...described } = extras;
  const base = { ...part, ...described };
  const known = part.version.state === 'known' ? part.version.value : undefined;
  if (kind === 'project') return { ...base, id: `project:${ecosystem}:${name}`, type: 'application', ecosystem, name };
  if (kind === 'plain') return { ...base, id: `plain ${name}`, name };
  if (kind === 'deb') {
    const lower = name.toLowerCase();
    const purl = toPurl({ type: 'deb', namespace: 'debian', name: lower, version: known, qualifiers: { arch: 'all' } });
    return { ...base, id: purl, ecosystem: 'deb', name: lower, purl };
  }
  if (kind === 'unknown') {
    const purl = toPurl({ type: 'unheard-of', namespace: 'group', name, version: known });
    return { ...base, id: purl, name: `group/${name}`, purl };
  }
  const { normalizeName, purlName } = ecosystemById(ecosystem);
  const qualifiers: Record<string, string> = {};
  if (from?.kind === 'git') qualifiers.vcs_url = from.commit === undefined ? from.url : `${from.url}@${from.commit}`;
  if (from?.kind === 'archive') qualifiers.download_url = from.url;
  const purl = toPurl({ type: ecosystem, ...purlName(normalizeName(name)), version: known, qualifiers });
  return { ...base, id: purl, ecosystem, name, purl, ...(from === undefined ? {} : { source: from }) };
}

const inventoryParts = fc.tuple(
  fc.uniqueArray(parts.map(toComponent), { selector: ({ id }) => id, maxLength: 8 }),
  fc.array(fc.tuple(fc.nat(8), fc.nat(8), scope), { maxLength: 12 }),
  fc.constantFrom('complete', 'partial', 'none'),
  fc.option(fc.nat(7)),
  fc.boolean(),
);

/** One graph over all components, each in one place. */
function toInventory([drafts, needs, edges, subject, hasRival]: Made<typeof inventoryParts>): Inventory {
  const [first] = drafts;
  const rival = hasRival && first?.purl !== undefined ? [{ ...first, id: 'another of the same purl', description: 'differs' }] : [];
  const components = [...drafts, ...rival].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const dependenciesOf = (from: number): readonly Dependency[] => {
    const found = new Map<number, Dependency>();
    for (const [left, to, edgeScope] of needs) {
      if (edges !== 'none' && left === from && to < components.length) found.set(to, { to, scope: edgeScope });
    }
    return [...found.values()];
  };
  const occurrences: Occurrence[] = components.map((one, index) => ({
    component: index,
    scope: one.scope,
    dependsOn: dependenciesOf(index),
  }));
  const named = components[subject ?? components.length]?.id;
  const graphs = [{ file: 'lock', cataloger: 'test/lock', edges, occurrences, roots: components.length === 0 ? [] : [0] }];
  const target = { kind: 'directory', name: '/home/x/app' } as const;
  return { target, components, graphs, ...(named === undefined ? {} : { subject: named }) };
}

const inventory = inventoryParts.map(toInventory);

const finding: fc.Arbitrary<Finding> = fc.record({
  id: fc.constantFrom('CVE-2026-1', 'GHSA-aaaa-bbbb-cccc', 'made-up'),
  aliases: fc.constantFrom([], ['CVE-2026-1', 'GHSA-aaaa-bbbb-cccc', 'odd id']),
  records: fc.constant(['GHSA-aaaa-bbbb-cccc']),
  component: fc.constant('missing'),
  verdict: fc.constantFrom('affected', 'could not decide'),
  reason: text,
  summary: fc.oneof(text, fc.constant('')),
  severity: fc.constantFrom(
    { level: 'unknown' as const },
    {
      level: 'critical' as const,
      score: 9.8,
      vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      source: 'CVSS:3.1 of GHSA-aaaa-bbbb-cccc',
    },
  ),
  fixedIn: version,
  paths: fc.constant([]),
  priority: fc.constant({ score: 0, reasons: [] }),
  published: fc.constantFrom('2026-01-01T00:00:00Z', 'yesterday'),
  references: fc.uniqueArray(fc.oneof(url, text), { maxLength: 2 }),
  weaknesses: fc.constantFrom([], ['CWE-79', 'CWE-x', 'CWE-20']),
});

const scanned = fc
  .tuple(inventory, fc.uniqueArray(fc.tuple(finding, fc.nat(7)), { selector: ([{ id }, index]) => `${id} ${index}`, maxLength: 4 }))
  .map(([one, found]) => ({
    inventory: one,
    findings: found.flatMap(([what, index]) =>
      one.components[index] === undefined ? [] : [{ ...what, component: one.components[index].id }],
    ),
  }));

function readBack(document: object): Inventory {
  const { value, complete, issues } = readSbomText(JSON.stringify(document), 'bom.json') satisfies Outcome<Inventory>;
  assert.deepEqual(
    issues.filter(({ code }) => code !== 'cyclonedx/vulnerabilities-not-read' && code !== 'sbom/not-read'),
    [],
  );
  assert.ok(complete);
  return value;
}

/** What the reader adds: that it read the document. */
function withoutSbomEvidence(one: Component): Component {
  return { ...one, evidence: one.evidence.filter(({ technique }) => technique !== 'sbom') };
}

function sorted<T>(list: readonly T[]): readonly T[] {
  return list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** JSON makes plain objects of generated ones. */
function comparable(given: Component): Component {
  const one = JSON.parse(JSON.stringify(given)) as Component;
  return { ...one, hashes: sorted(one.hashes), evidence: sorted(one.evidence) };
}

test('an inventory written as CycloneDX and read again is the same inventory', () => {
  fc.assert(
    fc.property(scanned, ({ inventory: original, findings }) => {
      const again = readBack(toCycloneDx(original, findings, facts));
      assert.deepEqual(again.components.map(withoutSbomEvidence).map(comparable), original.components.map(comparable));
      const edgesOf = (one: Inventory) => componentEdges(one).map(({ dependsOn }) => dependsOn.map(({ to }) => to));
      assert.deepEqual(edgesOf(again), edgesOf(original));
      if (original.components.length > 0) assert.equal(again.graphs[0]?.edges, original.graphs[0]?.edges);
      if (original.subject !== undefined) assert.equal(again.subject, original.subject);
    }),
  );
});

test('an inventory written as SPDX and read again is the same but for evidence and the order of references', () => {
  const kept = (given: Component): Component => {
    const one = comparable(given);
    return { ...one, evidence: [], externalReferences: sorted(one.externalReferences) };
  };
  fc.assert(
    fc.property(scanned, ({ inventory: original, findings }) => {
      const again = readBack(toSpdx(original, findings, facts));
      assert.deepEqual(again.components.map(kept), original.components.map(kept));
      const edgesOf = (one: Inventory) => componentEdges(one).map(({ dependsOn }) => dependsOn);
      assert.deepEqual(edgesOf(again), edgesOf(original));
      if (original.subject !== undefined) assert.equal(again.subject, original.subject);
    }),
  );
});

test('what is read from a document and written again is the same document', () => {
  fc.assert(
    fc.property(inventory, (original) => {
      const cycloneDx = toCycloneDx(readBack(toCycloneDx(original, [], facts)), [], facts);
      assert.deepEqual(toCycloneDx(readBack(cycloneDx), [], facts), cycloneDx);
      const spdx = toSpdx(readBack(toSpdx(original, [], facts)), [], facts);
      assert.deepEqual(toSpdx(readBack(spdx), [], facts), spdx);
    }),
  );
});

test('the same input gives the same bytes, in whichever order findings come', () => {
  fc.assert(
    fc.property(scanned, ({ inventory: original, findings }) => {
      for (const write of [toCycloneDx, toSpdx]) {
        const bytes = JSON.stringify(write(original, findings, facts));
        assert.equal(JSON.stringify(write(structuredClone(original), findings.toReversed(), facts)), bytes);
      }
    }),
  );
});

function json(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(sharedData(path), 'utf8')) as Record<string, unknown>;
}

const formats = {
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  // eslint-disable-next-line no-control-regex
  'iri-reference': /^[^\u0000-\u0020<>"{}|\\^`]*$/,
  'idn-email': true as const,
  uri: true as const,
};

function assertValid(validate: ValidateFunction, document: unknown): void {
  assert.ok(validate(document), JSON.stringify(validate.errors?.slice(0, 3)));
}

test('a CycloneDX document keeps to the schema of 1.6', { skip: withoutSharedData('cyclonedx/schema') }, () => {
  const ajv = new Ajv({ strict: false, formats });
  for (const name of ['spdx', 'jsf-0.82']) ajv.addSchema(json(`cyclonedx/schema/${name}.schema.json`));
  const validate = ajv.compile(json('cyclonedx/schema/bom-1.6.schema.json'));
  fc.assert(
    fc.property(scanned, ({ inventory: original, findings }) => {
      assertValid(validate, toCycloneDx(original, findings, { ...facts, complete: false, lifecycle: 'pre-build' }));
    }),
  );
});

test('an SPDX document keeps to the schema of 2.3', { skip: withoutSharedData('spdx/schema') }, () => {
  const validate = new Ajv2019({ strict: false, formats }).compile(json('spdx/schema/spdx-2.3.schema.json'));
  fc.assert(fc.property(scanned, ({ inventory: original, findings }) => assertValid(validate, toSpdx(original, findings, facts))));
});
