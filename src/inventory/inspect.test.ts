import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { asNobody } from '../../test/kit/as-nobody.ts';
import { scratchDirectory } from '../../test/kit/scratch.ts';
import { complete, createContext, defaultLimits, incomplete } from '../kernel/index.ts';
import type { PackageNode } from '../model/index.ts';
import type { Cataloger } from './cataloger.ts';
import { inspectDirectory, inspectFile } from './inspect.ts';

const ctx = createContext();

/** Reads `*.pkgs`: a package a line, `name version`. */
const lines: Cataloger = {
  id: 'test/lines',
  title: 'lines',
  technique: 'lockfile',
  files: ['*.pkgs'],
  load: () =>
    Promise.resolve(async ([file]) => {
      const text = await file?.text();
      if (text?.value === undefined) return incomplete({ graphs: [] }, text?.issues ?? []);
      if (text.value.includes('bug')) throw new Error('this reader has a bug');
      const packages: PackageNode[] = text.value
        .split('\n')
        .filter((line) => line !== '')
        .map((line, index) => ({
          kind: 'package',
          name: line.split(' ')[0] ?? '',
          version: line.split(' ')[1] ?? '',
          line: index + 1,
          dependsOn: [],
        }));
      return complete({ graphs: [{ ecosystem: 'npm', packages, edges: 'none' }] });
    }),
};

const catalogers = [lines];
const inspect = (path: string, options = {}) => inspectDirectory(path, ctx, { catalogers, ...options });
const codes = (outcome: { readonly issues: readonly { readonly code: string; readonly path: string }[] }) =>
  outcome.issues.map((issue) => `${issue.path} ${issue.code}`);

test('a component is one per purl, with the evidence of every file that names it', async (t) => {
  const root = scratchDirectory(t, { 'one.pkgs': 'a 1.0.0\nb 2.0.0\n', 'deep/er/two.pkgs': 'b 2.0.0\n' });
  const outcome = await inspect(root);
  assert.deepEqual(outcome.issues, []);
  assert.deepEqual(
    outcome.value.inventory.components.map((component) => component.id),
    ['pkg:npm/a@1.0.0', 'pkg:npm/b@2.0.0'],
  );
  const evidence = outcome.value.inventory.components[1]?.evidence.map(({ file, line }) => `${file}:${line}`);
  assert.deepEqual(evidence, ['deep/er/two.pkgs:1', 'one.pkgs:2']);
});

test('a cataloger that fails costs its own file only, and the failure is said', async (t) => {
  const root = scratchDirectory(t, { 'a.pkgs': 'bug', 'b.pkgs': 'b 1.0.0' });
  const outcome = await inspect(root);
  assert.equal(outcome.complete, false);
  assert.deepEqual(codes(outcome), ['a.pkgs cataloger/failed']);
  assert.equal(outcome.value.inventory.components.length, 1);
});

test('ignore files are heeded, what they leave out is named, and they can be overruled', async (t) => {
  const files = {
    '.gitignore': 'build/\n*.tmp.pkgs\n!keep.tmp.pkgs\n',
    'build/x.pkgs': 'x 1',
    'a.tmp.pkgs': 'a 1',
    'keep.tmp.pkgs': 'k 1',
    'sub/.gitignore': '!b.tmp.pkgs\n',
    'sub/b.tmp.pkgs': 'b 1',
  };
  const root = scratchDirectory(t, files);
  const heeded = await inspect(root);
  assert.deepEqual(heeded.value.files, ['keep.tmp.pkgs', 'sub/b.tmp.pkgs']);
  assert.deepEqual(heeded.value.ignored, ['a.tmp.pkgs', 'build/']);
  const overruled = await inspect(root, { heedIgnoreFiles: false });
  assert.equal(overruled.value.files.length, 4);
});

test('version control and node_modules are left alone unless a cataloger asks for them', async (t) => {
  const root = scratchDirectory(t, { '.git/a.pkgs': 'a 1', 'node_modules/b/b.pkgs': 'b 1', 'c.pkgs': 'c 1' });
  assert.deepEqual((await inspect(root)).value.files, ['c.pkgs']);
  const inside = await inspect(root, { catalogers: [{ ...lines, insideNodeModules: true }] });
  assert.deepEqual(inside.value.files, ['c.pkgs', 'node_modules/b/b.pkgs']);
});

test('links: inside the target a file is read, outside is not followed, a loop is said', async (t) => {
  const outside = scratchDirectory(t, { 'secret.pkgs': 's 1', 'dir/x.pkgs': 'x 1' });
  const root = scratchDirectory(t, { 'real/list': 'a 1.0.0' });
  symlinkSync('real/list', join(root, 'linked.pkgs'));
  symlinkSync(join(outside, 'secret.pkgs'), join(root, 'out.pkgs'));
  symlinkSync(join(outside, 'dir'), join(root, 'outdir'));
  symlinkSync('.', join(root, 'self'));
  symlinkSync('ring', join(root, 'ring'));
  symlinkSync('nowhere', join(root, 'gone.pkgs'));
  symlinkSync('nowhere', join(root, 'gone-and-not-wanted'));
  symlinkSync('real', join(root, 'same'));
  const outcome = await inspect(root);
  assert.deepEqual(outcome.value.files, ['linked.pkgs']);
  assert.deepEqual(codes(outcome).toSorted(), [
    'gone.pkgs walk/broken-link',
    'out.pkgs walk/link-outside',
    'outdir walk/link-outside',
    'ring walk/link-loop',
    'self walk/link-loop',
  ]);
});

test('an unreadable directory is an issue and the rest is reported', async (t) => {
  const root = scratchDirectory(t, { 'a.pkgs': 'a 1.0.0', 'closed/b.pkgs': 'b 1' });
  chmodSync(root, 0o755);
  chmodSync(join(root, 'closed'), 0);
  const outcome = await asNobody(() => inspect(root));
  chmodSync(join(root, 'closed'), 0o755);
  assert.deepEqual(codes(outcome), ['closed walk/unreadable']);
  assert.equal(outcome.value.inventory.components.length, 1);
});

test('a file above the limit is not read, however sparse it is', async (t) => {
  const root = scratchDirectory(t, { 'huge.pkgs': '', 'a.pkgs': 'a 1.0.0' });
  truncateSync(join(root, 'huge.pkgs'), 10 * 1024 ** 3);
  const outcome = await inspect(root);
  assert.deepEqual(codes(outcome), ['huge.pkgs file/too-large']);
  assert.equal(outcome.value.inventory.components.length, 1);
});

test('depth and number of entries are bounded, and reaching a bound is said', async (t) => {
  const root = scratchDirectory(t, { 'a/b/c/d.pkgs': 'd 1', 'e.pkgs': 'e 1', 'f.pkgs': 'f 1' });
  const shallow = createContext({ limits: { ...defaultLimits, directoryLevels: 2 } });
  assert.deepEqual(codes(await inspectDirectory(root, shallow, { catalogers })), ['a/b/c walk/too-deep']);
  const few = createContext({ limits: { ...defaultLimits, directoryEntries: 2 } });
  assert.deepEqual(codes(await inspectDirectory(root, few, { catalogers })), ['. walk/too-many-entries']);
});

test('a special file with a wanted name is an issue, not a wait', async (t) => {
  const root = scratchDirectory(t, {});
  mkdirSync(join(root, 'dir.pkgs'));
  const outcome = await inspect(root);
  assert.deepEqual(outcome.issues, []);
});

test('text that is not UTF-8 or holds an unfinished merge is an issue with its line', async (t) => {
  const root = scratchDirectory(t, {
    'a.pkgs': Buffer.from([0x61, 0x0a, 0xff, 0x0a]),
    'b.pkgs': 'b 1\n<<<<<<< ours\nc 1\n=======\nc 2\n>>>>>>> theirs\n',
  });
  const outcome = await inspect(root);
  assert.deepEqual(
    outcome.issues.map(({ code, path, line }) => ({ code, path, line })),
    [
      { code: 'text/encoding', path: 'a.pkgs', line: 2 },
      { code: 'text/merge-conflict', path: 'b.pkgs', line: 2 },
    ],
  );
});

test('a manifest counts only for projects of which no lockfile speaks', async (t) => {
  const manifest: Cataloger = {
    id: 'test/manifest',
    title: 'manifest',
    technique: 'manifest',
    files: ['manifest'],
    fallback: true,
    load: () =>
      Promise.resolve(([file]) => {
        const directory = file?.path.includes('/') ? file.path.slice(0, file.path.lastIndexOf('/')) : '.';
        const packages: PackageNode[] = [
          { kind: 'project', name: directory, directory, dependsOn: [{ to: 1, scope: 'runtime' }] },
          { kind: 'package', name: 'wanted', dependsOn: [] },
        ];
        return Promise.resolve(complete({ graphs: [{ ecosystem: 'npm', packages, edges: 'partial' }] }));
      }),
  };
  const lock: Cataloger = {
    ...lines,
    id: 'test/lock',
    files: ['lock'],
    load: () =>
      Promise.resolve(() =>
        Promise.resolve(
          complete({
            graphs: [
              { ecosystem: 'npm', packages: [{ kind: 'project', name: 'p', directory: 'p', dependsOn: [] }], edges: 'complete' },
            ],
          }),
        ),
      ),
  };
  const root = scratchDirectory(t, { 'p/manifest': '', 'p/lock': '', 'q/manifest': '' });
  const outcome = await inspect(root, { catalogers: [manifest, lock] });
  assert.deepEqual(
    outcome.value.inventory.components.map((component) => component.id),
    ['pkg:npm/wanted', 'project:npm:p', 'project:npm:q'],
  );
});

test('one file is read by its name; a name that no cataloger wants is not', async (t) => {
  const root = scratchDirectory(t, { 'a.pkgs': 'a 1.0.0', other: '' });
  assert.equal((await inspectFile(join(root, 'a.pkgs'), ctx, { catalogers }))?.value.inventory.components.length, 1);
  assert.equal(await inspectFile(join(root, 'other'), ctx, { catalogers }), undefined);
});
