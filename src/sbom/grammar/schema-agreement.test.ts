import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { sharedData, withoutSharedData } from '../../../test/kit/shared-data.ts';
import { checkCycloneDx, createCycloneDxGrammar, cycloneDxVersions } from '../cyclonedx/grammar.ts';
import { checkSpdx2, checkSpdx3, createSpdx2Grammar, createSpdx3Grammar, spdx2Versions } from '../spdx/grammar.ts';
import type { Fault } from './check.ts';
import { formatProblem } from './formats.ts';

/**
 * The official schemas, run by a validator of JSON Schema, and our tables must say the same of the official documents and of documents
 * that were made of them by one small change each: a member left out, moved, doubled or replaced.
 */
const perFormat = 300;

type Json = unknown;

function json(path: string): Json {
  return JSON.parse(readFileSync(sharedData(path), 'utf8')) as Json;
}

function documents(pattern: string): readonly Json[] {
  return globSync(pattern, { cwd: sharedData('') })
    .toSorted()
    .filter((file) => !file.includes('UTF-16'))
    .map(json);
}

const formats = Object.fromEntries(
  (['date-time', 'date', 'iri-reference', 'idn-email'] as const).map((name) => [
    name,
    (text: string) => formatProblem(text, name) === undefined,
  ]),
);

function compare(
  name: string,
  originals: readonly Json[],
  schema: ValidateFunction,
  check: (value: never) => readonly Fault[],
  times = perFormat,
): void {
  assert.ok(originals.length > 0, name);
  const random = createRandom(name);
  let invalid = 0;
  for (let count = 0; count < times; count += 1) {
    const changed = mutate(originals[random(originals.length)], random);
    const faults = check(changed as never);
    const isValid = schema(changed);
    if (!isValid) invalid += 1;
    if (isLooser(name, faults)) continue;
    assert.equal(
      faults.length === 0,
      isValid,
      `${name}: ${JSON.stringify(faults[0]?.message)} against ${JSON.stringify(schema.errors?.[0])} in ${JSON.stringify(changed).slice(0, 2000)}`,
    );
  }
  assert.ok(invalid > times / 10, `${name}: the changes break something`);
}

/** The schema of 1.4 forgets to say that a reference of a vulnerability is an object. */
function isLooser(name: string, faults: readonly Fault[]): boolean {
  return (
    name === 'CycloneDX 1.4' &&
    faults.some(
      ({ path, message }) => /^vulnerabilities\[\d+\]\.references\[\d+\]$/.test(path) && message.includes('not an object'),
    )
  );
}

for (const version of cycloneDxVersions) {
  test(`the tables of CycloneDX ${version} and its schema say the same`, { skip: withoutSharedData('cyclonedx') }, () => {
    const ajv = new Ajv({
      strict: false,
      logger: false,
      formats: { ...formats, string: true, uri: /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/ },
    });
    for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs'])
      ajv.addSchema(json(`cyclonedx/schema/${name}.schema.json`) as object);
    // 1.2 and 1.3 have a schema beside that lets unknown members pass; the official invalid documents are those of the strict one.
    const strict = version === '1.2' || version === '1.3' ? '-strict' : '';
    const schema = ajv.compile(json(`cyclonedx/schema/bom-${version}${strict}.schema.json`) as object);
    const grammar = createCycloneDxGrammar();
    compare(`CycloneDX ${version}`, documents(`cyclonedx/official/${version}/valid-*.json`), schema, (value) =>
      checkCycloneDx(value, version, 20, grammar),
    );
  });
}

for (const version of spdx2Versions) {
  test(`the tables of SPDX ${version} and its schema say the same`, { skip: withoutSharedData('spdx') }, () => {
    const ajv =
      version === '2.2'
        ? new Ajv({ strict: false, logger: false, validateFormats: false })
        : new Ajv2019({ strict: false, logger: false, validateFormats: false });
    const schema = ajv.compile(json(`spdx/schema/spdx-${version}.schema.json`) as object);
    const originals = documents('spdx/{examples,one-document-all-encodings}/**/*.json').filter(
      (one) => (one as Record<string, unknown>)['spdxVersion'] === `SPDX-${version}`,
    );
    const grammar = createSpdx2Grammar();
    // What an element may be called is said in the text of the standard only.
    compare(`SPDX ${version}`, originals, schema, (value) =>
      checkSpdx2(value, version, 20, grammar).filter(({ message }) => !message.includes('not SPDXRef-')),
    );
  });
}

test('the tables of SPDX 3.0.1 and its schema say the same', { skip: withoutSharedData('spdx') }, () => {
  const schema = new Ajv2020({ strict: false, logger: false, validateFormats: false }).compile(
    json('spdx/schema/spdx-3.0.1.schema.json') as object,
  );
  const originals = documents('spdx/examples/**/spdx3.0/*.json').filter((one) => JSON.stringify(one).length < 9000);
  const grammar = createSpdx3Grammar();
  compare('SPDX 3.0.1', originals, schema, (value) => checkSpdx3(value, 20, grammar), 60);
});

function createRandom(seed: string): (below: number) => number {
  let state = seed.split('').reduce((sum, one) => (sum * 31 + one.charCodeAt(0)) >>> 0, 7);
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

type Holder = Record<string | number, unknown>;
const junk: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  '',
  'x',
  'not a date',
  'http://a b',
  [],
  {},
  ['x'],
  [1],
  { x: 1 },
  '2020-01-01T00:00:00Z',
  'required',
  'SHA-1',
];

function placesOf(
  value: unknown,
  places: (readonly [Holder, string | number])[] = [],
): readonly (readonly [Holder, string | number])[] {
  if (typeof value !== 'object' || value === null) return places;
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  for (const key of keys) {
    places.push([value as Holder, key]);
    placesOf((value as Holder)[key], places);
  }
  return places;
}

function mutate(original: unknown, random: (below: number) => number): unknown {
  const copy = structuredClone(original);
  const places = placesOf(copy);
  const [holder, key] = places[random(places.length)] as readonly [Holder, string | number];
  const [other, otherKey] = places[random(places.length)] as readonly [Holder, string | number];
  switch (random(4)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(key as number, 1);
      else delete holder[key];
      break;
    case 1:
      holder[key] = structuredClone(junk[random(junk.length)]);
      break;
    case 2:
      holder[key] = structuredClone(other[otherKey]);
      break;
    default:
      if (Array.isArray(holder)) holder.push(structuredClone(holder[key as number]));
      else holder[otherKey] = structuredClone(other[otherKey]);
  }
  return copy;
}
