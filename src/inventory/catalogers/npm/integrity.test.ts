import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseIntegrity } from '../../../kernel/index.ts';
import { toHashes } from './integrity.ts';

test('the short way gives what the general reading gives', () => {
  const digests = fc.uint8Array({ minLength: 0, maxLength: 70 }).map((bytes) => `sha512-${Buffer.from(bytes).toString('base64')}`);
  const sha512 = fc.uint8Array({ minLength: 64, maxLength: 64 }).map((bytes) => `sha512-${Buffer.from(bytes).toString('base64')}`);
  const spoilt = fc
    .tuple(sha512, fc.nat(94), fc.constantFrom('-', '_', ' ', '=', '?', 'é'))
    .map(([text, at, character]) => text.slice(0, at) + character + text.slice(at + 1));
  fc.assert(fc.property(fc.oneof(digests, sha512, spoilt), (text) => assert.deepEqual(toHashes(text), parseIntegrity(text))));
});
