import assert from 'node:assert/strict';
import { test } from 'node:test';
import { npmCatalogers } from './index.ts';

test('every cataloger of npm is in the list once, and each loads its reader', async () => {
  assert.deepEqual(npmCatalogers.map((cataloger) => cataloger.id).toSorted(), [
    'npm/bun-lock',
    'npm/node-modules',
    'npm/package-json',
    'npm/package-lock',
    'npm/pnpm-lock',
    'npm/yarn-lock',
  ]);
  for (const cataloger of npmCatalogers) assert.equal(typeof (await cataloger.load()), 'function', cataloger.id);
});
