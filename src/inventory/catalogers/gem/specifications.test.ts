import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edgesOf, issuesOf, nodeOf, readGraph, readTruncated, readWith, versionsOf } from '../../../../test/kit/catalogued.ts';
import { gemCatalogers } from './index.ts';

const id = 'gem/specifications';

function gemspec(name: string, version: string, rest = '', platform = 'ruby'): string {
  return `# -*- encoding: utf-8 -*-
# stub: ${name} ${version} ${platform} lib

Gem::Specification.new do |s|
  s.name = "${name}".freeze
  s.version = "${version}".freeze

  s.licenses = ["MIT".freeze, "Ruby".freeze]
${rest}
end
`;
}

test('installed gems have name, version, platform and licence; a dependency leads to the installed version that meets it', async () => {
  const rest = `
  if s.respond_to? :specification_version then
    s.add_runtime_dependency(%q<b>.freeze, ["~> 1.0".freeze, ">= 1.2"])
    s.add_development_dependency(%q<c>.freeze, [">= 0"])
  else
    s.add_dependency(%q<b>.freeze, ["~> 1.0"])
  end`;
  const graph = await readGraph(gemCatalogers, id, {
    'lib/specifications/a-1.0.gemspec': gemspec('a', '1.0', rest, 'x86_64-linux'),
    'lib/specifications/b-1.5.gemspec': gemspec('b', '1.5'),
    'lib/specifications/b-2.0.gemspec': gemspec('b', '2.0'),
    'lib/specifications/default/c-3.gemspec': gemspec('c', '3'),
  });
  assert.deepEqual(versionsOf(graph), ['a 1.0', 'b 1.5', 'b 2.0', 'c 3']);
  assert.deepEqual(nodeOf(graph, 'a'), {
    name: 'a',
    kind: 'package',
    version: '1.0',
    file: 'lib/specifications/a-1.0.gemspec',
    qualifiers: { platform: 'x86_64-linux' },
    licence: 'MIT OR Ruby',
  });
  assert.deepEqual(edgesOf(graph), ['a > b runtime ~> 1.0, >= 1.2 @ lib/specifications/a-1.0.gemspec:11']);
  assert.equal(graph.packages[0]?.dependsOn[0]?.to, 1);
});

test('the installed gems of one Ruby are one group, with those that came with it', () => {
  const group = gemCatalogers.find((cataloger) => cataloger.id === id)?.group;
  assert.equal(group?.('x/specifications/default/a.gemspec'), group?.('x/specifications/b.gemspec'));
  assert.notEqual(group?.('x/specifications/a.gemspec'), group?.('y/specifications/a.gemspec'));
});

test('without the stub line the assignments count, and what is computed is an issue', async () => {
  const path = 'specifications/a.gemspec';
  const graph = await readGraph(gemCatalogers, id, {
    [path]: 'Gem::Specification.new do |s|\n  s.name = "a"\n  s.version = \'2.1\'\nend',
  });
  assert.deepEqual(versionsOf(graph), ['a 2.1']);
  const computed = await readWith(gemCatalogers, id, {
    [path]: 's.name = NAME\ns.add_dependency dep, "1"\n',
    'specifications/b.gemspec': new Uint8Array([0xff]),
  });
  assert.deepEqual(
    computed.issues.map(({ code, path: where }) => [code, where]),
    [
      ['gem/gemspec', path],
      ['gem/gemspec', path],
      ['text/encoding', 'specifications/b.gemspec'],
    ],
  );
  assert.deepEqual(computed.graphs, []);
});

test('no truncation throws', async () => {
  await readTruncated(gemCatalogers, id, { 'specifications/a.gemspec': gemspec('a', '1') }, 'specifications/a.gemspec');
});

test('a Gemfile and a gemspec without a lockfile ask for gems; a version is known only where it is pinned', async () => {
  const read = await readWith(gemCatalogers, 'gem/gemfile', {
    'p/Gemfile': [
      'gem "pinned", "1.2.3"',
      'gem "equal", "= 2.0", require: false',
      'gem "ranged", "~> 1.0", ">= 1.0.2"',
      'group :test do',
      '  gem "from-git", github: "a/b"',
      'end',
      'gem "near", path: "../near"',
      'gem NAME',
    ].join('\n'),
    'p/mine.gemspec':
      's.name = "mine"\ns.license = "MIT"\ns.add_dependency "ranged", "< 3"\ns.add_development_dependency \'dev\'\n',
    'p/specifications/x.gemspec': gemspec('x', '1'),
  });
  assert.deepEqual(issuesOf(read), ['gem/dynamic @ 8']);
  assert.deepEqual(versionsOf(read.graph), ['pinned 1.2.3', 'equal 2.0', 'ranged', 'from-git', 'dev']);
  assert.deepEqual(edgesOf(read.graph), [
    'p > pinned runtime 1.2.3 @ p/Gemfile:1',
    'p > equal runtime = 2.0 @ p/Gemfile:2',
    'p > ranged runtime ~> 1.0, >= 1.0.2 @ p/Gemfile:3',
    'p > from-git test @ p/Gemfile:5',
    'p > near runtime @ p/Gemfile:7',
    'p > dev dev @ p/mine.gemspec:4',
  ]);
});

test('what lies inside an installed gem is somebody else’s project', async () => {
  const files = {
    'ruby/specifications/a-1.0.gemspec': gemspec('a', '1.0'),
    'ruby/gems/a-1.0/Gemfile': 'gem "b"\n',
    'ruby/gems/a-1.0/Gemfile.lock': '',
    'ruby/gems/mine/Gemfile': 'gem "b"\n',
  };
  const inside = 'ruby/gems/a-1.0/Gemfile';
  assert.deepEqual((await readWith(gemCatalogers, 'gem/gemfile', files, inside)).graphs, []);
  assert.deepEqual((await readWith(gemCatalogers, 'gem/gemfile-lock', files, `${inside}.lock`)).graphs, []);
  assert.deepEqual(versionsOf(await readGraph(gemCatalogers, 'gem/gemfile', files, 'ruby/gems/mine/Gemfile')), ['b']);
});

test('a dependency that is added in any other way than on a row of its own is an issue', async () => {
  for (const row of [
    'names.each { |name| s.add_dependency name }',
    `${' '.repeat(5000)}s.add_dependency "b"`,
    's.add_dependency',
  ]) {
    const path = 'specifications/a.gemspec';
    const read = await readWith(gemCatalogers, 'gem/specifications', {
      [path]: gemspec('a', '1').replace(/end\n$/, `${row}\nend\n`),
    });
    assert.equal(issuesOf(read).length, 1, row);
    const asked = await readWith(gemCatalogers, 'gem/gemfile', {
      'a.gemspec': `s.name = "a"\n${row}\n# s.add_dependency "never"\n`,
    });
    assert.deepEqual(issuesOf(asked), ['gem/dynamic @ 2'], row);
  }
  const long = await readWith(gemCatalogers, 'gem/gemfile', { Gemfile: `# ${'x'.repeat(5000)}\ngem "a" # ${'x'.repeat(5000)}\n` });
  assert.deepEqual(issuesOf(long), ['gem/dynamic @ 2']);
});

test('what RubyGems wrote on Windows, or left empty, is read the same', async () => {
  const text = gemspec('a', '1')
    .replace(/^# stub.*\n/m, '')
    .replace(/licenses = .*/, 'licenses = ["".freeze]');
  const files = { 'specifications/a.gemspec': text.replaceAll('\n', '\r\n') };
  const graph = await readGraph(gemCatalogers, 'gem/specifications', files);
  assert.deepEqual(graph, await readGraph(gemCatalogers, 'gem/specifications', { 'specifications/a.gemspec': text }));
  assert.equal(nodeOf(graph, 'a').licence, undefined);
});
