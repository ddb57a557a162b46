import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogers, type Catalogued, type Cataloger } from '../../src/inventory/index.ts';
import { ecosystemById } from '../../src/ecosystem/index.ts';
import type { Outcome } from '../../src/kernel/index.ts';
import { repository } from '../kit/assay.ts';
import { catalog, type MemoryFiles } from '../kit/memory-files.ts';
import { catalogExamples } from './catalog-examples.ts';
import type { CatalogExample } from './example.ts';

test('every cataloger has an example, and every example a cataloger', () => {
  assert.deepEqual(Object.keys(catalogExamples).toSorted(), catalogers.map((cataloger) => cataloger.id).toSorted());
});

test('ids are unique and of the form ecosystem/what-it-reads', () => {
  const ids = catalogers.map((cataloger) => cataloger.id);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^[a-z]+\/[a-z0-9]+(?:-[a-z0-9]+)*$/);
});

test('every cataloger is in the reference', () => {
  const reference = readFileSync(join(repository, 'docs/reference/inventory.md'), 'utf8');
  for (const cataloger of catalogers) assert.ok(reference.includes(`\`${cataloger.id}\``), cataloger.id);
});

for (const cataloger of catalogers) {
  const example = catalogExamples[cataloger.id];
  if (example === undefined) continue;

  test(`${cataloger.id} reads its example whole`, async () => {
    const outcome = await read(cataloger, example, example.files);
    assert.deepEqual(outcome.issues, []);
    assert.equal(outcome.complete, true);
    const found = outcome.value.graphs.flatMap((graph) =>
      graph.packages
        .filter((node) => node.kind === 'package')
        .map((node) => (node.version === undefined ? node.name : `${node.name} ${node.version}`)),
    );
    for (const wanted of example.packages) assert.ok(found.includes(wanted), `${wanted} is not among ${found.join(', ')}`);
  });

  test(`${cataloger.id} wants the files of its example`, async () => {
    const { indexFiles } = await import('../../src/inventory/file-index.ts');
    const index = indexFiles([cataloger]);
    for (const path of example.paths) assert.equal(index.wantedBy(path, basename(path)).length, 1, path);
  });

  const [first = ''] = example.paths;
  const content = example.files[first];
  if (typeof content !== 'string') continue;

  test(`${cataloger.id} says when its file is not UTF-8 or holds an unfinished merge`, async () => {
    const binary = Buffer.concat([Buffer.from(content), Buffer.from([0xff, 0xfe, 0x00])]);
    assertRefused(await read(cataloger, example, { ...example.files, [first]: binary }), first);
    const merge = `<<<<<<< ours\n${content}\n=======\n${content}\n>>>>>>> theirs\n`;
    assertRefused(await read(cataloger, example, { ...example.files, [first]: merge }), first);
  });

  test(`${cataloger.id} survives every kind of spoilt file, and what it says stays well-formed`, async () => {
    for (const spoilt of spoil(content))
      assertWellFormed(await read(cataloger, example, { ...example.files, [first]: spoilt }), example);
  });

  if (/^\s*\{/.test(content)) {
    test(`${cataloger.id} says when its JSON is cut off, or has a name twice or a forbidden one`, async () => {
      for (const spoilt of [
        content.slice(0, content.length / 2),
        content.replace('{', '{"__proto__": {"a": 1},'),
        content.replace('{', '{"zz": 1, "zz": 2,'),
      ]) {
        assertRefused(await read(cataloger, example, { ...example.files, [first]: spoilt }), first);
      }
    });

    test(`${cataloger.id} survives a wrong type in every place of its JSON`, async () => {
      for (const spoilt of mistype(content))
        assertWellFormed(await read(cataloger, example, { ...example.files, [first]: spoilt }), example);
    });
  }
}

function read(cataloger: Cataloger, example: CatalogExample, files: MemoryFiles): Promise<Outcome<Catalogued>> {
  return catalog(cataloger, files, example.paths);
}

function assertRefused(outcome: Outcome<Catalogued>, path: string): void {
  assert.equal(outcome.complete, false);
  assert.ok(
    outcome.issues.some((issue) => issue.path === path),
    JSON.stringify(outcome.issues),
  );
}

function assertWellFormed(outcome: Outcome<Catalogued>, example: CatalogExample): void {
  assert.equal(typeof outcome.complete, 'boolean');
  if (!outcome.complete) assert.ok(outcome.issues.length > 0, 'incomplete without an issue');
  for (const issue of outcome.issues) {
    assert.ok(Object.hasOwn(example.files, issue.path), `an issue of ${issue.path}, which is no file of the example`);
    assert.match(issue.code, /^[a-z0-9]+\/[a-z0-9-]+$/);
    assert.ok(issue.message.length > 0 && !/\n/.test(issue.message), JSON.stringify(issue.message));
    if (issue.line !== undefined) assert.ok(Number.isInteger(issue.line) && issue.line >= 1);
  }
  for (const graph of outcome.value.graphs) {
    assert.ok(ecosystemById(graph.ecosystem) !== undefined);
    for (const node of graph.packages) {
      assert.ok(typeof node.name === 'string' && (node.name !== '' || node.kind === 'project'), 'a package without a name');
      if (node.version !== undefined) assert.ok(typeof node.version === 'string' && node.version !== '');
      if (node.licence !== undefined) assert.equal(typeof node.licence, 'string');
      if (node.line !== undefined) assert.ok(Number.isInteger(node.line) && node.line >= 1);
      for (const edge of node.dependsOn)
        assert.ok(Number.isInteger(edge.to) && edge.to >= 0 && edge.to < graph.packages.length, 'an edge to nowhere');
    }
  }
}

/** Cut off, empty, repeated, deeply nested, huge in one line, of another kind. */
function spoil(content: string): readonly string[] {
  const cuts = Array.from({ length: 24 }, (_, index) => content.slice(0, Math.floor((content.length * index) / 24)));
  const deep = 10_000;
  return [
    ...cuts,
    content.slice(1),
    content + content,
    content.replaceAll('\n', '\r\n'),
    content.replaceAll(/[a-z0-9]/g, '\u0000'),
    '['.repeat(deep),
    '{"a":'.repeat(deep),
    `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`,
    `a = ${'['.repeat(deep)}`,
    `${'- '.repeat(deep)}a`,
    Array.from({ length: 300 }, (_, index) => `${' '.repeat(index)}a:`).join('\n'),
    `[${'a.'.repeat(deep)}a]\nb = 1`,
    'x'.repeat(1_000_000),
    ' '.repeat(1_000_000),
    `"${'\\"'.repeat(200_000)}`,
    'null',
    '5',
    '[]',
    '{}',
    '---\n---\n---\n',
  ];
}

/** The JSON with one value after another replaced by something of another type. */
function mistype(content: string): readonly string[] {
  let document: unknown;
  try {
    document = JSON.parse(content);
  } catch {
    // JSON with comments or trailing commas: without them it is the same.
    document = JSON.parse(content.replaceAll(/,(\s*[}\]])/g, '$1'));
  }
  const spoilt: string[] = [];
  const visit = (value: unknown, put: (replacement: unknown) => void): void => {
    for (const replacement of [5, 'x', '', true, null, [], {}, ['x'], { x: 1 }, [null], { '': '' }]) {
      put(replacement);
      spoilt.push(JSON.stringify(document));
    }
    put(value);
    if (Array.isArray(value)) {
      const list: unknown[] = value;
      for (const [index, item] of list.entries()) visit(item, (replacement) => (list[index] = replacement));
    } else if (typeof value === 'object' && value !== null) {
      const holder = value as Record<string, unknown>;
      for (const [key, item] of Object.entries(holder)) visit(item, (replacement) => (holder[key] = replacement));
    }
  };
  visit(document, (replacement) => (document = replacement));
  return spoilt;
}
