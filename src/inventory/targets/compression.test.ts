import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { defaultLimits } from '../../kernel/index.ts';
import { ByteReader } from './byte-reader.ts';
import type { ByteSource } from './byte-source.ts';
import { compressionOf, expandedSource } from './compression.ts';

function pieces(bytes: Buffer, size: number): ByteSource {
  let at = 0;
  return {
    next() {
      const piece = at < bytes.length ? bytes.subarray(at, at + size) : undefined;
      at += size;
      return piece;
    },
    fault: undefined,
    close() {},
  };
}

async function expand(
  bytes: Buffer,
  { size = 64 * 1024, limits = defaultLimits } = {},
): Promise<{ readonly text: string; readonly bytes: number; readonly code: string | undefined }> {
  const expanded = await expandedSource(new ByteReader(pieces(bytes, size)), { bytesLeft: limits.decompressedBytes }, limits);
  if ('code' in expanded) return { text: '', bytes: 0, code: expanded.code };
  let text = '';
  let length = 0;
  for (let chunk = await expanded.source.next(); chunk !== undefined; chunk = await expanded.source.next()) {
    if (length < 1000) text += chunk.toString();
    length += chunk.length;
  }
  const code = expanded.source.fault?.code;
  expanded.source.close();
  return { text, bytes: length, code };
}

const gzip = (text: string | Buffer): Buffer => gzipSync(text);
const zstd = (text: string | Buffer): Buffer => zstdCompressSync(text);
/** RFC 8878, 3.1.2: four bytes of its own magic, four of its size. */
const skippable = Buffer.from('502a4d1804000000deadbeef', 'hex');

test('what a stream is compressed by is told by its first bytes', async () => {
  assert.equal(compressionOf(gzip('a')), 'gzip');
  assert.equal(compressionOf(zstd('a')), 'zstd');
  assert.equal(compressionOf(skippable), 'zstd');
  assert.equal(compressionOf(Buffer.from('plain')), undefined);
  for (const magic of ['fd377a585a00', '425a6839', '04224d18']) {
    assert.equal((await expand(Buffer.from(magic, 'hex'))).code, 'archive/compression');
  }
  assert.deepEqual(await expand(Buffer.from('plain')), { text: 'plain', bytes: 5, code: undefined });
});

test('members of gzip and frames of Zstandard that follow each other are one stream, in any pieces', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ maxLength: 300 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 200 }),
      async (texts, size) => {
        const whole = { text: texts.join(''), bytes: Buffer.byteLength(texts.join('')), code: undefined };
        assert.deepEqual(await expand(Buffer.concat(texts.map(gzip)), { size }), whole);
        assert.deepEqual(await expand(Buffer.concat(texts.flatMap((text) => [skippable, zstd(text), skippable])), { size }), whole);
      },
    ),
    { numRuns: 30 },
  );
});

test('a large frame in many blocks is one frame', async () => {
  const large = Buffer.alloc(3_000_000);
  for (let at = 0; at < large.length; at += 4) large.writeUInt32LE(Math.imul(at, 2654435761) >>> 0, at);
  const { bytes, code } = await expand(Buffer.concat([zstd(large), zstd(large)]));
  assert.deepEqual([bytes, code], [6_000_000, undefined]);
});

test('a stream that is cut off gives what there was, and says so', async () => {
  for (const bytes of [gzip('hello '.repeat(1000)), zstd('hello '.repeat(1000))]) {
    assert.equal((await expand(bytes.subarray(0, bytes.length - 9))).code, 'archive/truncated');
  }
});

test('a stream with a wrong bit is not taken for right', async () => {
  const bytes = gzip('hello');
  bytes[bytes.length - 6] = (bytes[bytes.length - 6] as number) ^ 1;
  assert.equal((await expand(bytes)).code, 'archive/compression');
});

test('zeros behind the data are padding, anything else is said', async () => {
  for (const bytes of [gzip('hello'), zstd('hello')]) {
    assert.equal((await expand(Buffer.concat([bytes, Buffer.alloc(1000)]))).code, undefined);
    assert.equal((await expand(Buffer.concat([bytes, Buffer.alloc(9), Buffer.from('more')]))).code, 'archive/trailing-data');
  }
  assert.notEqual((await expand(Buffer.concat([zstd('hello'), Buffer.from('garbage')]))).code, undefined);
  assert.notEqual((await expand(Buffer.concat([gzip('hello'), Buffer.from('garbage')]))).code, undefined);
});

test('a bomb is given up when it is plain that it is one', async () => {
  const limits = { ...defaultLimits, decompressionFreeBytes: 1_000_000 };
  const zeros = Buffer.alloc(20_000_000);
  for (const bytes of [gzip(zeros), zstd(zeros)]) {
    const outcome = await expand(bytes, { limits });
    assert.equal(outcome.code, 'archive/ratio');
    assert.ok(outcome.bytes < 5_000_000, String(outcome.bytes));
  }
});

test('what is decompressed of one target is bounded, at whatever ratio', async () => {
  const limits = { ...defaultLimits, decompressedBytes: 3_000_000 };
  const outcome = await expand(gzip(Buffer.alloc(9_000_000)), { limits });
  assert.equal(outcome.code, 'archive/too-large');
  assert.ok(outcome.bytes <= 3_000_000);
});
