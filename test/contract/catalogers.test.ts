import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { catalogers, type Catalogued, type Cataloger } from '../../src/inventory/index.ts';
import type { Outcome } from '../../src/kernel/index.ts';
import { repository } from '../kit/assay.ts';
import { catalog, type MemoryFiles } from '../kit/memory-files.ts';
import { catalogExamples } from './catalog-examples.ts';
import type { CatalogExample } from './example.ts';
import { mistypedJson, mistypedToml, mistypedYaml } from './mistype.ts';
import { edited, rewritten, spoil } from './spoil.ts';
import { assertWellFormed } from './well-formed.ts';

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
    assertWellFormed(outcome, cataloger, example.files);
    const found = packagesOf(outcome);
    for (const wanted of example.packages) assert.ok(found.includes(wanted), `${wanted} is not among ${found.join(', ')}`);
  });

  test(`${cataloger.id} wants the files of its example`, async () => {
    const { indexFiles } = await import('../../src/inventory/file-index.ts');
    const index = indexFiles([cataloger]);
    for (const path of example.paths) assert.equal(index.wantedBy(path, basename(path)).length, 1, path);
  });

  const texts = Object.entries(example.files).flatMap(([path, content]) =>
    typeof content === 'string' ? [[path, content] as const] : [],
  );
  const readWith = (path: string, content: string | Uint8Array): Promise<Outcome<Catalogued>> =>
    read(cataloger, example, { ...example.files, [path]: content });

  for (const [path, content] of texts.filter(([path]) => path === example.paths[0])) {
    test(`${cataloger.id} says when ${path} is not UTF-8 or holds an unfinished merge`, async () => {
      assertRefused(await readWith(path, Buffer.concat([Buffer.from(content), Buffer.from([0xff, 0xfe, 0x00])])), path);
      assertRefused(await readWith(path, `<<<<<<< ours\n${content}\n=======\n${content}\n>>>>>>> theirs\n`), path);
    });
  }

  for (const [path, content] of texts) {
    const survives = async (spoilt: Iterable<string>): Promise<void> => {
      for (const text of spoilt) assertWellFormed(await readWith(path, text), cataloger, { ...example.files, [path]: text });
    };
    const kind = kindOf(path, content);

    test(`${cataloger.id} survives every kind of spoilt ${path}, and what it says stays well-formed`, async () => {
      const before = await read(cataloger, example, example.files);
      await survives(spoil(content));
      if (!emptyOnes.has(cataloger.id)) await survives(edited(content));
      assert.deepEqual(await read(cataloger, example, example.files), before, 'what was read before must not matter');
    });

    if (!isOfSystem(path)) {
      test(`${cataloger.id} reads the same whatever line ends, byte order mark or last line ${path} has`, async () => {
        const expected = await read(cataloger, example, example.files);
        for (const text of rewritten(content)) assert.deepEqual(await readWith(path, text), expected, JSON.stringify(text));
      });
    }

    if (kind === 'json' && path === example.paths[0]) {
      test(`${cataloger.id} says when ${path} is cut off, or has a name twice or a forbidden one`, async () => {
        for (const spoilt of [
          content.slice(0, content.length / 2),
          content.replace('{', '{"__proto__": {"a": 1},'),
          content.replace('{', '{"zz": 1, "zz": 2,'),
        ]) {
          assertRefused(await readWith(path, spoilt), path);
        }
      });
    }

    if (kind !== 'text') {
      test(`${cataloger.id} survives a wrong type in every place of ${path}, and no package is lost to one in silence`, async () => {
        if (kind === 'json') await survives(mistypedJson(content, 'any'));
        for (const spoilt of mistyped[kind](content)) {
          const outcome = await readWith(path, spoilt);
          assertWellFormed(outcome, cataloger, { ...example.files, [path]: spoilt });
          if (outcome.complete) assertNamed(outcome, example, spoilt);
        }
      });
    }
  }
}

/** Catalogers in which a row with an empty value still makes an empty version, or a name that no purl can hold. */
const emptyOnes: ReadonlySet<string> = new Set([
  'golang/go-mod',
  'golang/vendor-modules',
  'npm/bun-lock',
  'npm/yarn-lock',
  'pypi/pipfile-lock',
]);

const mistyped = {
  json: (content: string) => mistypedJson(content, 'never right'),
  yaml: mistypedYaml,
  toml: mistypedToml,
};

function kindOf(path: string, content: string): keyof typeof mistyped | 'text' {
  // Erlang and Elixir have braces too.
  if (/^\s*[{[]\s*["}\]]/.test(content) && !path.endsWith('rebar.lock')) return 'json';
  if (/\.ya?ml$|(?:^|\/)(?:Podfile|pubspec)\.lock$/.test(path)) return 'yaml';
  return /\.toml$|(?:^|\/)(?:Cargo|poetry|pdm|uv)\.lock$|(?:^|\/)Pipfile$/.test(path) ? 'toml' : 'text';
}

/** What an operating system keeps for itself, no editor and no checkout has rewritten. */
function isOfSystem(path: string): boolean {
  return /^(?:etc|lib|usr|var)\//.test(path);
}

function read(cataloger: Cataloger, example: CatalogExample, files: MemoryFiles): Promise<Outcome<Catalogued>> {
  return catalog(cataloger, files, example.paths);
}

function packagesOf(outcome: Outcome<Catalogued>): readonly string[] {
  return outcome.value.graphs.flatMap((graph) =>
    graph.packages
      .filter((node) => node.kind === 'package')
      .map((node) => (node.version === undefined ? node.name : `${node.name} ${node.version}`)),
  );
}

/** A version may be unknown, a package may not be missing. */
function assertNamed(outcome: Outcome<Catalogued>, example: CatalogExample, text: string): void {
  const found = new Set(packagesOf(outcome).map((one) => one.split(' ')[0]));
  for (const wanted of example.packages) assert.ok(found.has(wanted.split(' ')[0]), `${wanted} is lost in ${text}`);
}

function assertRefused(outcome: Outcome<Catalogued>, path: string): void {
  assert.equal(outcome.complete, false);
  assert.ok(
    outcome.issues.some((issue) => issue.path === path),
    JSON.stringify(outcome.issues),
  );
}
