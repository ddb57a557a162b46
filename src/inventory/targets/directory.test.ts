import assert from 'node:assert/strict';
import { chmodSync, linkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { asNobody } from '../../../test/kit/as-nobody.ts';
import { everyFileCataloger, showEveryFile } from '../../../test/kit/every-file.ts';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { complete, createContext } from '../../kernel/index.ts';
import type { Cataloger } from '../cataloger.ts';
import { inspectDirectory, inspectPath } from '../inspect.ts';

const elf = Buffer.concat([Buffer.from('7f454c46', 'hex'), Buffer.alloc(60)]);

function magicCataloger(): { readonly cataloger: Cataloger; readonly seen: string[] } {
  const seen: string[] = [];
  const { cataloger } = everyFileCataloger({
    files: [],
    magic: [{ offset: 0, bytes: '7f454c46' }],
    load: () =>
      Promise.resolve(async ([file]) => {
        seen.push(`${file?.path} ${(await file?.bytes())?.value?.length}`);
        return complete({ graphs: [] });
      }),
  });
  return { cataloger, seen };
}

test('files that can be executed or are called like libraries are looked into, each file once', async (t) => {
  const root = scratchDirectory(t, {
    'bin/tool': elf,
    'bin/script': '#!/bin/sh',
    'bin/not-executable': elf,
    'lib/a.so': elf,
    'lib/b.so.1.2.3': elf,
    'lib/c.dll': elf,
    'lib/d.node': elf,
    'lib/e.so': 'text',
    'node_modules/x/f.node': elf,
    'src/g.py': elf,
    '.gitignore': 'ignored.so\n',
    'ignored.so': elf,
  });
  for (const name of ['bin/tool', 'bin/script', 'src/g.py']) chmodSync(join(root, name), 0o755);
  linkSync(join(root, 'bin/tool'), join(root, 'bin/another'));
  symlinkSync('tool', join(root, 'bin/link'));
  const { cataloger, seen } = magicCataloger();
  const outcome = await inspectDirectory(root, createContext(), { catalogers: [cataloger] });
  assert.deepEqual(outcome.issues, []);
  assert.deepEqual(seen, ['bin/another 64', 'lib/a.so 64', 'lib/b.so.1.2.3 64', 'lib/c.dll 64', 'lib/d.node 64']);
  assert.deepEqual(outcome.value.ignored, ['ignored.so']);
});

test('a single program is a target, and need not be marked as executable', async (t) => {
  const root = scratchDirectory(t, { program: elf });
  const { cataloger, seen } = magicCataloger();
  const outcome = await inspectPath(join(root, 'program'), createContext(), { catalogers: [cataloger] });
  assert.equal(outcome?.value.inventory.target.kind, 'file');
  assert.deepEqual(seen, ['program 64']);
});

test('an executable that cannot be looked into is an issue', async (t) => {
  const root = scratchDirectory(t, { tool: elf });
  chmodSync(root, 0o755);
  chmodSync(join(root, 'tool'), 0o111);
  const { cataloger } = magicCataloger();
  const outcome = await asNobody(() => inspectDirectory(root, createContext(), { catalogers: [cataloger] }));
  assert.deepEqual(
    outcome.issues.map(({ path, code }) => `${path} ${code}`),
    ['tool walk/unreadable'],
  );
});

test('in the root of a system absolute links begin at that root, and lead nowhere else', async (t) => {
  const host = scratchDirectory(t, { secret: 'of the host' });
  const root = scratchDirectory(t, { 'usr/lib/os-release': 'ID=test', 'usr/share/real': 'R' });
  for (const [path, target] of [
    ['etc', '/usr/etc'],
    ['absolute', '/usr/share/real'],
    ['chain', '/absolute'],
    ['above', '../../../usr/share/real'],
    ['outside', join(host, 'secret')],
    ['ring', '/ring'],
  ] as const) {
    symlinkSync(target, join(root, path));
  }
  const shown = await showEveryFile(root);
  assert.deepEqual(shown.files, { absolute: 'R', above: 'R', chain: 'R', 'usr/lib/os-release': 'ID=test', 'usr/share/real': 'R' });
  assert.deepEqual(shown.codes.toSorted(), ['etc walk/broken-link', 'outside walk/broken-link', 'ring walk/link-loop']);
});

test('anywhere else an absolute link out of the target stays one', async (t) => {
  const root = scratchDirectory(t, { 'usr/share/real': 'R' });
  symlinkSync('/usr/share', join(root, 'absolute'));
  assert.deepEqual((await showEveryFile(root)).codes, ['absolute walk/link-outside']);
});

test('an OCI layout is not walked as a directory', async (t) => {
  const root = scratchDirectory(t, { 'oci-layout': '{}', 'index.json': '{"manifests": []}', 'package.json': '{}' });
  const shown = await showEveryFile(root);
  assert.deepEqual(shown.files, {});
  assert.deepEqual(shown.codes, ['index.json image/none']);
});
