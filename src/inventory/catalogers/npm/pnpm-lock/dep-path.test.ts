import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDepPath } from './dep-path.ts';

const cases: readonly (readonly [number, string, string | undefined, string | undefined, string | undefined])[] = [
  // Version 5: a slash between name and version, peers behind an underscore or a further slash.
  [5, '/a/1.0.0', 'a', '1.0.0', undefined],
  [5, '/@s/a/1.0.0', '@s/a', '1.0.0', undefined],
  [5, '/a/1.0.0_react@17.0.0+b@2.0.0', 'a', '1.0.0', undefined],
  [5, '/a/1.0.0_0f1e2d', 'a', '1.0.0', undefined],
  [5, '/a/1.0.0/react@17.0.0', 'a', '1.0.0', undefined],
  [5, 'registry.example/@s/a/1.0.0', '@s/a', '1.0.0', undefined],
  [5, 'localhost+4873/a/1.0.0-rc.1', 'a', '1.0.0-rc.1', undefined],
  [5, 'github.com/o/r/0123456', undefined, undefined, 'github.com/o/r/0123456'],
  [5, 'file:lib/a', undefined, undefined, 'file:lib/a'],
  [5, '//1.0.0', undefined, undefined, '//1.0.0'],
  [5, '/a', undefined, undefined, '/a'],
  // Version 6: an @ between name and version, peers in brackets, still a leading slash.
  [6, '/a@1.0.0', 'a', '1.0.0', undefined],
  [6, '/@s/a@1.0.0(@s/b@2.0.0(c@1.0.0))', '@s/a', '1.0.0', undefined],
  [6, 'registry.example/@s/a@1.0.0', '@s/a', '1.0.0', undefined],
  [6, 'registry.example/a@1.0.0', 'a', '1.0.0', undefined],
  [6, 'file:lib/a(react@17.0.0)', undefined, undefined, 'file:lib/a'],
  // Version 9: no slash, and the name before every reference.
  [9, 'a@1.0.0', 'a', '1.0.0', undefined],
  [9, '@s/a@1.0.0(patch_hash=00)(react@17.0.0)', '@s/a', '1.0.0', undefined],
  [9, 'a@file:lib/a', 'a', undefined, 'file:lib/a'],
  [9, 'a@https://codeload.github.com/o/r/tar.gz/0123456', 'a', undefined, 'https://codeload.github.com/o/r/tar.gz/0123456'],
  [9, 'a@https://registry.example/real/-/real-2.0.0.tgz', 'real', '2.0.0', 'https://registry.example/real/-/real-2.0.0.tgz'],
  [9, 'node@runtime:24.0.0', 'node', '24.0.0', 'runtime:24.0.0'],
  [9, 'a', undefined, undefined, 'a'],
  [9, '@s/a', undefined, undefined, '@s/a'],
];

test('the keys of every lockfile version tell name, version or reference', () => {
  for (const [major, key, name, version, reference] of cases)
    assert.deepEqual(parseDepPath(key, major), { name, version, reference }, key);
});
