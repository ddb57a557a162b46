import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toPlainText } from './plain-text.ts';

test('text that shows what it is stays as it is', () => {
  for (const text of ['', '@scope/name 1.0.0-β', 'Überlauf in 漢字 ⚠️', 'ß–—… «»', '🎈', String.raw`C:\u{1b}`])
    assert.equal(toPlainText(text), text);
});

test('control characters become visible: a summary cannot move the cursor or ring the bell (CWE-150)', () => {
  assert.equal(toPlainText('a\u001b[2Jb\r\n\tc\u0007'), String.raw`a\u{1b}[2Jb\u{d}\u{a}\u{9}c\u{7}`);
  assert.equal(toPlainText('\u0000\u007f\u009b31m'), String.raw`\u{0}\u{7f}\u{9b}31m`);
});

test('characters that turn the direction become visible (CVE-2021-42574)', () => {
  for (const code of [0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069])
    assert.equal(toPlainText(`a${String.fromCodePoint(code)}b`), `a\\u{${code.toString(16)}}b`);
});

test('characters that nobody sees become visible: two names that look the same are the same', () => {
  for (const code of [0xad, 0x180e, 0x200b, 0x200c, 0x200d, 0x2028, 0x2029, 0x2060, 0x2064, 0xfeff, 0xe0001, 0xe0041, 0xe0100])
    assert.equal(toPlainText(`lod${String.fromCodePoint(code)}ash`), `lod\\u{${code.toString(16)}}ash`);
});

const anyText = fc.string({ unit: 'binary' });

test('what comes out has no control, format or line separator character, and is left alone a second time', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const plain = toPlainText(text);
      assert.doesNotMatch(plain, /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
      assert.equal(toPlainText(plain), plain);
    }),
    { numRuns: 1000 },
  );
});

test('nothing is lost: the escapes say what was there', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      fc.pre(!text.includes('\\'));
      const back = toPlainText(text).replaceAll(/\\u\{([0-9a-f]+)\}/g, (_, code: string) =>
        String.fromCodePoint(Number.parseInt(code, 16)),
      );
      assert.equal(back, text);
    }),
  );
});
