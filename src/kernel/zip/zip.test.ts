import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { sharedData, withoutSharedData } from '../../../test/kit/shared-data.ts';
import { defaultLimits, type Limits } from '../limits.ts';
import { openZip, type ZipEntry } from './index.ts';
import { makeZip, type MadeEntry } from '../../../test/kit/make-zip.ts';

const record = { name: 'a/b.json', content: '{"id":"A-1"}'.repeat(10) };

function open(bytes: Buffer, limits: Partial<Limits> = {}) {
  const archive = openZip(bytes, { path: 'all.zip', limits: { ...defaultLimits, ...limits } });
  return { issues: archive.issues, complete: archive.complete, entries: [...archive.value.entries()], count: archive.value.count };
}

function codes(bytes: Buffer, limits: Partial<Limits> = {}): readonly string[] {
  return open(bytes, limits).issues.map((issue) => issue.code);
}

function dataCode(bytes: Buffer, limits: Partial<Limits> = {}): string | undefined {
  const content = (open(bytes, limits).entries[0] as ZipEntry).data();
  assert.equal(content.value, undefined);
  assert.equal(content.complete, false);
  assert.equal(content.issues[0]?.path, 'all.zip!a/b.json');
  return content.issues[0]?.code;
}

test('entries that are deflated or stored give their content, and the deflate stream as it lies there', () => {
  const { entries, issues, count } = open(makeZip([record, { name: 'c', content: 'plain', isStored: true }, { name: 'd/' }]));
  assert.deepEqual(issues, []);
  assert.equal(count, 2);
  assert.deepEqual(
    entries.map((entry) => [entry.name, entry.data().value?.toString()]),
    [
      ['a/b.json', record.content],
      ['c', 'plain'],
    ],
  );
  assert.equal(inflateRawSync(entries[0]?.raw() as Buffer).toString(), record.content);
  assert.equal(entries[1]?.raw(), undefined);
});

test('whatever is written is read again: zip64, a comment, bytes in front of the archive', () => {
  const entry = fc.record({ content: fc.string({ maxLength: 300 }), isStored: fc.boolean(), isZip64: fc.boolean() });
  const end = fc.record({
    comment: fc.string({ maxLength: 40 }).filter((text) => !text.includes('PK')),
    isZip64: fc.boolean(),
    stub: fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 8 }), end, (contents, made) => {
      const entries: MadeEntry[] = contents.map((content, index) => ({ ...content, name: `n${index}` }));
      const archive = open(makeZip(entries, made));
      assert.deepEqual(archive.issues, []);
      assert.deepEqual(
        archive.entries.map((found) => [found.name, found.data().value?.toString()]),
        entries.map((written) => [written.name, written.content]),
      );
    }),
  );
});

test('a zip archive that is cut off at any byte is an issue, never a throw and never silence', () => {
  const whole = makeZip([record, { name: 'c', content: 'plain', isStored: true }]);
  for (let length = 0; length < whole.length; length += 1) {
    const { complete, issues } = open(whole.subarray(0, length));
    assert.equal(complete, false, `cut at ${length}`);
    assert.equal(issues[0]?.code, 'zip/truncated');
  }
});

test('a zip archive with any one byte changed never throws', () => {
  const whole = makeZip([record, { name: 'c', content: 'plain', isStored: true, isZip64: true }], { isZip64: true });
  for (let at = 0; at < whole.length; at += 1) {
    for (const change of [0x01, 0x80, 0xff]) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] as number) ^ change;
      for (const entry of open(changed).entries) entry.data();
    }
  }
});

test('names that lead out of the archive are reported and left out', () => {
  for (const name of ['../x', 'a/../../x', '/etc/x', 'C:/x', 'a\\..\\x', 'a\0b', '..', '']) {
    const { entries, issues } = open(makeZip([{ ...record, name }, record]));
    assert.deepEqual([name, issues.map((issue) => issue.code)], [name, ['zip/name']]);
    assert.equal(entries.length, 1);
  }
  assert.deepEqual(codes(makeZip([{ ...record, name: 'a..b/..c' }])), []);
});

test('an entry whose two headers name it differently is left out (4.3.7)', () => {
  assert.deepEqual(codes(makeZip([{ ...record, localName: 'a/x.json' }])), ['zip/name']);
});

test('a name that is there twice counts once', () => {
  const { entries, issues } = open(makeZip([record, { ...record, content: 'other' }]));
  assert.equal(issues[0]?.code, 'zip/duplicate-name');
  assert.equal(issues[0]?.message, 'has an entry "a/b.json" that is there twice');
  assert.deepEqual(
    entries.map((entry) => entry.data().value?.toString()),
    [record.content],
  );
});

test('encryption and methods other than stored and deflate are issues (4.4.4, 4.4.5)', () => {
  assert.deepEqual(codes(makeZip([{ ...record, flags: 0x0801 }])), ['zip/encrypted']);
  assert.deepEqual(codes(makeZip([{ ...record, method: 93 }])), ['zip/method']);
});

test('entries that share bytes are how small archives explode: all but the first are left out', () => {
  const inner = Buffer.concat([makeZip([{ name: 'bb', content: 'x' }]).subarray(0, 35)]);
  const overlapping = makeZip([
    { name: 'aa', raw: inner, isStored: true, bytes: inner.length },
    { name: 'bb', content: 'x', offset: 32 },
  ]);
  assert.deepEqual(codes(overlapping), ['zip/overlap']);
  assert.deepEqual(
    open(overlapping).entries.map((entry) => entry.name),
    ['aa'],
  );
});

test('an entry is decompressed to the stated size at most, and its size and checksum must be true', () => {
  assert.equal(dataCode(makeZip([{ ...record, bytes: 5 }])), 'zip/size');
  assert.equal(dataCode(makeZip([{ ...record, bytes: 500 }])), 'zip/size');
  assert.equal(dataCode(makeZip([{ ...record, crc32: 1 }])), 'zip/checksum');
  assert.equal(dataCode(makeZip([{ ...record, raw: Buffer.from([0xff, 0xff, 0xff]) }])), 'zip/deflate');
  assert.equal(dataCode(makeZip([record]), { archiveEntryBytes: 100 }), 'zip/entry-bytes');
});

test('a bomb is refused by its stated size, or stopped when it exceeds it', () => {
  const bomb = deflateRawSync(Buffer.alloc(20_000_000));
  const messageOf = (entry: MadeEntry, limits: Partial<Limits> = {}): string | undefined =>
    (open(makeZip([entry]), limits).entries[0] as ZipEntry).data().issues[0]?.message;
  assert.match(
    messageOf({ ...record, raw: bomb, bytes: 20_000_000 }, { archiveEntryBytes: 1_000_000 }) ?? '',
    /larger than 1000000 bytes/,
  );
  assert.match(messageOf({ ...record, raw: bomb, bytes: 1000 }) ?? '', /longer than the 1000 bytes/);
  assert.match(messageOf({ ...record, raw: Buffer.from([3, 0]), bytes: 60_000_000 }) ?? '', /has 2 bytes of compressed data/);
});

test('data that would reach into the directory are left out', () => {
  const { entries, issues } = open(makeZip([{ ...record, compressedBytes: 1000 }]));
  assert.deepEqual([entries.length, issues.map((issue) => issue.code)], [0, ['zip/truncated']]);
});

test('counts are bounded, and a count that is not true is an issue', () => {
  assert.deepEqual(codes(makeZip([record], { entries: 2 })), ['zip/count']);
  const many = makeZip(Array.from({ length: 30 }, (_, index) => ({ name: `n${index}`, content: '' })));
  assert.deepEqual(codes(many, { archiveEntries: 10 }), ['zip/entries']);
  assert.equal(open(many, { archiveEntries: 10 }).entries.length, 10);
});

test('issues are bounded and the further ones are counted', () => {
  const { issues } = open(makeZip(Array.from({ length: 9 }, (_, index) => ({ name: `../${index}` }))), { issuesPerFile: 3 });
  assert.equal(issues.length, 4);
  assert.equal(issues[3]?.message, 'has 6 further problems of this kind');
});

test('one part of a split archive is an issue', () => {
  assert.deepEqual(codes(makeZip([record], { disk: 1 })), ['zip/multi-disk']);
});

test('every entry of the public exports is read without an issue', { skip: withoutSharedData('osv') }, () => {
  let entries = 0;
  for (const folder of readdirSync(sharedData('osv'))) {
    const archive = open(readFileSync(sharedData(`osv/${folder}/all.zip`)));
    assert.deepEqual(archive.issues, []);
    for (const entry of archive.entries) {
      assert.equal(entry.data().complete, true);
      entries += 1;
    }
  }
  assert.equal(entries, 25_861);
});

test('what another program wrote is read', { skip: hasPython() ? false : 'python3 is not here' }, () => {
  const script =
    "import io,sys,zipfile;b=io.BytesIO();z=zipfile.ZipFile(b,'w',8);z.writestr('é.txt','x'*999);z.writestr('s','y',0);z.close();sys.stdout.buffer.write(b.getvalue())";
  const { entries, issues } = open(execFileSync('python3', ['-c', script]));
  assert.deepEqual(issues, []);
  assert.deepEqual(
    entries.map((entry) => [entry.name, entry.data().value?.length]),
    [
      ['é.txt', 999],
      ['s', 1],
    ],
  );
});

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
