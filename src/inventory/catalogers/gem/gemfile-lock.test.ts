import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../../../kernel/index.ts';
import {
  edgesOf,
  issuesOf,
  nodeOf,
  readGraph,
  readTruncated,
  readWith,
  versionsOf,
  type Read,
} from '../../../../test/kit/catalogued.ts';
import type { MemoryFiles } from '../../../../test/kit/memory-files.ts';
import { sharedData, withoutSharedData } from '../../../../test/kit/shared-data.ts';
import { gemCatalogers } from './index.ts';

const id = 'gem/gemfile-lock';
const sum = 'ab'.repeat(32);
const other = 'cd'.repeat(32);

const lock = `GIT
  remote: https://user:secret@git.example/a/forked.git
  revision: 0123456789abcdef0123456789abcdef01234567
  branch: main
  specs:
    forked (1.0.0)
      json

PATH
  remote: engines/shop
  specs:
    shop (0.1.0)
      rack (>= 2)

GEM
  remote: https://registry.example/
  specs:
    json (2.7.0)
    json (2.7.0-java)
    jruby-only (1.0-java)
    rack (3.0.8)
      bundler
    rake (13.0.6)
    rspec (3.12.0)
      rspec-core (~> 3.12.0, >= 3.12.1)
    rspec-core (3.12.1)

PLATFORMS
  java
  ruby

DEPENDENCIES
  bundler
  forked!
  jruby-only
  rake (~> 13.0)
  rspec
  shop!
  tzinfo-data

CHECKSUMS
  json (2.7.0) sha256=${sum}
  json (2.7.0-java) sha256=${other}
  rake (13.0.6)

RUBY VERSION
   ruby 3.2.2p53

BUNDLED WITH
   2.5.6
`;
const gemfile = `source "https://registry.example"
gem "forked", git: "https://git.example/a/forked.git"
gem 'jruby-only', platforms: :jruby
gem "rake",
    "~> 13.0", group: [:development, :test]
group :test do
  gem "rspec" # runs tests
end
gem "tzinfo-data", platforms: %i[ windows jruby ]
path "engines" do
  gem "shop"
end
`;

async function read(files: MemoryFiles, path = 'Gemfile.lock'): Promise<Read> {
  return readWith(gemCatalogers, id, files, path);
}

test('gems have version, checksums of all their platforms, source and line; those below the project are projects', async () => {
  const graph = await readGraph(gemCatalogers, id, { 'a/Gemfile.lock': lock, 'a/Gemfile': gemfile }, 'a/Gemfile.lock');
  assert.deepEqual(nodeOf(graph, 'a'), { kind: 'project', name: 'a', directory: 'a' });
  assert.deepEqual(nodeOf(graph, 'json'), {
    name: 'json',
    kind: 'package',
    version: '2.7.0',
    line: 18,
    source: { kind: 'registry', url: 'https://registry.example/' },
    hashes: [
      { algorithm: 'SHA-256', value: sum },
      { algorithm: 'SHA-256', value: other },
    ],
  });
  assert.deepEqual(nodeOf(graph, 'jruby-only').qualifiers, { platform: 'java' });
  assert.deepEqual(nodeOf(graph, 'forked').source, {
    kind: 'git',
    url: 'https://git.example/a/forked.git',
    commit: '0123456789abcdef0123456789abcdef01234567',
  });
  assert.deepEqual(nodeOf(graph, 'shop'), {
    name: 'shop',
    kind: 'project',
    version: '0.1.0',
    directory: 'a/engines/shop',
    source: { kind: 'local', path: 'a/engines/shop' },
    line: 12,
  });
  assert.equal(graph.edges, 'complete');
});

test('edges have requirements; those of the project have scope and place from the plain lines of the Gemfile', async () => {
  const graph = await readGraph(gemCatalogers, id, { 'Gemfile.lock': lock, Gemfile: gemfile }, 'Gemfile.lock');
  assert.deepEqual(edgesOf(graph), [
    '. > forked runtime @ Gemfile:2',
    '. > jruby-only runtime @ Gemfile:3',
    '. > rake dev ~> 13.0 @ Gemfile:4',
    '. > rspec test @ Gemfile:7',
    '. > shop runtime @ Gemfile:11',
    'forked > json runtime @ 7',
    'shop > rack runtime >= 2 @ 13',
    'rspec > rspec-core runtime ~> 3.12.0, >= 3.12.1 @ 25',
  ]);
});

test('without a Gemfile everything is runtime, and a gem that is asked for and not locked is an issue', async () => {
  const one = await read({ 'Gemfile.lock': lock });
  assert.deepEqual(issuesOf(one), ['gem/not-locked @ 39']);
  assert.ok(one.graph.packages[0]?.dependsOn.every(({ scope }) => scope === 'runtime'));
});

test('a gem is itself the project of its lockfile; what its gemspec asks for besides is for development', async () => {
  const files = {
    'Gemfile.lock':
      'PATH\n  remote: .\n  specs:\n    mine (2.0.0)\n      rack\n\nGEM\n  specs:\n    rack (3.0.8)\n    rake (13.0.6)\n\nDEPENDENCIES\n  mine!\n  rake (~> 13)\n',
    Gemfile: 'source "https://registry.example"\n\ngemspec\n',
  };
  const graph = await readGraph(gemCatalogers, id, files, 'Gemfile.lock');
  assert.deepEqual(nodeOf(graph, 'mine'), { name: 'mine', version: '2.0.0', line: 4, directory: '.', kind: 'project' });
  assert.deepEqual(edgesOf(graph), ['mine > rack runtime @ 5', 'mine > rake dev ~> 13 @ 14']);
  const dynamic = await readGraph(gemCatalogers, id, { ...files, Gemfile: `${files.Gemfile}eval_gemfile "x"\n` }, 'Gemfile.lock');
  assert.ok(edgesOf(dynamic).includes('mine > rake runtime ~> 13 @ 14'));
});

test('gems.locked goes with gems.rb, x.gemfile.lock with x.gemfile', async () => {
  const small = 'GEM\n  specs:\n    rake (13.0.6)\n\nDEPENDENCIES\n  rake\n';
  for (const [path, manifest] of [
    ['gems.locked', 'gems.rb'],
    ['gemfiles/x.gemfile.lock', 'gemfiles/x.gemfile'],
  ] as const) {
    const graph = await readGraph(gemCatalogers, id, { [path]: small, [manifest]: 'gem "rake", group: :test\n' }, path);
    assert.equal(graph.packages[0]?.dependsOn[0]?.scope, 'test');
  }
});

test('groups count only where every block that begins has an end', async () => {
  const small = 'GEM\n  specs:\n    rake (13.0.6)\n\nDEPENDENCIES\n  rake\n';
  const cases: readonly (readonly [string, string])[] = [
    ['group :development do\n  if x\n    gem "rake"\n  end\nend\n', 'dev'],
    ['group :development do\n  gem "rake"\n', 'runtime'],
    ['group :development, :production do\n  gem "rake"\nend\n', 'runtime'],
    ['group :docs, optional: true do\n  gem "rake"\nend\n', 'optional'],
    ['gem "rake", :group => :test\n', 'test'],
    ['gem "rake", groups: %w[development test]\n', 'dev'],
    ['gem "rake", group: ENV["G"]\n', 'runtime'],
    ['gem("rake", group: :test)\ngem "rake"\n', 'runtime'],
  ];
  for (const [Gemfile, scope] of cases) {
    const graph = await readGraph(gemCatalogers, id, { 'Gemfile.lock': small, Gemfile }, 'Gemfile.lock');
    assert.equal(graph.packages[0]?.dependsOn[0]?.scope, scope, Gemfile);
  }
});

test('what cannot be understood is an issue on its line, and the rest is read', async () => {
  const one = await read({
    'Gemfile.lock': [
      'GEM',
      '  remote: https://registry.example/',
      '  what',
      '      early',
      '    a (1.0)',
      '      gone (~> 1)',
      '    b',
      '    c (1.0) d (2.0)',
      'MYSTERY',
      '  x',
      'CHECKSUMS',
      '  a (1.0) sha256=12',
    ].join('\r\n'),
  });
  assert.deepEqual(issuesOf(one), [
    'gem/syntax @ 3',
    'gem/syntax @ 4',
    'gem/no-version @ 7',
    'gem/syntax @ 8',
    'gem/section @ 9',
    'gem/checksum @ 12',
    'gem/dependency @ 6',
    'gem/truncated',
  ]);
  assert.deepEqual(versionsOf(one.graph), ['a 1.0', 'b']);
  assert.deepEqual(edgesOf(one.graph), ['. > a runtime', '. > b runtime']);
});

test('an empty lockfile is an issue, and no truncation throws', async () => {
  assert.deepEqual(issuesOf(await read({ 'Gemfile.lock': '' })), ['gem/truncated']);
  await readTruncated(gemCatalogers, id, { 'Gemfile.lock': lock, Gemfile: gemfile }, 'Gemfile.lock');
  await readTruncated(gemCatalogers, id, { 'Gemfile.lock': lock, Gemfile: gemfile }, 'Gemfile');
});

test('more packages than the limit are an issue', async () => {
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 2 } });
  const one = await readWith(gemCatalogers, id, { 'Gemfile.lock': lock, Gemfile: gemfile }, 'Gemfile.lock', ctx);
  assert.ok(issuesOf(one).includes('file/too-many-packages @ 18'));
  assert.equal(one.graph.packages.length, 3);
});

// Truth: `Bundler::LockfileParser.new(text)`, specs by name and version, their dependencies by name, and `dependencies`.
test(
  'advisories: 120 gems, 54 asked for, 159 edges between them',
  { skip: withoutSharedData('lockfiles/advisories') },
  async () => {
    const file = (name: string): string => readFileSync(sharedData(`lockfiles/advisories/${name}`), 'utf8');
    const graph = await readGraph(
      gemCatalogers,
      id,
      { 'Gemfile.lock': file('Gemfile.lock'), Gemfile: file('Gemfile') },
      'Gemfile.lock',
    );
    assert.equal(versionsOf(graph).length, 120);
    assert.equal(graph.packages[0]?.dependsOn.length, 54);
    assert.equal(edgesOf(graph).length, 54 + 159);
    assert.deepEqual(nodeOf(graph, 'commonmarker').hashes?.length, 6);
  },
);
