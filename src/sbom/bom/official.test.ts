import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sharedData, withoutSharedData } from '../../../test/kit/shared-data.ts';
import { defaultLimits } from '../../kernel/index.ts';
import { parseXml, type XmlElement } from '../../kernel/xml/index.ts';
import { cycloneDxVersions } from '../cyclonedx/grammar.ts';
import { readTaggedLines } from '../spdx/tag-value/lines.ts';
import type { Dialect } from './model.ts';
import { readBom } from './read.ts';
import { encodeBom, writeBom } from './write.ts';

const facts = { toolVersion: '1.2.3', now: new Date('2026-01-02T03:04:05Z'), name: 'document' };

function bytes(path: string): Uint8Array {
  return readFileSync(sharedData(path));
}

function files(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: sharedData('') }).toSorted();
}

function text(path: string): string {
  const content = bytes(path);
  return new TextDecoder(content[0] === 0xff ? 'utf-16le' : 'utf-8').decode(content);
}

/** An element without what says nothing: white space around elements, the place of declarations, comments. */
function significant({ attributes, children, name, prefix, text: own }: XmlElement): unknown {
  return {
    name,
    prefix,
    attributes: [...attributes].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    text: own.trim() === '' ? '' : own,
    children: children.map(significant),
  };
}

function xml(content: string): unknown {
  const { issues, value } = parseXml(content, { path: 'bom.xml', limits: defaultLimits });
  assert.ok(value, JSON.stringify(issues));
  // A version of 1 is what the schema puts in for one that is not written.
  const root = { ...value, attributes: new Map([...value.attributes, ['version', value.attributes.get('version') ?? '1']]) };
  return significant(root);
}

for (const version of cycloneDxVersions) {
  test(
    `every official valid document of CycloneDX ${version} comes out of the model as it went in`,
    { skip: withoutSharedData('cyclonedx') },
    () => {
      const paths = files(`cyclonedx/official/${version}/valid-*.{json,xml}`);
      assert.ok(paths.length > 40);
      for (const path of paths) {
        const read = readBom(bytes(path), path);
        assert.ok(read.value !== undefined && read.complete, `${path}: ${JSON.stringify(read.issues[0])}`);
        const written = writeBom(read.value.bom, read.value.dialect, facts);
        assert.deepEqual(written.losses, [], path);
        if (path.endsWith('.json')) assert.deepEqual(JSON.parse(written.text), JSON.parse(text(path)), path);
        else assert.deepEqual(xml(written.text), xml(text(path)), path);
      }
    },
  );

  test(
    `every official invalid document of CycloneDX ${version} is refused with its place`,
    { skip: withoutSharedData('cyclonedx') },
    () => {
      const paths = files(`cyclonedx/official/${version}/*invalid-*.{json,xml}`).filter((path) => !path.includes('/informal-'));
      assert.ok(paths.length > 40);
      for (const path of paths) {
        const { complete, issues } = readBom(bytes(path), path);
        assert.equal(complete, false, path);
        assert.ok(
          issues.every(({ line, message }) => line !== undefined && message !== ''),
          `${path}: ${JSON.stringify(issues)}`,
        );
      }
    },
  );
}

test('every SPDX document comes out of the model as it went in', { skip: withoutSharedData('spdx') }, () => {
  const paths = files('spdx/{examples,one-document-all-encodings}/**/*.json').filter((path) =>
    /"(?:spdxVersion|@context)"/.test(text(path)),
  );
  assert.ok(paths.length > 40);
  for (const path of paths) {
    const read = readBom(bytes(path), path);
    assert.ok(read.value !== undefined && read.complete, `${path}: ${JSON.stringify(read.issues[0])}`);
    const written = writeBom(read.value.bom, read.value.dialect, facts);
    assert.deepEqual(written.losses, [], path);
    assert.deepEqual(JSON.parse(written.text), JSON.parse(text(path)), path);
  }
});

test('every SPDX tag-value document comes out with the same tags and values', { skip: withoutSharedData('spdx') }, () => {
  const paths = files('spdx/**/*.spdx');
  assert.ok(paths.length >= 16);
  // Where files are excluded from a verification code, the form of the standard (2.3, 7.9) is written.
  const said = (content: string): readonly string[] =>
    readTaggedLines(content)
      .lines.map(({ tag, value }) => `${tag}: ${value.replace(/\s*\((?:excludes: )?/, ' (').replaceAll(/\s+/g, ' ')}`)
      .toSorted();
  for (const path of paths) {
    const read = readBom(bytes(path), path);
    assert.ok(read.value !== undefined && read.complete, `${path}: ${JSON.stringify(read.issues[0])}`);
    const written = writeBom(read.value.bom, read.value.dialect, facts);
    assert.deepEqual(written.losses, [], path);
    assert.deepEqual(said(written.text), said(text(path)), path);
    const again = readBom(written.text, path);
    assert.deepEqual(plain(again.value?.bom), plain(read.value.bom), path);
  }
});

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

test(
  'one document says the same in JSON, YAML, and JSON in UTF-16',
  { skip: withoutSharedData('spdx/one-document-all-encodings') },
  () => {
    const folder = 'spdx/one-document-all-encodings';
    for (const version of ['2.2', '2.3']) {
      const [inJson, inYaml] = ['JSON', 'YAML'].map((form) =>
        readBom(bytes(`${folder}/SPDX${form}Example-v${version}.spdx.${form.toLowerCase()}`), form),
      );
      assert.ok(inJson?.complete === true && inYaml?.complete === true, JSON.stringify(inYaml?.issues));
      assert.equal(inYaml.value?.bom.components.length, inJson.value?.bom.components.length);
      assert.ok(inYaml.value);
      assert.deepEqual(
        plain(encodeBom(inYaml.value.bom, inYaml.value.dialect, facts).document),
        plain(inYaml.value.document.value),
      );
      assert.deepEqual(inYaml.value.bom.facts.authors, inJson.value?.bom.facts.authors);
    }
    const wide = readBom(bytes(`${folder}/SPDXJSONExample-UTF-16.spdx.json`), 'wide');
    assert.equal(wide.complete, true);
    assert.equal(readBom(bytes(`${folder}/SPDXRdfExample-v2.3.spdx.rdf.xml`), 'rdf').issues[0]?.code, 'sbom/format');
  },
);

const targets: readonly Dialect[] = [
  { family: 'cyclonedx', version: '1.5', encoding: 'json' },
  { family: 'cyclonedx', version: '1.6', encoding: 'xml' },
  { family: 'cyclonedx', version: '1.7', encoding: 'json' },
  { family: 'spdx', version: '2.3', encoding: 'json' },
  { family: 'spdx', version: '2.3', encoding: 'tag-value' },
  { family: 'spdx', version: '3.0.1', encoding: 'json' },
];

test('whatever is valid is valid in every other form, and what is lost is said', { skip: withoutSharedData('cyclonedx') }, () => {
  const paths = files('{cyclonedx/official/*/valid-*,spdx/examples/**/*.json,spdx/examples/**/*.spdx}').filter(
    (_, index) => index % 5 === 0,
  );
  for (const path of paths) {
    const { value } = readBom(bytes(path), path);
    assert.ok(value, path);
    for (const target of targets) {
      const written = writeBom(value.bom, target, facts);
      const again = readBom(written.text, path);
      assert.ok(again.complete, `${path} as ${JSON.stringify(target)}: ${JSON.stringify(again.issues[0])}`);
      for (const { path: place, what, why } of written.losses) assert.ok(place !== '' && what !== '' && why !== '', path);
    }
  }
});

test('what goes from CycloneDX 1.7 to 1.5 and loses nothing comes back as it was', { skip: withoutSharedData('cyclonedx') }, () => {
  let unharmed = 0;
  for (const path of files('cyclonedx/official/1.7/valid-*.json')) {
    const { value } = readBom(bytes(path), path);
    assert.ok(value, path);
    const older = encodeBom(value.bom, { family: 'cyclonedx', version: '1.5', encoding: 'json' }, facts);
    if (older.losses.length > 0) continue;
    unharmed += 1;
    const read = readBom(JSON.stringify(older.document), path).value;
    assert.ok(read, path);
    const back = encodeBom(read.bom, { family: 'cyclonedx', version: '1.7', encoding: 'json' }, facts).document;
    const { $schema: _, ...original } = value.document.value as Record<string, unknown>;
    const { $schema: __, ...returned } = JSON.parse(JSON.stringify(back)) as Record<string, unknown>;
    assert.deepEqual(renamed(returned), renamed(plain(original)), path);
  }
  assert.ok(unharmed > 15, String(unharmed));
});

/** 1.6 gave a member another name: what was written under the old one comes back under the new one. */
function renamed(document: unknown): unknown {
  return JSON.parse(JSON.stringify(document).replaceAll('"manufacture":', '"manufacturer":'));
}
