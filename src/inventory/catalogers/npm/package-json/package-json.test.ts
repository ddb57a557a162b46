import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../../../kernel/index.ts';
import type { PackageGraph } from '../../../../model/index.ts';
import type { Catalogued } from '../../../index.ts';
import { catalog } from '../../../../../test/kit/memory-files.ts';
import { edges, labels, nodeOf } from '../../../../../test/kit/labelled-graph.ts';
import { packageJson } from './index.ts';

function read(text: string): Promise<Outcome<Catalogued>> {
  return catalog(packageJson, { 'web/package.json': text }, 'web/package.json');
}

test('what is asked for is known, its version only where one alone will do', async () => {
  const outcome = await read(`{
  "name": "app", "version": "0.1.0", "license": "MIT",
  "dependencies": {
    "exact": "1.2.3",
    "range": "^1.0.0",
    "old": "npm:real@2.0.0",
    "lib": "file:../lib"
  },
  "devDependencies": { "tool": "1.0.0" },
  "optionalDependencies": { "spare": "*" },
  "peerDependencies": { "host": ">=1", "guest": "*" },
  "peerDependenciesMeta": { "guest": { "optional": true } }
}`);
  assert.deepEqual(outcome.issues, []);
  const graph = outcome.value.graphs[0] as PackageGraph;
  assert.equal(graph.edges, 'partial');
  assert.deepEqual(edges(graph), [
    '[web] app@0.1.0 > exact@1.2.3 runtime 1.2.3 :4',
    '[web] app@0.1.0 > range runtime ^1.0.0 :5',
    '[web] app@0.1.0 > real@2.0.0 runtime npm:real@2.0.0 :6',
    '[web] app@0.1.0 > lib runtime file:../lib :7',
    '[web] app@0.1.0 > spare optional * :10',
    '[web] app@0.1.0 > tool@1.0.0 dev 1.0.0 :9',
    '[web] app@0.1.0 > host runtime >=1 :11',
    '[web] app@0.1.0 > guest optional * :11',
  ]);
  assert.deepEqual(nodeOf(graph, 'lib').source, { kind: 'local', path: 'lib' });
  assert.equal(nodeOf(graph, 'range').line, 5);
});

test('one that asks for nothing yields no graph', async () => {
  for (const text of ['{}', '{"name": "a", "dependencies": {}}', '{"peerDependencies": null}']) {
    assert.deepEqual(await read(text), { value: { graphs: [] }, complete: true, issues: [] }, text);
  }
});

test('a package may be asked for by two names, and one may be called as its own section', async () => {
  const { value } = await read('{"dependencies": {"a": "1.0.0", "b": "npm:a@1.0.0", "project": "1.0.0", "dependencies": "1.0.0"}}');
  assert.deepEqual(labels(value.graphs[0] as PackageGraph), [
    '[web] web',
    'a@1.0.0',
    'a@1.0.0',
    'project@1.0.0',
    'dependencies@1.0.0',
  ]);
});

test('a broken or malformed one is an issue, and the rest is read', async () => {
  const broken = await read('{"dependencies": {"a": "1"');
  assert.deepEqual([broken.complete, broken.value.graphs.length, broken.issues[0]?.code], [false, 0, 'json/truncated']);
  const odd = await read('{"dependencies": {"a": "1", "b": 1},\n"devDependencies": []}');
  assert.deepEqual(
    odd.issues.map((issue) => `${issue.code} ${issue.path}:${issue.line}`),
    ['npm/shape web/package.json:1', 'npm/shape web/package.json:1'],
  );
  assert.deepEqual(labels(odd.value.graphs[0] as PackageGraph), ['[web] web', 'a']);
});
