import assert from 'node:assert/strict';
import { basename, matchesGlob } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { everyFileCataloger } from '../../test/kit/every-file.ts';
import type { Cataloger } from './cataloger.ts';
import { indexFiles } from './file-index.ts';
import { indexPatterns } from './pattern-index.ts';

const part = fc.constantFrom('a', 'b', 'ab', 'a.b', 'lock', '*', 'a*', '*b', 'a*b', '*.b', '?b', 'a?');
const pattern = fc.tuple(fc.constantFrom('', '**/', 'a/', '**/a/', 'a/**/', '*/'), part).map(([start, end]) => start + end);
const path = fc
  .array(fc.constantFrom('a', 'b', 'ab', 'a.b', 'lock', 'axb', 'b.'), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'));

test('the index answers what every pattern by itself would: on the base name, or with a slash on the path', () => {
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 8 }), path, (patterns, file) => {
      const index = indexPatterns(patterns.map((one) => [one, [one]] as const));
      const expected = patterns.filter((one) => matchesGlob(one.includes('/') ? file : basename(file), one));
      assert.deepEqual(new Set(index(file, basename(file))), new Set(expected));
    }),
    { numRuns: 2000 },
  );
});

test('an owner is named once, however many of its patterns fit', () => {
  assert.deepEqual(indexPatterns([['x', ['a*', '*b', 'ab', '**/ab']] as const])('ab', 'ab'), ['x']);
});

const cataloger = (parts: Partial<Cataloger>): Cataloger => ({ ...everyFileCataloger().cataloger, files: [], ...parts });

test('the longest magic tells how many bytes are looked at, and files that are shorter are not wanted', () => {
  const index = indexFiles([
    cataloger({ id: 'a/b', magic: [{ offset: 0, bytes: '7f454c46' }] }),
    cataloger({
      id: 'c/d',
      magic: [
        { offset: 0, bytes: '7f454c46' },
        { offset: 8, bytes: 'ff' },
      ],
    }),
  ]);
  const ids = (hex: string): readonly string[] => index.wantedByMagic('x', Buffer.from(hex, 'hex')).map(({ id }) => id);
  assert.equal(index.magicBytes, 9);
  assert.deepEqual(ids('7f454c4600000000ff'), ['a/b', 'c/d']);
  assert.deepEqual(ids('7f454c46'), ['a/b', 'c/d']);
  assert.deepEqual(ids('7f454c'), []);
  assert.deepEqual(ids('0000000000000000ff'), ['c/d']);
  assert.deepEqual(ids(''), []);
  assert.equal(indexFiles([cataloger({})]).magicBytes, 0);
});

test('below node_modules only those see files that say so', () => {
  const magic = [{ offset: 0, bytes: 'aa' }];
  const index = indexFiles([
    cataloger({ id: 'a/b', files: ['x'], magic }),
    cataloger({ id: 'c/d', files: ['x'], magic, insideNodeModules: true }),
  ]);
  const head = Buffer.from('aa', 'hex');
  for (const place of ['node_modules/x', 'd/node_modules/e/x']) {
    assert.deepEqual(
      index.wantedBy(place, 'x').map(({ id }) => id),
      ['c/d'],
    );
    assert.deepEqual(
      index.wantedByMagic(place, head).map(({ id }) => id),
      ['c/d'],
    );
  }
  assert.equal(index.wantedBy('my_node_modules/x', 'x').length, 2);
});

test('what may be asked for is not wanted by itself', () => {
  const index = indexFiles([cataloger({ files: ['a'], asks: ['b', '**/c/*.d'] })]);
  assert.deepEqual(
    ['b', 'x/c/y.d', 'a', 'y.d'].map((file) => index.mayBeAskedFor(file, basename(file))),
    [true, true, false, false],
  );
  assert.deepEqual(index.wantedBy('b', 'b'), []);
});
