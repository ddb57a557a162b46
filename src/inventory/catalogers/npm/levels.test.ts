import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findUp, Levels, placeOf, type Place } from './levels.ts';

function levelsOf(depth: number, ...paths: readonly string[]): Levels {
  const levels = new Levels(depth);
  for (const [index, path] of paths.entries()) levels.put(placeOf(path) as Place, index);
  levels.link();
  return levels;
}

test('a path is split at its last node_modules, a scope belongs to the name', () => {
  assert.deepEqual(placeOf('node_modules/a'), { owner: '', folder: 'a' });
  assert.deepEqual(placeOf('packages/x/node_modules/@s/a'), { owner: 'packages/x', folder: '@s/a' });
  assert.deepEqual(placeOf('node_modules/a/node_modules/b'), { owner: 'node_modules/a', folder: 'b' });
  assert.equal(placeOf('packages/x'), undefined);
  assert.equal(placeOf('my_node_modules/a'), undefined);
});

test('where Node would find no package there is no place', () => {
  for (const path of [
    'node_modules/',
    'node_modules/a/lib',
    'node_modules/@s',
    'node_modules/@s/',
    'node_modules/@/a',
    'node_modules/..',
    'node_modules/@s/a/b',
  ]) {
    assert.equal(placeOf(path), null, path);
  }
});

test('the nearest node_modules on the way up wins', () => {
  const levels = levelsOf(
    0,
    'node_modules/b',
    'node_modules/a',
    'node_modules/a/node_modules/b',
    'node_modules/a/node_modules/c',
    'node_modules/@s/d',
  );
  const from = (path: string): ReturnType<Levels['from']> => levels.from(path, placeOf(path) ?? undefined);
  assert.equal(findUp(from('node_modules/a'), 'b'), 2);
  assert.equal(findUp(from('node_modules/a/node_modules/c'), 'b'), 2);
  assert.equal(findUp(from('node_modules/a/node_modules/c'), '@s/d'), 4);
  assert.equal(findUp(from('node_modules/@s/d'), 'b'), 0);
  assert.equal(findUp(from(''), 'c'), undefined);
});

test('a workspace looks in its own directory, then in every one above it, also above the lockfile', () => {
  const levels = levelsOf(
    1,
    'node_modules/a',
    'packages/node_modules/b',
    'packages/x/node_modules/c',
    '../lib/node_modules/d',
    '../node_modules/e',
  );
  for (const [name, index] of [
    ['c', 2],
    ['b', 1],
    ['a', 0],
    ['e', 4],
  ] as const)
    assert.equal(findUp(levels.from('packages/x'), name), index);
  assert.equal(findUp(levels.from('packages/y'), 'b'), 1);
  assert.equal(findUp(levels.from('../lib'), 'd'), 3);
  assert.equal(findUp(levels.from('../lib'), 'e'), 4);
  assert.equal(findUp(levels.from('../lib'), 'a'), undefined);
});
