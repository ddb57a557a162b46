import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareVersions } from '../../ecosystem/index.ts';
import { parseVers, versContains } from './vers.ts';

function contains(range: string, version: string): boolean | undefined {
  const vers = parseVers(range);
  assert.ok(vers, range);
  return versContains(vers, version, (a, b) => compareVersions('npm', a, b));
}

test('a version is in a range specifier as the VERS specification has it', () => {
  const within = (range: string): readonly string[] =>
    ['0.9.0', '1.0.0', '1.5.0', '2.0.0', '2.5.0', '3.0.0'].filter((version) => contains(range, version) === true);
  assert.deepEqual(within('vers:npm/1.5.0'), ['1.5.0']);
  assert.deepEqual(within('vers:npm/>=1.0.0|<2.0.0'), ['1.0.0', '1.5.0']);
  assert.deepEqual(within('vers:npm/>=1.0.0|!=1.5.0|<=2.0.0'), ['1.0.0', '2.0.0']);
  assert.deepEqual(within('vers:npm/<1.0.0|>=2.0.0|<3.0.0'), ['0.9.0', '2.0.0', '2.5.0']);
  assert.deepEqual(within('vers:npm/0.9.0|>2.0.0'), ['0.9.0', '2.5.0', '3.0.0']);
  assert.deepEqual(within('vers:npm/!=2.0.0'), ['0.9.0', '1.0.0', '1.5.0', '2.5.0', '3.0.0']);
  assert.equal(within('vers:npm/*').length, 6);
  assert.equal(contains('vers:npm/<2.0.0', 'nonsense'), undefined);
});

test('what is no range specifier is none', () => {
  for (const text of [
    '',
    '<4.2',
    'vers:',
    'vers:npm',
    'vers:npm/',
    'vers:npm/>',
    'vers:npm/1|1',
    'vers:npm/>=%zz',
    'vers:npm/>*',
  ]) {
    assert.equal(parseVers(text), undefined, text);
  }
});
