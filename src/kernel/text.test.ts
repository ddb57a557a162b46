import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeText, lineAt, LineIndex } from './text.ts';

function issueOf(bytes: Uint8Array): { code: string; path: string; line?: number; message: string } {
  const outcome = decodeText(bytes, 'some/file');
  assert.equal(outcome.value, undefined);
  assert.equal(outcome.complete, false);
  assert.equal(outcome.issues.length, 1);
  return outcome.issues[0] ?? assert.fail('there is no issue');
}

test('UTF-8 is text, line breaks and all', () => {
  const text = 'grün\r\n漢字\n🎈\0\ufffd';
  assert.deepEqual(decodeText(Buffer.from(text), 'file'), { value: text, complete: true, issues: [] });
  assert.equal(decodeText(new Uint8Array(), 'file').value, '');
});

test('a UTF-8 byte order mark is dropped, a second one is text', () => {
  assert.equal(decodeText(Buffer.from('\ufeff{}'), 'file').value, '{}');
  assert.equal(decodeText(Buffer.from('\ufeff\ufeff{}'), 'file').value, '\ufeff{}');
});

test('UTF-16 of either byte order is named as such', () => {
  const little = Buffer.from('\ufeff{\n}', 'utf16le');
  const message = 'is UTF-16, not UTF-8';
  assert.deepEqual(issueOf(little), { code: 'text/encoding', path: 'some/file', line: 1, message });
  assert.equal(issueOf(Buffer.from(little).swap16()).message, message);
});

test('bytes that are not UTF-8 are an issue on their line', () => {
  const invalid: readonly (readonly number[])[] = [
    [0xff],
    [0xc0, 0x80],
    [0xed, 0xa0, 0x80],
    [0xe2, 0x82],
    [0xf4, 0x90, 0x80, 0x80],
  ];
  for (const bytes of invalid) {
    const file = Buffer.concat([Buffer.from('a\nü\n\nb'), Buffer.from(bytes), Buffer.from('c\nd\n')]);
    assert.deepEqual(issueOf(file), { code: 'text/encoding', path: 'some/file', line: 4, message: 'is not valid UTF-8' });
  }
});

test('a character that is cut off at the end of the file is an issue on the last line', () => {
  assert.equal(issueOf(Buffer.from('a\nb\n€').subarray(0, -1)).line, 3);
});

test('the line of the first invalid byte is found anywhere in a large file', () => {
  const row = Buffer.from('a line of some 40 bytes, ünd one umlaut\n');
  const rows = 20_000;
  const file = Buffer.concat(Array.from({ length: rows }, () => row));
  for (const line of [1, 2, 1598, 1599, 1600, 9_999, 19_999, rows]) {
    const broken = Buffer.from(file);
    broken[(line - 1) * row.length] = 0xff;
    broken[file.length - 2] = 0xfe;
    assert.equal(issueOf(broken).line, line);
  }
});

test('line breaks only, lines without end and many short lines before an invalid byte all give its line', () => {
  assert.equal(issueOf(Buffer.concat([Buffer.alloc(300_000, '\n'), Buffer.of(0xff)])).line, 300_001);
  assert.equal(issueOf(Buffer.concat([Buffer.alloc(300_000, 'x'), Buffer.of(0xff), Buffer.alloc(9, '\n')])).line, 1);
  assert.equal(
    issueOf(Buffer.concat([Buffer.alloc(70_000, 'x'), Buffer.from('\n\n'), Buffer.alloc(70_000, 'x'), Buffer.of(0x80)])).line,
    3,
  );
});

test('the markers of an unfinished merge are an issue on the line of the first', () => {
  for (const newline of ['\n', '\r\n']) {
    const text = ['{', '<<<<<<< HEAD', '"a": 1', '=======', '"a": 2', '>>>>>>> branch', '}'].join(newline);
    const message = 'holds the markers of an unfinished merge';
    assert.deepEqual(issueOf(Buffer.from(text)), { code: 'text/merge-conflict', path: 'some/file', line: 2, message });
  }
  assert.equal(issueOf(Buffer.from('<<<<<<< ours\n>>>>>>>')).line, 1);
});

test('one half of the markers, or markers inside a line, are no merge', () => {
  for (const text of [
    '<<<<<<< HEAD\n=======\n',
    '=======\n>>>>>>> branch\n',
    'x <<<<<<< y\nx >>>>>>> y',
    '>>>>>>> b\n<<<<<<< a\n',
    '<<<<<<<\n>>>>>>> b',
  ]) {
    assert.equal(decodeText(Buffer.from(text), 'file').value, text);
  }
});

test('lineAt and LineIndex count the line breaks before an offset', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r') }), fc.nat(), (text, number) => {
      const offset = number % (text.length + 1);
      const expected = text.slice(0, offset).split('\n').length;
      assert.equal(lineAt(text, offset), expected);
      assert.equal(new LineIndex(text).lineOf(offset), expected);
    }),
  );
});
