import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, type Outcome } from '../../../kernel/index.ts';
import { memoryFile } from '../../../../test/kit/memory-files.ts';
import { readManifest, type Manifest } from './manifest.ts';

function read(text: string): Promise<Outcome<Manifest | undefined>> {
  return readManifest(memoryFile({ 'app/package.json': text }, 'app/package.json'), createContext());
}

test('a name in several sections counts once: optional before runtime, runtime before dev, all before peer', async () => {
  const { value, issues } = await read(
    JSON.stringify({
      dependencies: { a: '1', b: '1', c: '1' },
      optionalDependencies: { a: '2' },
      devDependencies: { a: '3', b: '3', d: '3' },
      peerDependencies: { a: '4', b: '4', d: '4', e: '4', f: '4' },
      peerDependenciesMeta: { f: { optional: true } },
    }),
  );
  assert.deepEqual(issues, []);
  assert.deepEqual(Object.fromEntries(value?.requirements ?? []), {
    a: { range: '2', kind: 'optional' },
    b: { range: '1', kind: 'runtime' },
    c: { range: '1', kind: 'runtime' },
    d: { range: '3', kind: 'dev' },
    e: { range: '4', kind: 'peer' },
    f: { range: '4', kind: 'optional peer' },
  });
});

test('each requirement knows its line', async () => {
  const { value } = await read('{\n  "dependencies": {\n    "a": "1",\n    "b": "1"\n  },\n  "devDependencies": { "c": "1" }\n}');
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((name) => value?.lineOf(name)),
    [3, 4, 6, undefined],
  );
});

test('licences are read in their three shapes', async () => {
  const licence = async (value: unknown): Promise<string | undefined> => (await read(JSON.stringify(value))).value?.licence;
  assert.equal(await licence({ license: 'MIT' }), 'MIT');
  assert.equal(await licence({ license: { type: 'BSD' } }), 'BSD');
  assert.equal(await licence({ licenses: [{ type: 'MIT' }, 'Apache-2.0', 5] }), 'MIT OR Apache-2.0');
  assert.equal(await licence({ license: 5 }), undefined);
});

test('what is malformed is said and the rest is read', async () => {
  const { value, complete, issues } = await read(
    '{"name": 5,\n"dependencies": ["a"],\n"devDependencies": {"b": 1, "": "1", "c": "1"}, "workspaces": [1], "license": []}',
  );
  assert.equal(complete, false);
  assert.deepEqual(
    issues.map((issue) => `${issue.path} ${issue.message}`),
    [
      'app/package.json has a "dependencies" of the project that is not an object',
      'app/package.json has a dev requirement of "b" in the project that is not text',
      'app/package.json has a requirement without a name in the project',
      'app/package.json has "workspaces" that are not a list of globs',
    ],
  );
  assert.deepEqual([...(value?.requirements.keys() ?? [])], ['c']);
});

test('no manifest is no issue; one that is no object is', async () => {
  assert.deepEqual(await readManifest(undefined, createContext()), { value: undefined, complete: true, issues: [] });
  const outcome = await read('[]');
  assert.equal(outcome.value, undefined);
  assert.deepEqual(outcome.issues, [{ code: 'npm/shape', path: 'app/package.json', line: 1, message: 'is not a JSON object' }]);
});
