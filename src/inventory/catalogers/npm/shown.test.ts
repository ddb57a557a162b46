import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shown } from './shown.ts';

test('text of the input cannot break a line, move the cursor or fill the screen', () => {
  assert.equal(shown('@s/a ^1.0.0'), '@s/a ^1.0.0');
  assert.equal(shown('a\n\u001b[2Jb\u202e'), String.raw`"a\n\u001b[2Jb\u202e"`);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 150 }), (text) => {
      assert.match(shown(text), /^[\x20-\x7e…]*$/);
      assert.ok(shown(text).length < 1000);
    }),
  );
});
