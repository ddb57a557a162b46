import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinPath, nameOfDirectory, pathInTarget } from './paths.ts';

test('a path is named from the target, wherever it is written', () => {
  assert.equal(pathInTarget('.', ''), '.');
  assert.equal(pathInTarget('.', './a/'), 'a');
  assert.equal(pathInTarget('apps/web', '../lib'), 'apps/lib');
  assert.equal(pathInTarget('apps/web', '../..'), '.');
  assert.equal(pathInTarget('apps/web', String.raw`..\lib`), 'apps/lib');
});

test('a path that climbs out or begins elsewhere is outside the target', () => {
  for (const path of [
    '../../..',
    '../../../x',
    '/etc',
    '~/x',
    'C:/x',
    String.raw`C:\x`,
    String.raw`..\..\..\x`,
    String.raw`\\host\x`,
  ]) {
    assert.equal(pathInTarget('apps/web', path), undefined, path);
  }
});

test('a directory lends its name to what has none, with its scope', () => {
  assert.equal(nameOfDirectory('packages/a'), 'a');
  assert.equal(nameOfDirectory('packages/@s/a'), '@s/a');
  assert.equal(joinPath('.', 'package.json'), 'package.json');
  assert.equal(joinPath('', 'package.json'), 'package.json');
  assert.equal(joinPath('a', 'package.json'), 'a/package.json');
});
