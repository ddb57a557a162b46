import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { makeTar, membersOf, type MadeMember } from '../../test/kit/make-tar.ts';
import { scratchDirectory } from '../../test/kit/scratch.ts';
import { complete, createContext, type Outcome } from '../kernel/index.ts';
import type { EcosystemId } from '../model/index.ts';
import type { Cataloger } from './cataloger.ts';
import { inspectDirectory } from './inspect.ts';
import type { Inspection } from './inspection.ts';
import { inspectArchive } from './targets/inspect-archive.ts';

/** Reads `*.pkg`: `ecosystem name`, then what it depends on, a name a line. */
const packages: Cataloger = {
  id: 'test/packages',
  title: 'packages',
  technique: 'installed',
  files: ['*.pkg'],
  group: () => 'all',
  load: () =>
    Promise.resolve(async (files) => {
      const read = await Promise.all(
        files.map(async (file) => ({ path: file.path, lines: ((await file.text()).value ?? '').split('\n') })),
      );
      const names = read.map(({ lines }) => lines[0]?.split(' ')[1]);
      const graph = {
        ecosystem: (read[0]?.lines[0]?.split(' ')[0] ?? 'npm') as EcosystemId,
        edges: 'complete' as const,
        packages: read.map(({ path, lines }) => ({
          kind: 'package' as const,
          name: lines[0]?.split(' ')[1] ?? '',
          version: '1',
          file: path,
          dependsOn: lines.slice(1).map((name) => ({ to: names.indexOf(name), scope: 'runtime' as const })),
        })),
      };
      return complete({ graphs: [graph] });
    }),
};

/** Reads `owned`: a path a line. Its own package is called `system`. */
const system: Cataloger = {
  id: 'test/system',
  title: 'system',
  technique: 'installed',
  files: ['owned'],
  load: () =>
    Promise.resolve(async ([file]) => {
      const ownedFiles = ((await file?.text())?.value ?? '').split('\n');
      const dependsOn: readonly never[] = [];
      const graph = {
        ecosystem: 'deb' as const,
        edges: 'none' as const,
        packages: [{ kind: 'package' as const, name: 'system', namespace: 'debian', version: '1', dependsOn }],
      };
      return complete({ graphs: [graph], ownedFiles });
    }),
};

const catalogers = [packages, system];
const names = (outcome: Outcome<Inspection> | undefined): readonly string[] =>
  (outcome?.value.inventory.components ?? []).map(({ name }) => name);

/** The same tree as an archive, a compressed one, and a directory. */
async function inspectAll(t: TestContext, members: readonly MadeMember[]): Promise<readonly Outcome<Inspection>[]> {
  const tar = makeTar(members);
  const files = Object.fromEntries(
    members.filter(({ link }) => link === undefined).map(({ name, content }) => [name, content ?? '']),
  );
  const directory = scratchDirectory(t, files);
  for (const { name, link } of members) if (link !== undefined) symlinkSync(link, join(directory, name));
  const outcomes = [await inspectDirectory(directory, createContext(), { catalogers })];
  for (const archive of [tar, gzipSync(tar)]) {
    const path = join(scratchDirectory(t, { 'a.tar': archive }), 'a.tar');
    outcomes.push((await inspectArchive(path, createContext(), { catalogers })) as Outcome<Inspection>);
  }
  return outcomes;
}

test('a component whose every file a package of the system owns came with that package, and is counted', async (t) => {
  const members = membersOf({
    'usr/share/a.pkg': 'npm a\nb\nc',
    'usr/share/b.pkg': 'npm b',
    'opt/c.pkg': 'npm c\na\nd',
    'opt/d.pkg': 'npm d',
    owned: '/usr/share/a.pkg\nusr/share/b.pkg\n/usr/share/elsewhere/d.pkg\n/owned',
  });
  for (const outcome of await inspectAll(t, members)) {
    assert.deepEqual(names(outcome), ['system', 'c', 'd']);
    assert.equal(outcome.value.folded, 2);
    const graph = outcome.value.inventory.graphs.find(({ ecosystem }) => ecosystem === 'npm');
    assert.equal(graph?.edges, 'partial');
    assert.deepEqual(
      graph.occurrences.map(({ component, dependsOn }) => [
        outcome.value.inventory.components[component]?.name,
        dependsOn.map(({ to }) => to),
      ]),
      [
        ['c', [1]],
        ['d', []],
      ],
    );
    assert.deepEqual(graph.roots, [0]);
  }
});

test('a component that is seen in a file of nobody too stays, and a graph of which nothing is left goes', async (t) => {
  const outcomes = await inspectAll(t, membersOf({ 'a.pkg': 'npm a', 'b/a.pkg': 'npm a', owned: 'a.pkg' }));
  for (const outcome of outcomes) assert.deepEqual([names(outcome), outcome.value.folded], [['system', 'a'], 0]);
  for (const outcome of await inspectAll(t, membersOf({ 'a.pkg': 'npm a', owned: 'a.pkg' }))) {
    assert.deepEqual([names(outcome), outcome.value.folded, outcome.value.inventory.graphs.length], [['system'], 1, 1]);
  }
});

test('packages of the system are not parts of each other', async (t) => {
  for (const outcome of await inspectAll(t, membersOf({ 'a.pkg': 'apk a', owned: 'a.pkg' }))) {
    assert.deepEqual([names(outcome), outcome.value.folded], [['a', 'system'], 0]);
  }
});

test('package databases say /lib where files are in /usr/lib, and the other way round', async (t) => {
  const members: readonly MadeMember[] = [
    ...membersOf({ 'usr/lib/x/a.pkg': 'npm a', 'bin/b.pkg': 'npm b', owned: '/lib/x/a.pkg\n/usr/bin/b.pkg', 'usr/share/doc': '' }),
    { name: 'lib', link: 'usr/lib' },
    { name: 'usr/bin', link: '../bin' },
  ];
  for (const outcome of await inspectAll(t, members)) assert.deepEqual([names(outcome), outcome.value.folded], [['system'], 2]);
});

test('what lies in an archive belongs to whom the archive belongs', async (t) => {
  const nested: Cataloger = {
    ...packages,
    load: () =>
      Promise.resolve(() =>
        Promise.resolve(
          complete({
            graphs: [
              {
                ecosystem: 'npm' as const,
                edges: 'none' as const,
                packages: [{ kind: 'package' as const, name: 'a', version: '1', file: 'a.pkg!b/c', dependsOn: [] }],
              },
            ],
          }),
        ),
      ),
  };
  const directory = scratchDirectory(t, { 'a.pkg': 'x', owned: '/a.pkg' });
  const outcome = await inspectDirectory(directory, createContext(), { catalogers: [nested, system] });
  assert.deepEqual(names(outcome), ['system']);
});
