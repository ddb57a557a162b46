import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isValidLanguageTag, parseLanguageTag, usesPrivateSubtag } from './language-tag.ts';

test('a language tag is valid when every subtag is registered (RFC 5646, section 2.2.9)', () => {
  for (const text of [
    'en',
    'EN-us',
    'de-Latn-CH-1996',
    'zh-cmn-Hans-CN',
    'es-419',
    'i-default',
    'en-a-ext',
    'x-mine',
    'qaa-Qaaa-QM',
    'sl-rozaj-biske',
  ]) {
    assert.ok(isValidLanguageTag(text), text);
  }
  for (const text of [
    '',
    'EZ',
    'english',
    'en-',
    'en-Abcd',
    'en-XY-',
    'en-QL',
    'de-1996-1996',
    'en-a',
    'en-a-aa-a-bb',
    'x',
    'e',
    'en us',
  ]) {
    assert.ok(!isValidLanguageTag(text), text);
  }
});

test('subtags for private use are told from others (CSAF 2.0, 6.2.14)', () => {
  const isPrivate = (text: string): boolean => usesPrivateSubtag(parseLanguageTag(text) ?? assert.fail(text));
  assert.deepEqual(
    ['qtx', 'en-QM', 'en-Qabx', 'en-AA', 'en-ZZ', 'en-x-mine', 'x-mine'].filter((text) => !isPrivate(text)),
    [],
  );
  assert.deepEqual(['en', 'que', 'en-Qaby', 'en-US', 'en-QA'].filter(isPrivate), []);
});
