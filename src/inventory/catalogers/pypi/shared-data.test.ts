import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { catalog, type MemoryFiles } from '../../../../test/kit/memory-files.ts';
import { sharedData, withoutSharedData } from '../../../../test/kit/shared-data.ts';
import { cataloger, node, onlyGraph } from '../../../../test/kit/read-graph.ts';

// The counts were taken with another reader, Python's tomllib, from the folder of the file:
//   python3 -c "import tomllib;d=tomllib.load(open('uv.lock','rb'))['package'];p=[x for x in d if not {'virtual','editable'}&set(x['source'])]
//   print(len(p), len({w['hash'] for x in p for w in [*x.get('wheels',[]),x.get('sdist')] if w}),
//     sum(len(x.get('dependencies',[]))+sum(map(len,x.get('optional-dependencies',{}).values())) for x in d))"
//   python3 -c "import tomllib;p=tomllib.load(open('poetry.lock','rb'))['package']
//   print(len(p), len({f['hash'] for x in p for f in x['files']}), sum('main' in x['groups'] for x in p))"

function read(path: string): MemoryFiles {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const files: Record<string, string> = { [path.slice(folder.length)]: readFileSync(sharedData(path), 'utf8') };
  if (folder.endsWith('guarddog/')) files['pyproject.toml'] = readFileSync(sharedData(`${folder}pyproject.toml`), 'utf8');
  return files;
}

test(
  'guarddog: every package of its poetry.lock, with its hashes and scope',
  { skip: withoutSharedData('lockfiles/guarddog') },
  async () => {
    const graph = onlyGraph(await catalog(cataloger('pypi/poetry-lock'), read('lockfiles/guarddog/poetry.lock'), 'poetry.lock'));
    const packages = graph.packages.filter((one) => one.kind === 'package');
    assert.equal(packages.length, 67);
    assert.equal(new Set(packages.flatMap(({ hashes = [] }) => hashes.map(({ value }) => value))).size, 1674);
    assert.equal(packages.filter(({ scope }) => scope === 'runtime').length, 29);
    assert.equal(packages.filter(({ scope }) => scope === 'dev').length, 67 - 29);
    const lines = readFileSync(sharedData('lockfiles/guarddog/poetry.lock'), 'utf8').split('\n');
    assert.ok(packages.every(({ name, line = 0 }) => lines[line - 1] === '[[package]]' && lines[line] === `name = "${name}"`));
    const manifest = readFileSync(sharedData('lockfiles/guarddog/pyproject.toml'), 'utf8').split('\n');
    const direct = graph.packages[0]?.dependsOn ?? [];
    assert.ok(direct.length > 20);
    for (const edge of direct) assert.ok(manifest[(edge.line ?? 0) - 1]?.startsWith(graph.packages[edge.to]?.name ?? '?'));
  },
);

for (const { folder, packages, hashes, edges } of [
  { folder: 'guarddog', packages: 28, hashes: 379, edges: 34 },
  { folder: 'cdxgen', packages: 44, hashes: 855, edges: 55 },
]) {
  test(
    `${folder}: every package of its uv.lock, with its hashes and edges`,
    { skip: withoutSharedData(`lockfiles/${folder}`) },
    async () => {
      const graph = onlyGraph(await catalog(cataloger('pypi/uv-lock'), read(`lockfiles/${folder}/uv.lock`), 'uv.lock'));
      const found = graph.packages.filter((one) => one.kind === 'package');
      assert.equal(found.length, packages);
      assert.equal(new Set(found.flatMap(({ hashes: own = [] }) => own.map(({ value }) => value))).size, hashes);
      assert.equal(
        graph.packages.reduce((sum, one) => sum + one.dependsOn.length, 0),
        edges,
      );
      assert.equal(node(graph, folder).directory, '.');
    },
  );
}
