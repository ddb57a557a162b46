import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convertBom } from '../bom/convert.ts';
import { LossLedger } from '../bom/loss.ts';
import type { Bom } from '../bom/model.ts';
import { readBom } from '../bom/read.ts';
import { writeBom } from '../bom/write.ts';
import { lintBom } from '../lint/lint.ts';
import { diffBoms } from './diff.ts';
import { mergeBoms } from './merge.ts';

const facts = { toolVersion: '1.2.3', now: new Date('2026-01-02T03:04:05Z'), name: 'document' };

function bom(name: string, components: readonly object[], dependencies: readonly object[] = []): Bom {
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': 'root', name, version: '1' } },
    components,
    dependencies,
  };
  const { issues, value } = readBom(JSON.stringify(document), name);
  assert.ok(value, JSON.stringify(issues));
  return value.bom;
}

const npm = (name: string, version: string, more: object = {}): object => ({
  type: 'library',
  'bom-ref': `pkg:npm/${name}@${version}`,
  name,
  version,
  purl: `pkg:npm/${name}@${version}`,
  ...more,
});
const mit = { licenses: [{ license: { id: 'MIT' } }] };

test('what came, what went and what changed its version, licence, supplier or hash', () => {
  const hash = (digit: string): object => ({ hashes: [{ alg: 'SHA-1', content: digit.repeat(40) }] });
  const before = bom('shop', [
    npm('gone', '1'),
    npm('moved', '1', mit),
    npm('same', '1'),
    npm('taken', '1', { supplier: { name: 'A' }, ...hash('a') }),
  ]);
  const after = bom('shop', [
    npm('came', '1'),
    npm('moved', '2', { licenses: [{ license: { id: 'ISC' } }] }),
    npm('same', '1'),
    npm('taken', '1', { supplier: { name: 'B' }, ...hash('b') }),
  ]);
  assert.deepEqual(diffBoms(before, after), {
    came: [{ name: 'came', version: '1', purl: 'pkg:npm/came@1', type: 'library' }],
    went: [{ name: 'gone', version: '1', purl: 'pkg:npm/gone@1', type: 'library' }],
    changed: [
      {
        name: 'moved',
        purl: 'pkg:npm/moved@2',
        changes: [
          { what: 'version', from: '1', to: '2' },
          { what: 'licence', from: 'MIT', to: 'ISC' },
        ],
      },
      {
        name: 'taken',
        purl: 'pkg:npm/taken@1',
        changes: [
          { what: 'supplier', from: 'A', to: 'B' },
          { what: 'hash', from: `SHA-1 ${'a'.repeat(40)}`, to: `SHA-1 ${'b'.repeat(40)}` },
        ],
      },
    ],
    unchanged: 2,
  });
});

test('of several versions of one package those that both have are put together first', () => {
  const { came, changed, unchanged, went } = diffBoms(
    bom('s', [npm('x', '1'), npm('x', '2')]),
    bom('s', [npm('x', '2'), npm('x', '3'), npm('x', '4')]),
  );
  assert.deepEqual(
    [came.map(({ version }) => version), changed.map(({ changes }) => changes), went, unchanged],
    [['4'], [[{ what: 'version', from: '1', to: '3' }]], [], 2],
  );
});

test('a document and what another format makes of it are the same', () => {
  const original = bom(
    'shop',
    [npm('left', '1', { ...mit, supplier: { name: 'A' } }), npm('right', '2')],
    [{ ref: 'root', dependsOn: ['pkg:npm/left@1'] }],
  );
  for (const version of ['2.3', '3.0.1']) {
    const other = readBom(writeBom(original, { family: 'spdx', version, encoding: 'json' }, facts).text, 'spdx').value?.bom;
    assert.ok(other);
    assert.deepEqual(diffBoms(original, other), { came: [], went: [], changed: [], unchanged: 3 });
  }
});

const options = { name: 'product', version: '9', now: facts.now, toolVersion: '1.2.3' };
const api = bom(
  'api',
  [npm('shared', '1', mit), npm('own', '1')],
  [
    { ref: 'root', dependsOn: ['pkg:npm/shared@1'] },
    { ref: 'pkg:npm/shared@1', dependsOn: ['pkg:npm/own@1'] },
  ],
);
const web = bom('web', [npm('shared', '1'), npm('other', '1')], [{ ref: 'root', dependsOn: ['pkg:npm/shared@1'] }]);

function written(merged: Bom, version = '1.6'): Record<string, unknown> {
  const text = writeBom(
    { ...merged, origin: { family: 'cyclonedx', version: 'mixed', encoding: 'json' } },
    { family: 'cyclonedx', version, encoding: 'json' },
    facts,
  ).text;
  const read = readBom(text, 'merged');
  assert.ok(read.value !== undefined && read.complete, JSON.stringify(read.issues));
  assert.deepEqual(
    lintBom(read.value).filter(({ severity }) => severity === 'error'),
    [],
  );
  return JSON.parse(text) as Record<string, unknown>;
}

test('a flat merge has what is the same once, with what either says of it', () => {
  const merged = mergeBoms([api, web], { ...options, how: 'flat' });
  assert.deepEqual(
    merged.components.map(({ name }) => name),
    ['product', 'api', 'shared', 'own', 'web', 'other'],
  );
  assert.equal(merged.components.find(({ name }) => name === 'shared')?.licences?.[0]?.text, 'MIT');
  const edges = Object.fromEntries(merged.relationships.map(({ from, to }) => [from, to]));
  assert.deepEqual(edges, {
    'assay:merged': ['root', 'root#2'],
    root: ['pkg:npm/shared@1'],
    'pkg:npm/shared@1': ['pkg:npm/own@1'],
    'root#2': ['pkg:npm/shared@1'],
  });
  written(merged);
});

test('in a hierarchical merge the components of each document stand inside its subject', () => {
  const document = written(mergeBoms([api, web], { ...options, how: 'hierarchical' }));
  const names = (list: unknown): unknown =>
    (list as readonly Record<string, unknown>[]).map(({ components, name }) =>
      components === undefined ? name : [name, names(components)],
    );
  assert.deepEqual(names(document['components']), [
    ['api', ['shared', 'own']],
    ['web', ['shared', 'other']],
  ]);
});

test('components of one package that contradict each other both stay', () => {
  const hash = (digit: string): object => ({ hashes: [{ alg: 'SHA-1', content: digit.repeat(40) }] });
  const merged = mergeBoms([bom('a', [npm('x', '1', hash('a'))]), bom('b', [npm('x', '1', hash('b'))])], {
    ...options,
    how: 'flat',
  });
  assert.equal(merged.components.filter(({ name }) => name === 'x').length, 2);
});

test('a merge of the same documents gives the same bytes, and vulnerabilities follow the new names', () => {
  const withFinding = { ...web, extra: { vulnerabilities: [{ id: 'CVE-1', affects: [{ ref: 'root' }] }] } };
  const merge = (): Bom => mergeBoms([api, withFinding], { ...options, how: 'flat' });
  assert.deepEqual(merge(), merge());
  assert.deepEqual(merge().extra['vulnerabilities'], [{ id: 'CVE-1', affects: [{ ref: 'root#2' }] }]);
});

test('documents of other formats are merged after they are converted', () => {
  const spdx = readBom(writeBom(web, { family: 'spdx', version: '2.3', encoding: 'json' }, facts).text, 'spdx').value?.bom as Bom;
  const converted = convertBom(spdx, { family: 'cyclonedx', version: '1.6', encoding: 'json' }, facts, new LossLedger());
  const merged = mergeBoms([api, converted], { ...options, how: 'flat' });
  assert.equal(merged.components.filter(({ name }) => name === 'shared').length, 1);
  written(merged, '1.7');
});
