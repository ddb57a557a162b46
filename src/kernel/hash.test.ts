import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDigest, parseIntegrity, sha256 } from './hash.ts';

const names = { md5: 'MD5', sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' } as const;
const algorithms = Object.keys(names) as (keyof typeof names)[];

function digest(algorithm: string, encoding: 'hex' | 'base64', data = 'abc'): string {
  return createHash(algorithm).update(data).digest(encoding);
}

test('sha256 is that of FIPS 180-4, of text as UTF-8 and of bytes', () => {
  assert.equal(sha256('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  assert.equal(sha256('é'), sha256(Uint8Array.of(0xc3, 0xa9)));
});

test('an integrity string gives the hashes that it names, in hexadecimal (Subresource Integrity, section 3.5)', () => {
  for (const algorithm of algorithms) {
    assert.deepEqual(parseIntegrity(`${algorithm}-${digest(algorithm, 'base64')}`), [
      { algorithm: names[algorithm], value: digest(algorithm, 'hex') },
    ]);
  }
});

test('an integrity string may hold several hashes, options and an algorithm in capitals', () => {
  const text = ` SHA512-${digest('sha512', 'base64')}?ct=text/plain \t sha1-${digest('sha1', 'base64')}\n`;
  assert.deepEqual(
    parseIntegrity(text).map(({ algorithm }) => algorithm),
    ['SHA-512', 'SHA-1'],
  );
});

test('an integrity part of an unknown algorithm, a wrong length or another alphabet is left out', () => {
  const good = digest('sha256', 'base64');
  const parts = [
    '',
    'sha256',
    'sha256-',
    `sha256${good}`,
    `-${good}`,
    `sha3-${good}`,
    `constructor-${good}`,
    `__proto__-${good}`,
    `sha512-${good}`,
    `sha256-${good.slice(0, -8)}`,
    `sha256-*${good}`,
    `sha256-${good.replace(/.$/, '')}%`,
    `sha256-${digest('sha256', 'hex')}`,
  ];
  for (const part of parts) assert.deepEqual(parseIntegrity(part), [], part);
  assert.equal(parseIntegrity([...parts, `sha256-${good}`].join(' ')).length, 1);
});

test('no text makes parseIntegrity or parseDigest throw, and what they return is a hash of its length', () => {
  const lengths = new Map<string, number>([
    ['MD5', 32],
    ['SHA-1', 40],
    ['SHA-256', 64],
    ['SHA-384', 96],
    ['SHA-512', 128],
  ]);
  const text = fc.oneof(
    fc.string(),
    fc
      .tuple(fc.constantFrom(...algorithms), fc.constantFrom('-', ':', '='), fc.base64String(), fc.string({ maxLength: 3 }))
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (given) => {
      for (const hash of [...parseIntegrity(given), parseDigest(given) ?? []].flat()) {
        assert.match(hash.value, /^[0-9a-f]+$/);
        assert.equal(hash.value.length, lengths.get(hash.algorithm));
      }
    }),
  );
});

test('a digest is an algorithm and hexadecimal digits of its length, in either case', () => {
  for (const algorithm of algorithms) {
    const value = digest(algorithm, 'hex');
    const expected = { algorithm: names[algorithm], value };
    assert.deepEqual(parseDigest(`${algorithm}:${value}`), expected);
    assert.deepEqual(parseDigest(` ${algorithm}=${value.toUpperCase()}\n`), expected);
  }
});

test('what is not a digest is undefined', () => {
  const value = digest('sha256', 'hex');
  const others = [
    '',
    value,
    `sha256:${value}0`,
    `sha256:${value.slice(1)}`,
    `sha512:${value}`,
    `sha256-${value}`,
    `sha256:${'g'.repeat(64)}`,
  ];
  for (const other of [...others, `toString:${value}`, `sha256:${value} sha256:${value}`])
    assert.equal(parseDigest(other), undefined, other);
});

test('base64 of another length than the digest is left out, whatever its padding', () => {
  const good = digest('sha512', 'base64');
  for (const bad of [good.slice(0, -1), good.slice(0, -4), `${good.slice(0, -2)}A=`, `${good.slice(0, -2)}AA`, `${good}AAAA`]) {
    assert.deepEqual(parseIntegrity(`sha512-${bad}`), [], bad);
  }
});

test('a hash that is decoded later is like any other: it can be compared, copied and written', () => {
  const [hash] = parseIntegrity(`sha256-${digest('sha256', 'base64')}`);
  const plain = { algorithm: 'SHA-256', value: digest('sha256', 'hex') };
  assert.deepEqual(hash, plain);
  assert.deepEqual({ ...hash }, plain);
  assert.equal(JSON.stringify(hash), JSON.stringify(plain));
});
