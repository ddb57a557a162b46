import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test, type TestContext } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { everyFileCataloger, showEveryFile } from '../../../test/kit/every-file.ts';
import { makeTar, membersOf, type MadeMember } from '../../../test/kit/make-tar.ts';
import { makeZip } from '../../../test/kit/make-zip.ts';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { complete, createContext, defaultLimits } from '../../kernel/index.ts';
import type { Cataloger } from '../cataloger.ts';
import { inspectPath } from '../inspect.ts';
import { inspectArchive } from './inspect-archive.ts';

function put(t: TestContext, archive: Buffer, name = 'a.tar'): string {
  return join(scratchDirectory(t, { [name]: archive }), name);
}

const plain = { a: 'A', 'd/b': 'B', 'd/e/c': 'C' };

test('archives of every kind show their files, whatever they are called', async (t) => {
  const tar = makeTar(membersOf(plain));
  const zip = makeZip(Object.entries(plain).map(([name, content]) => ({ name, content })));
  for (const [name, archive] of [
    ['a.tar', tar],
    ['a.tgz', gzipSync(tar)],
    ['a.tar.zst', zstdCompressSync(tar)],
    ['a.whl', zip],
    ['no-ending', tar],
  ] as const) {
    const { files, outcome } = await showEveryFile(put(t, archive, name));
    assert.deepEqual(files, plain, name);
    assert.deepEqual([outcome.complete, outcome.issues], [true, []]);
    assert.equal(outcome.value.inventory.target.kind, 'archive');
  }
});

test('a file that is no archive and that nobody wants is not read; one that is compressed and no archive says so', async (t) => {
  const wantsNothing = { catalogers: [{ ...everyFileCataloger().cataloger, files: [] }] };
  assert.equal(await inspectPath(put(t, Buffer.from('hello')), createContext(), wantsNothing), undefined);
  const outcome = await inspectPath(put(t, gzipSync('hello')), createContext(), wantsNothing);
  assert.deepEqual(outcome?.issues, [{ code: 'archive/not-tar', path: 'a.tar', message: 'is not a tar archive' }]);
});

test('whiteouts mean nothing outside of images, and absolute names are names below the root', async (t) => {
  const { files, outcome } = await showEveryFile(
    put(
      t,
      makeTar([
        { name: '/a', content: 'A' },
        { name: '.wh.a', content: 'x' },
      ]),
    ),
  );
  assert.deepEqual(files, { '.wh.a': 'x', a: 'A' });
  assert.equal(outcome.complete, true);
  assert.deepEqual(
    outcome.issues.map(({ code }) => code),
    ['tar/absolute-name'],
  );
});

test('a name that leads out, a cut-off archive and a lying size cost what they hide, and are issues', async (t) => {
  const climbing = await showEveryFile(
    put(
      t,
      makeTar([
        { name: '../../etc/evil', content: 'x' },
        { name: 'a', content: 'A' },
      ]),
    ),
  );
  assert.deepEqual([climbing.files, climbing.codes], [{ a: 'A' }, ['a.tar tar/name']]);
  const whole = makeTar(membersOf({ a: 'A', b: 'b'.repeat(3000) }));
  for (const archive of [whole.subarray(0, 3000), gzipSync(whole.subarray(0, 3000))]) {
    const { files, codes, outcome } = await showEveryFile(put(t, archive));
    assert.deepEqual(files, { a: 'A' });
    assert.equal(outcome.complete, false);
    assert.deepEqual(codes, ['a.tar archive/truncated', 'b archive/truncated']);
  }
  const gzip = gzipSync(
    makeTar([
      ...membersOf({ a: 'A' }),
      { name: 'noise', content: Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * at * 31) % 251)) },
    ]),
  );
  const cut = await showEveryFile(put(t, gzip.subarray(0, gzip.length - 100)));
  assert.equal(cut.files['a'], 'A');
  assert.ok(cut.codes.includes('a.tar archive/truncated'));
});

test('a bomb is read no further, in bounded memory and time', async (t) => {
  const limits = { ...defaultLimits, decompressionFreeBytes: 2_000_000, manifestBytes: 1000 };
  const members: MadeMember[] = [
    { name: 'a', content: 'A' },
    { name: 'zeros', content: Buffer.alloc(60_000_000) },
    { name: 'b', content: 'B' },
  ];
  for (const archive of [gzipSync(makeTar(members)), zstdCompressSync(makeTar(members))]) {
    const { files, codes } = await showEveryFile(put(t, archive), {}, createContext({ limits }));
    assert.equal(files['a'], 'A');
    assert.equal(files['b'], undefined);
    assert.ok(codes.includes('a.tar archive/ratio'), codes.join());
  }
});

test('a zip bomb is not decompressed beyond the limit of the archive', async (t) => {
  const limits = { ...defaultLimits, archiveContentBytes: 3_000_000 };
  const zeros = Buffer.alloc(2_000_000);
  const archive = makeZip([
    { name: 'a', content: zeros },
    { name: 'b', content: zeros },
    { name: 'c', content: 'C' },
  ]);
  const { codes } = await showEveryFile(put(t, archive), {}, createContext({ limits }));
  assert.deepEqual(codes, ['b archive/too-large', 'c archive/too-large']);
});

test('sparse files are not read as something else', async (t) => {
  const pax = {
    'GNU.sparse.major': '1',
    'GNU.sparse.minor': '0',
    'GNU.sparse.name': 'holes',
    'GNU.sparse.realsize': '10737418240',
  };
  const archive = makeTar([
    { name: 'x', content: '1\n0\n10\n', pax },
    { name: 'a', content: 'A' },
  ]);
  for (const bytes of [archive, gzipSync(archive)]) {
    const { files, codes } = await showEveryFile(put(t, bytes));
    assert.deepEqual([files, codes], [{ a: 'A' }, ['holes tar/sparse']]);
  }
});

test('a file that is too large is not read, and said', async (t) => {
  const limits = { ...defaultLimits, manifestBytes: 1000 };
  const archive = makeTar(membersOf({ large: 'x'.repeat(2000), small: 'x' }));
  for (const bytes of [
    archive,
    gzipSync(archive),
    makeZip([
      { name: 'large', content: 'x'.repeat(2000) },
      { name: 'small', content: 'x' },
    ]),
  ]) {
    const { files, codes } = await showEveryFile(put(t, bytes), {}, createContext({ limits }));
    assert.deepEqual([files, codes], [{ small: 'x' }, ['large file/too-large']]);
  }
});

/** Wants `*.main`, and asks for the neighbour `other` of it. */
function askingCataloger(parts: Partial<Cataloger> = {}): { readonly cataloger: Cataloger; readonly seen: string[] } {
  const seen: string[] = [];
  const { cataloger } = everyFileCataloger({
    files: ['*.main'],
    load: () =>
      Promise.resolve(async ([file]) => {
        const other = await file?.sibling('other');
        const all = await file?.matching('**/o*');
        seen.push(
          `${file?.path} ${(await file?.text())?.value?.slice(0, 5)} ${(await other?.text())?.value} ${all?.map(({ path }) => path).join()}`,
        );
        return complete({ graphs: [] });
      }),
    ...parts,
  });
  return { cataloger, seen };
}

test('neighbours are there in compressed archives too, whether they come before or after, are announced or not', async (t) => {
  const large = 'x'.repeat(100_000);
  const archive = makeTar(
    membersOf({ 'd/other': 'before', 'd/a.main': large, 'e/b.main': 'small', 'e/other': 'after', 'e/node_modules/o': '' }),
  );
  for (const asks of [undefined, ['other']]) {
    for (const bytes of [archive, gzipSync(archive)]) {
      const { cataloger, seen } = askingCataloger(asks === undefined ? {} : { asks });
      const outcome = await inspectArchive(put(t, bytes), createContext(), { catalogers: [cataloger] });
      assert.deepEqual(outcome?.issues, []);
      assert.deepEqual(seen.slice(-2), ['d/a.main xxxxx before d/other', 'e/b.main small after e/other']);
    }
  }
});

test('what does not fit into memory is read in further passes, and beyond their number said', async (t) => {
  const contents = Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [`f${String(at).padStart(2, '0')}`, String(at % 10).repeat(1000)]),
  );
  const archive = gzipSync(makeTar(membersOf(contents)));
  const few = createContext({ limits: { ...defaultLimits, keptContentBytes: 6000 } });
  const shown = await showEveryFile(put(t, archive), {}, few);
  assert.deepEqual(shown.codes, []);
  assert.deepEqual(shown.files, contents);
  const two = createContext({ limits: { ...defaultLimits, keptContentBytes: 6000, layerPasses: 2 } });
  const bounded = await showEveryFile(put(t, archive), {}, two);
  assert.ok(bounded.codes.length > 0);
  assert.ok(bounded.codes.every((code) => code.endsWith('image/passes')));
  assert.equal(Object.keys(bounded.files).length + bounded.codes.length, 12);
});

/** Wants executables by their first bytes. */
function magicCataloger(): { readonly cataloger: Cataloger; readonly seen: string[] } {
  const seen: string[] = [];
  const { cataloger } = everyFileCataloger({
    files: ['*.exe'],
    magic: [
      { offset: 0, bytes: '7f454c46' },
      { offset: 2, bytes: 'beef' },
    ],
    load: () =>
      Promise.resolve(async ([file]) => {
        const bytes = await file?.bytes();
        seen.push(`${file?.path} ${bytes?.value?.length}`);
        return complete({ graphs: [] });
      }),
  });
  return { cataloger, seen };
}

const elf = (length: number): Buffer => Buffer.concat([Buffer.from('7f454c46', 'hex'), Buffer.alloc(length - 4)]);

test('executables are found by their first bytes, each once, whatever they are called', async (t) => {
  const members: MadeMember[] = [
    { name: 'bin/large', content: elf(200_000) },
    { name: 'bin/small', content: elf(10) },
    { name: 'bin/again', hardLink: 'bin/large' },
    { name: 'bin/link', link: 'large' },
    { name: 'bin/mark', content: Buffer.from('0000beef', 'hex') },
    { name: 'bin/short', content: Buffer.from('7f45', 'hex') },
    { name: 'bin/text', content: 'text' },
    { name: 'bin/tool.exe', content: 'not by its bytes' },
    { name: 'node_modules/x/y', content: elf(20) },
  ];
  const expected = ['bin/again 200000', 'bin/mark 4', 'bin/small 10', 'bin/tool.exe 16'];
  for (const bytes of [makeTar(members), gzipSync(makeTar(members))]) {
    const { cataloger, seen } = magicCataloger();
    const outcome = await inspectArchive(put(t, bytes), createContext(), { catalogers: [cataloger] });
    assert.deepEqual(outcome?.issues, []);
    // While an archive passes by, a file is known by the name that comes first.
    assert.deepEqual(seen.map((line) => line.replace('bin/large', 'bin/again')).toSorted(), expected);
    assert.deepEqual(outcome.value.files.length, 4);
  }
});

test('executables in a zip archive are found by their first bytes', async (t) => {
  const { cataloger, seen } = magicCataloger();
  const archive = makeZip([
    { name: 'x/lib.so', content: elf(5000) },
    { name: 'x/lib.so.1.2', content: elf(50), isStored: true },
    { name: 'tool', content: elf(70_000) },
    { name: 'x/module.py', content: 'text' },
  ]);
  await inspectArchive(put(t, archive), createContext(), { catalogers: [cataloger] });
  assert.deepEqual(seen, ['tool 70000', 'x/lib.so 5000', 'x/lib.so.1.2 50']);
});

test('a component of an image or archive that a cataloger finds early is the one that it finds late', async (t) => {
  const wanted = (): Cataloger => ({
    id: 'test/named',
    title: 'named',
    technique: 'binary',
    files: ['*.bin'],
    load: () =>
      Promise.resolve(async ([file]) => {
        const text = (await file?.text())?.value ?? '';
        return complete({
          graphs: [
            {
              ecosystem: 'npm',
              edges: 'none',
              packages: [{ kind: 'package', name: text.slice(0, 3), version: '1', dependsOn: [] }],
            },
          ],
        });
      }),
  });
  const archive = makeTar(membersOf({ 'd/a.bin': `one${'x'.repeat(100_000)}`, 'd/b.bin': 'two' }));
  const inspect = async (bytes: Buffer) =>
    (await inspectArchive(put(t, bytes), createContext(), { catalogers: [wanted()] }))?.value.inventory;
  const late = await inspect(archive);
  const early = await inspect(gzipSync(archive));
  assert.deepEqual(
    late?.components.map(({ id }) => id),
    ['pkg:npm/one@1', 'pkg:npm/two@1'],
  );
  assert.deepEqual(early?.components, late.components);
  assert.deepEqual(early.graphs, late.graphs);
});

const hasTar = spawnSync('tar', ['--version'], { encoding: 'utf8' }).output?.join('').includes('GNU tar');

// Below a directory, so that no link leads above the root, where a system and a directory show different things.
const name = fc.constantFrom('r/a', 'r/b', 'r/c', 'r/a/b', 'r/a/c', 'r/b/a', 'r/b/c/a', 'r/c/c');
// Without `..`: GNU tar makes such links last, when others have been made through them.
const target = fc.constantFrom('a', 'b', 'b/c', 'c/a', './b', 'c//c');
const anyMember: fc.Arbitrary<MadeMember> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ name, content: fc.string({ maxLength: 20, unit: 'grapheme-ascii' }) }) },
  { weight: 1, arbitrary: fc.record({ name: name.map((one) => `${one}/`) }) },
  { weight: 2, arbitrary: fc.record({ name, link: target }) },
  { weight: 1, arbitrary: fc.record({ name, hardLink: name }) },
);

test(
  'files are what GNU tar unpacks, wherever it unpacks all of the archive',
  { skip: !hasTar && 'there is no GNU tar' },
  async (t) => {
    const root = scratchDirectory(t);
    let run = 0;
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyMember, { maxLength: 7, selector: (one) => one.name.replace(/\/$/, '') }),
        async (members) => {
          run += 1;
          const directory = join(root, String(run));
          mkdirSync(directory);
          const archive = `${directory}.tar`;
          writeFileSync(archive, makeTar(members));
          const unpacked = spawnSync('tar', ['-C', directory, '-xf', archive], { encoding: 'utf8' });
          // Where tar gives up, a layer could not be unpacked either.
          if (unpacked.status !== 0) return;
          compared += 1;
          const { files } = await showEveryFile(archive);
          for (const [path, content] of Object.entries(files))
            assert.equal(readFileSync(join(directory, path), 'utf8'), content, path);
          for (const { name: path } of members) {
            if (!isFile(join(directory, path))) continue;
            const real = relative(directory, realpathSync(join(directory, path)));
            assert.ok(real in files, `${path} is a file and ${real} is not shown`);
          }
        },
      ),
      { numRuns: 100 },
    );
    assert.ok(compared > 30, `only ${compared} archives were comparable`);
  },
);

/** Follows links; those that lead nowhere or round and round are no files. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
