import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { sharedData, withoutSharedData } from '../../test/kit/shared-data.ts';
import type { Component, Inventory } from '../model/index.ts';
import { toCycloneDx } from './cyclonedx/json/write.ts';
import { componentEdges } from './edges.ts';
import { readSbomText } from './read.ts';
import { toSpdx } from './spdx/json/write.ts';

const facts = { toolVersion: '1.2.3', created: new Date('2026-01-02T03:04:05Z') };

function files(folder: string, pattern: string): readonly string[] {
  return globSync(pattern, { cwd: sharedData(folder) })
    .map((name) => `${folder}/${name}`)
    .toSorted();
}

function text(path: string): string {
  return readFileSync(sharedData(path), 'utf8');
}

/** Codes of what makes the reading incomplete: everything but remarks. */
function problemsOf(path: string): readonly string[] {
  const { complete, issues } = readSbomText(text(path), path);
  const problems = issues
    .map(({ code }) => code)
    .filter((code) => !['sbom/not-read', 'cyclonedx/vulnerabilities-not-read'].includes(code));
  assert.equal(complete, problems.length === 0, path);
  return problems;
}

/** The example gives one component the version 9.0.14 and another one in its purl. */
const trulyInconsistent = /valid-bom-1\.[2-5]\.json$/;

for (const version of ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7']) {
  const folder = `cyclonedx/official/${version}`;
  test(`every official valid document of CycloneDX ${version} is read`, { skip: withoutSharedData(folder) }, () => {
    const paths = files(folder, 'valid-*.json');
    assert.ok(paths.length > 20);
    for (const path of paths)
      assert.deepEqual(problemsOf(path), trulyInconsistent.test(path) ? ['sbom/version-conflict'] : [], path);
  });

  test(`no official invalid document of CycloneDX ${version} makes the reader throw`, { skip: withoutSharedData(folder) }, () => {
    for (const path of files(folder, 'invalid-*.json')) readSbomText(text(path), path);
  });
}

/** A package of the example has the version 0.1.0 and a purl of version 3.1-3. */
const inconsistentSpdx = 'software/example11/spdx2.3/sbom.spdx.json';

test('every SPDX 2 example in JSON is read', { skip: withoutSharedData('spdx/examples') }, () => {
  const paths = files('spdx/examples', '**/*.json').filter((path) => text(path).includes('"spdxVersion"'));
  assert.ok(paths.length >= 18);
  for (const path of paths)
    assert.deepEqual(problemsOf(path), path.endsWith(inconsistentSpdx) ? ['sbom/version-conflict'] : [], path);
});

test('every SPDX 3 example is refused, not taken for an empty inventory', { skip: withoutSharedData('spdx/examples') }, () => {
  for (const path of files('spdx/examples', '**/spdx3.0/*.json')) assert.deepEqual(problemsOf(path), ['sbom/format'], path);
});

test(
  'every other encoding of one SPDX document is refused by name',
  { skip: withoutSharedData('spdx/one-document-all-encodings') },
  () => {
    const paths = files('spdx/one-document-all-encodings', 'SPDX{Tag,Rdf,XML,YAML}Example-v*');
    assert.equal(paths.length, 8);
    for (const path of paths) assert.deepEqual(problemsOf(path), ['sbom/format'], path);
  },
);

const real =
  withoutSharedData('sboms') === false
    ? [...files('sboms/bom-examples', '**/*.json'), ...files('sboms/trustify', '**/cycloneDx/*.json')]
    : [];

/** Without what the reader adds, what SPDX has no place for, and the spelling of licence expressions, which is made official. */
function comparable(one: Component): object {
  const hashes = one.hashes.map(({ algorithm, value }) => `${algorithm} ${value}`).toSorted();
  return { ...one, hashes, licences: JSON.stringify(one.licences).toLowerCase(), evidence: [], externalReferences: [] };
}

function edgesOf(one: Inventory): readonly (readonly number[])[] {
  return componentEdges(one).map(({ dependsOn }) => dependsOn.map(({ to }) => to));
}

function json(path: string): Record<string, unknown> {
  return JSON.parse(text(path)) as Record<string, unknown>;
}

function schemas(): { readonly cycloneDx: ValidateFunction; readonly spdx: ValidateFunction } {
  const options = { strict: false, validateFormats: false };
  const ajv = new Ajv(options);
  for (const name of ['spdx', 'jsf-0.82']) ajv.addSchema(json(`cyclonedx/schema/${name}.schema.json`));
  return {
    cycloneDx: ajv.compile(json('cyclonedx/schema/bom-1.6.schema.json')),
    spdx: new Ajv2019(options).compile(json('spdx/schema/spdx-2.3.schema.json')),
  };
}

test(
  'real SBOMs are read whole, and written as either format they are valid and say the same',
  { skip: withoutSharedData('sboms') },
  () => {
    const valid = schemas();
    assert.ok(real.length > 50);
    for (const path of real) {
      const { value, complete, issues } = readSbomText(text(path), path);
      assert.ok(complete, `${path}: ${JSON.stringify(issues[0])}`);
      const cycloneDx = toCycloneDx(value, [], facts);
      assert.ok(valid.cycloneDx(cycloneDx), `${path}: ${JSON.stringify(valid.cycloneDx.errors?.slice(0, 3))}`);
      const spdx = toSpdx(value, [], facts);
      assert.ok(valid.spdx(spdx), `${path}: ${JSON.stringify(valid.spdx.errors?.slice(0, 3))}`);
      for (const written of [cycloneDx, spdx]) {
        const again = readSbomText(JSON.stringify(written), path);
        assert.ok(again.complete, `${path}: ${JSON.stringify(again.issues[0])}`);
        assert.deepEqual(again.value.components.map(comparable), value.components.map(comparable), path);
        assert.deepEqual(edgesOf(again.value), edgesOf(value), path);
      }
    }
  },
);
