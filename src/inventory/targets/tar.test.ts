import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { makeTar, type MadeMember } from '../../../test/kit/make-tar.ts';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { defaultLimits, type Issue } from '../../kernel/index.ts';
import { ByteReader } from './byte-reader.ts';
import type { ByteSource } from './byte-source.ts';
import { insidePath, TarReader, type TarEntry } from './tar.ts';

/** Bytes in pieces of a size that no block is aligned with. */
function pieces(bytes: Buffer, size = bytes.length): ByteSource {
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

interface Read {
  readonly entries: readonly (TarEntry & { readonly content: string })[];
  readonly issues: readonly Issue[];
}

async function read(bytes: Buffer, { size = bytes.length || 1, limits = defaultLimits } = {}): Promise<Read> {
  const tar = new TarReader(new ByteReader(pieces(bytes, size)), { path: 'a.tar', limits });
  const entries: (TarEntry & { readonly content: string })[] = [];
  for (let entry = await tar.next(); entry !== undefined; entry = await tar.next()) {
    entries.push({ ...entry, content: (await tar.read(Math.min(entry.size, 1000))).toString() });
  }
  return { entries, issues: tar.issues };
}

const shown = ({ entries }: Read): readonly string[] => entries.map((entry) => `${entry.kind} ${entry.path} ${entry.content}`);
const messages = ({ issues }: Read): readonly string[] => issues.map((issue) => `${issue.path} ${issue.message}`);

test('ustar: files, directories and links, whatever pieces the archive comes in', async () => {
  const bytes = makeTar([
    { name: 'd/' },
    { name: 'd/a', content: 'A', mode: 0o755 },
    { name: 'd/empty' },
    { name: 'd/l', link: '../x' },
    { name: 'd/h', hardLink: 'd/a' },
    { name: 'null', type: '3' },
    { name: 'b', content: 'b'.repeat(513) },
  ]);
  for (const size of [1, 7, 511, 512, 10_000]) {
    const outcome = await read(bytes, { size });
    assert.deepEqual(outcome.issues, []);
    assert.deepEqual(shown(outcome), [
      'directory d ',
      'file d/a A',
      'file d/empty ',
      'symbolic link d/l ',
      'hard link d/h ',
      'other null ',
      `file b ${'b'.repeat(513)}`,
    ]);
    assert.deepEqual(
      outcome.entries.map((entry) => entry.linkPath),
      ['', '', '', '../x', 'd/a', '', ''],
    );
    assert.equal(outcome.entries[1]?.isExecutable, true);
    const last = outcome.entries[6] as TarEntry;
    assert.equal(bytes.toString('latin1', last.offset, last.offset + last.size), 'b'.repeat(513));
  }
});

test('long names and links: pax, GNU and the prefix of ustar', async () => {
  const long = `${'directory/'.repeat(20)}name-ü`;
  for (const isGnu of [true, false]) {
    const { entries, issues } = await read(
      makeTar([
        { name: long, content: 'x', isGnu },
        { name: 'link', link: long, isGnu },
        { name: 'short', content: 's' },
      ]),
    );
    assert.deepEqual(issues, []);
    assert.deepEqual(
      entries.map(({ path, linkPath }) => path + linkPath),
      [long, `link${long}`, 'short'],
    );
  }
  const header = makeTar([{ name: 'name', content: '' }]);
  header.write('some/prefix', 345, 'latin1');
  header.fill(' ', 148, 156);
  header.write(
    `${header
      .subarray(0, 512)
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
    'latin1',
  );
  assert.deepEqual(shown(await read(header)), ['file some/prefix/name ']);
});

test('pax: the size and path of the extended header count, and only for the next entry', async () => {
  const outcome = await read(
    makeTar([
      { name: 'wrong', content: 'abc', size: 0, pax: { size: '3', path: 'right', 'SCHILY.xattr.user.a': 'b=c\nd' } },
      { name: 'next', content: 'n' },
    ]),
  );
  assert.deepEqual(outcome.issues, []);
  assert.deepEqual(shown(outcome), ['file right abc', 'file next n']);
});

test('sizes: base-256 numbers are read, negative and endless ones are not', async () => {
  const large = Buffer.from('800000000000000000000003', 'hex');
  assert.deepEqual(shown(await read(makeTar([{ name: 'a', content: 'abc', rawSize: large }, { name: 'b' }]))), [
    'file a abc',
    'file b ',
  ]);
  for (const hex of ['ffffffffffffffffffffffff', '8fffffffffffffffffffffff', '393939393939393939393900']) {
    const outcome = await read(makeTar([{ name: 'a', content: 'abc', rawSize: Buffer.from(hex, 'hex') }, { name: 'b' }]));
    assert.deepEqual(shown(outcome), ['file b ']);
    assert.deepEqual(messages(outcome), [
      'a.tar has a header at byte 0 that has a size that is not a number; 1024 bytes are not read',
    ]);
  }
});

test('a broken header costs its own entry, and how much was passed over is said', async () => {
  const outcome = await read(
    makeTar([
      { name: 'a', content: 'A' },
      { name: 'b', content: 'B', checksum: 1 },
      { name: 'c', content: 'C' },
    ]),
  );
  assert.deepEqual(shown(outcome), ['file a A', 'file c C']);
  assert.deepEqual(messages(outcome), [
    'a.tar has a header at byte 1024 that does not have the checksum that it states; 1024 bytes are not read',
  ]);
});

test('links and directories have no content, whatever size they state', async () => {
  const outcome = await read(
    makeTar([
      { name: 'l', link: 'x', size: 5_000_000 },
      { name: 'd/', size: 70_000 },
      { name: 'c', content: 'C' },
    ]),
  );
  assert.deepEqual(outcome.issues, []);
  assert.deepEqual(shown(outcome), ['symbolic link l ', 'directory d ', 'file c C']);
});

test('names that lead out of the archive are refused, one by one', async () => {
  const names = ['../a', 'a/../../b', '/../c', 'ok/..', 'd/../e'];
  const outcome = await read(makeTar([...names.map((name) => ({ name, content: 'x' })), { name: './ok//./x/', content: '' }]));
  assert.deepEqual(shown(outcome), ['directory ok/x ']);
  assert.deepEqual(
    messages(outcome),
    names.map((name) => `a.tar has an entry "${name}" that does not lie in the archive, which is not read`),
  );
});

test('absolute names are names below the root, and counted', async () => {
  const tar = new TarReader(new ByteReader(pieces(makeTar([{ name: '/etc/passwd', content: 'x' }]))), {
    path: 'a.tar',
    limits: defaultLimits,
  });
  assert.equal((await tar.next())?.path, 'etc/passwd');
  assert.equal(tar.absoluteNames, 1);
});

test('an archive that ends early says where', async () => {
  const whole = makeTar([
    { name: 'a', content: 'A' },
    { name: 'b', content: 'b'.repeat(2000) },
  ]);
  const cut = async (bytes: number): Promise<readonly string[]> => messages(await read(whole.subarray(0, bytes)));
  assert.deepEqual(await cut(1024), ['a.tar does not have the two empty blocks that end an archive, and may be cut off']);
  assert.deepEqual(await cut(1200), ['a.tar is cut off in or behind "a"']);
  assert.deepEqual(await cut(1600), ['a.tar is cut off in or behind "b"']);
  const lying = makeTar([{ name: 'a', content: 'A', size: 60 * 1024 ** 3 }]);
  assert.deepEqual(messages(await read(lying)), ['a.tar is cut off in or behind "a"']);
});

test('an empty block in the midst is said, and what follows is read', async () => {
  const lone = Buffer.concat([makeTar([{ name: 'a' }], { end: Buffer.alloc(512) }), makeTar([{ name: 'b' }])]);
  const outcome = await read(lone);
  assert.deepEqual(shown(outcome), ['file a ', 'file b ']);
  assert.deepEqual(messages(outcome), ['a.tar has an empty block in its midst']);
});

test('too many entries, too long names and too large extensions are bounded', async () => {
  const many = makeTar(Array.from({ length: 5 }, (_, index) => ({ name: `${index}` })));
  const few = await read(many, { limits: { ...defaultLimits, archiveEntries: 3 } });
  assert.equal(few.entries.length, 3);
  assert.deepEqual(messages(few), ['a.tar is read no further: it has more than 3 entries']);
  const deep = await read(makeTar([{ name: 'x/'.repeat(3000) }, { name: 'b' }]));
  assert.deepEqual(shown(deep), ['file b ']);
  assert.match(messages(deep).join(), /whose name is longer than 4096 bytes/);
  const huge = await read(makeTar([{ name: 'x', type: 'x', content: Buffer.alloc(2 * 1024 * 1024, 0x20) }, { name: 'b' }]));
  assert.deepEqual(shown(huge), ['file b ']);
  assert.match(messages(huge).join(), /has a name or attributes of 2097152 bytes/);
  const wrong = await read(makeTar([{ name: 'x', type: 'x', content: '99 path=a\n' }, { name: 'b' }]));
  assert.deepEqual(shown(wrong), ['file b ']);
  assert.match(messages(wrong).join(), /extended attributes that cannot be read/);
});

test('the issues of one archive are bounded and the rest of them counted', async () => {
  const outcome = await read(makeTar(Array.from({ length: 50 }, (_, index) => ({ name: `../${index}` }))));
  assert.equal(outcome.issues.length, defaultLimits.issuesPerFile + 1);
  assert.equal(outcome.issues.at(-1)?.message, 'has 30 further problems of this kind');
});

test('sparse files of GNU tar, old and new, are noticed and passed over', async () => {
  const pax = { 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.name': 'real', 'GNU.sparse.realsize': '10737418240' };
  const outcome = await read(
    makeTar([
      { name: 'GNUSparseFile.1/real', content: '0\n', pax },
      { name: 'b', content: 'B' },
    ]),
  );
  assert.deepEqual(
    outcome.entries.map(({ path, isSparse }) => `${path} ${isSparse}`),
    ['real true', 'b false'],
  );
  assert.deepEqual(outcome.issues, []);
});

const hasTar = spawnSync('tar', ['--version'], { encoding: 'utf8' }).output?.join('').includes('GNU tar');

test(
  'GNU tar writes a sparse file of 10 GiB and every format, and what is read is what it lists',
  { skip: !hasTar && 'there is no GNU tar' },
  async (t) => {
    const root = scratchDirectory(t, { 'f/a': 'A', [`f/${'n'.repeat(120)}`]: 'long', 'f/b/c': 'C' });
    spawnSync('truncate', ['-s', '10G', join(root, 'f/sparse')]);
    spawnSync('ln', [join(root, 'f/a'), join(root, 'f/hard')]);
    spawnSync('ln', ['-s', '../../outside', join(root, 'f/soft')]);
    const left = ['--exclude=sparse', '--exclude=n*'];
    for (const [format, ...options] of [
      ['gnu', '-S'],
      ['oldgnu', '-S'],
      ['pax', '-S'],
      ['ustar', ...left],
      ['v7', ...left],
    ] as const) {
      const archive = join(root, `${format}.tar`);
      const words = ['-C', root, `--format=${format}`, ...options, '-cf', archive, 'f'];
      const made = spawnSync('tar', words, { encoding: 'utf8' });
      assert.equal(made.status, 0, made.stderr);
      const listed = spawnSync('tar', ['-tf', archive], { encoding: 'utf8' });
      const outcome = await read(readFileSync(archive));
      assert.deepEqual(outcome.issues, [], format);
      assert.deepEqual(
        outcome.entries.map((entry) => entry.path),
        listed.stdout
          .split('\n')
          .filter((name) => name !== '')
          .map((name) => name.replace(/\/$/, '')),
      );
      assert.equal(outcome.entries.find((entry) => entry.path === 'f/sparse')?.isSparse, options[0] === '-S' ? true : undefined);
    }
  },
);

const nameOf = fc.stringMatching(/^[a-z]{1,8}(?:\/[a-z]{1,60}){0,3}$/);
const member = fc.record({
  name: nameOf,
  content: fc.string({ maxLength: 1500 }),
  isGnu: fc.boolean(),
}) as fc.Arbitrary<MadeMember>;

test('what was written is read again, in any pieces', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(member, { maxLength: 8 }), fc.integer({ min: 1, max: 3000 }), async (members, size) => {
      const { entries, issues } = await read(makeTar(members), { size });
      assert.deepEqual(issues, []);
      assert.deepEqual(
        entries.map(({ path, size: bytes }) => `${path} ${bytes}`),
        members.map(({ name, content }) => `${name} ${Buffer.byteLength(content ?? '')}`),
      );
    }),
    { numRuns: 60 },
  );
});

test(
  'spoilt in any place, an archive is read without a crash, and GNU tar lists nothing that is not read',
  { skip: !hasTar && 'there is no GNU tar' },
  async (t) => {
    const root = scratchDirectory(t);
    const whole = makeTar([
      { name: 'a', content: 'A' },
      { name: 'd/b', content: 'B'.repeat(600) },
      { name: 'l', link: 'a' },
      { name: 'c', content: 'C' },
    ]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1025 }), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
        const spoilt = Buffer.from(whole);
        spoilt[at] = byte;
        writeFileSync(join(root, 'x.tar'), spoilt);
        const listed = spawnSync('tar', ['-tf', join(root, 'x.tar')], { encoding: 'utf8' });
        const { entries, issues } = await read(spoilt);
        const paths = new Set(entries.map((entry) => entry.path));
        for (const name of listed.stdout.split('\n').filter((line) => line !== '')) {
          assert.ok(paths.has(insidePath(name) ?? '') || issues.length > 0, `${name} is listed by tar and neither read nor said`);
        }
      }),
      { numRuns: 150 },
    );
  },
);
