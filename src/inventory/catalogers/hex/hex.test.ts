import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../../../kernel/index.ts';
import { edgesOf, issuesOf, nodeOf, readGraph, readTruncated, readWith, versionsOf } from '../../../../test/kit/catalogued.ts';
import { hexCatalogers } from './index.ts';
import { parseTerm } from './terms.ts';

const id = 'hex/mix-lock';
const inner = 'ab'.repeat(32);
const outer = 'cd'.repeat(32);
const commit = '0123456789abcdef0123456789abcdef01234567';

const lock = `%{
  "decimal": {:hex, :decimal, "2.1.1", "${inner}", [:mix], [], "hexpm", "${outer}"},
  "fork": {:git, "https://me:secret@git.example/fork.git", "${commit}", [branch: "main"]},
  "jason": {:hex, :jason, "1.4.1", "${inner}", [:mix], [{:decimal, "~> 1.0 or ~> 2.0", [hex: :decimal, repo: "hexpm", optional: true]}], "hexpm", "${outer}"},
  "private": {:hex, :secret_name, "0.1.0", "${inner}", [:mix], [{:jason, ">= 0.0.0", [hex: :jason, repo: "hexpm"]}], "hexpm:acme", "${outer}"},
  "old": {:hex, :old, "1.0.0"},
}
`;
const manifest = `defmodule App.MixProject do
  use Mix.Project
  def project do
    [app: :my_app, version: "0.3.0", deps: deps()]
  end
  defp deps do
    [
      {:jason, "~> 1.4"},
      # {:commented, "~> 1.0"},
      {:fork, git: "https://git.example/fork.git", branch: "main"},
      {:private, ">= 0.0.0", organization: "acme", only: [:dev, :test], runtime: false},
      {:old, "~> 1.0", [only: :test]} # for tests
    ]
  end
end
`;

test('packages have name, version, the SHA-256 of the package file, source and line', async () => {
  const graph = await readGraph(hexCatalogers, id, { 'a/mix.lock': lock });
  assert.deepEqual(versionsOf(graph), ['decimal 2.1.1', 'fork', 'jason 1.4.1', 'acme/secret_name 0.1.0', 'old 1.0.0']);
  assert.deepEqual(nodeOf(graph, 'jason'), {
    name: 'jason',
    kind: 'package',
    version: '1.4.1',
    hashes: [{ algorithm: 'SHA-256', value: outer }],
    line: 4,
  });
  assert.deepEqual(nodeOf(graph, 'fork').source, { kind: 'git', url: 'https://git.example/fork.git', commit });
  assert.deepEqual(edgesOf(graph), [
    'a > fork runtime',
    'a > acme/secret_name runtime',
    'a > old runtime',
    'jason > decimal optional ~> 1.0 or ~> 2.0 @ 4',
    'acme/secret_name > jason runtime >= 0.0.0 @ 5',
  ]);
});

test('mix.exs names the project and what is asked for, for what and on which line', async () => {
  const graph = await readGraph(hexCatalogers, id, { 'mix.lock': lock, 'mix.exs': manifest }, 'mix.lock');
  assert.deepEqual(nodeOf(graph, 'my_app'), { kind: 'project', name: 'my_app', version: '0.3.0', directory: '.' });
  assert.deepEqual(edgesOf(graph).slice(0, 4), [
    'my_app > jason runtime ~> 1.4 @ mix.exs:8',
    'my_app > fork runtime @ mix.exs:10',
    'my_app > acme/secret_name dev >= 0.0.0 @ mix.exs:11',
    'my_app > old test ~> 1.0 @ mix.exs:12',
  ]);
  assert.equal(graph.edges, 'complete');
});

test('the projects of an umbrella are all read', async () => {
  const child =
    'defmodule A do\n def project, do: [app: :child]\n defp deps do\n  [{:jason, "~> 1.0"}, {:sibling, in_umbrella: true}]\n end\nend\n';
  const files = { 'mix.lock': lock, 'mix.exs': manifest, 'apps/child/mix.exs': child, 'deps/jason/mix.exs': manifest };
  const graph = await readGraph(hexCatalogers, id, files, 'mix.lock');
  assert.equal(nodeOf(graph, 'child').directory, 'apps/child');
  assert.ok(edgesOf(graph).includes('child > jason runtime ~> 1.0 @ apps/child/mix.exs:4'));
  for (const path of ['apps/child/mix.exs', 'deps/jason/mix.exs']) {
    assert.deepEqual((await readWith(hexCatalogers, 'hex/mix-exs', files, path)).graphs, [], path);
  }
});

test('an entry that cannot be read is an issue on its line, and the others are read', async () => {
  const text = `%{
  "a": {:hex, :a, "1.0.0", "", [:mix], [{:gone, "~> 1"}, 7], "hexpm", "12"},
  "b": {:hex, call(), "1.0.0"},
  what
  "c": {:svn, "x"},
  "d": 7,
  "e": {:hex, :e},
`;
  const read = await readWith(hexCatalogers, id, { 'mix.lock': text });
  assert.deepEqual(issuesOf(read), [
    'hex/syntax @ 3',
    'hex/syntax @ 4',
    'hex/syntax @ 6',
    'hex/truncated @ 8',
    'hex/checksum @ 2',
    'hex/no-version @ 3',
    'hex/source @ 5',
    'hex/no-version @ 7',
    'hex/dependency @ 2',
    'hex/dependency @ 2',
  ]);
  assert.deepEqual(versionsOf(read.graph), ['a 1.0.0', 'b', 'c', 'e']);
});

test('what is not a map is an issue, no truncation throws or is complete, and there is a limit', async () => {
  for (const text of ['', '[]', '%{', '%{"a": {', `%{"a": ${'['.repeat(10_000)}`]) {
    assert.notEqual((await readWith(hexCatalogers, id, { 'mix.lock': text })).issues.length, 0, text.slice(0, 20));
  }
  for (let length = 0; length < lock.length - 2; length += 5) {
    assert.notEqual((await readWith(hexCatalogers, id, { 'mix.lock': lock.slice(0, length) })).issues.length, 0, String(length));
  }
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 1 } });
  const read = await readWith(hexCatalogers, id, { 'mix.lock': lock }, 'mix.lock', ctx);
  assert.equal(issuesOf(read)[0], 'file/too-many-packages @ 3');
});

test('mix.exs alone asks for packages; a version is known only where it is pinned', async () => {
  const text = manifest.replace(
    '# {:commented, "~> 1.0"},',
    '{:pinned, "== 1.2.3", hex: :real}, {:near, path: "near"}, {:made, version()},',
  );
  const read = await readWith(hexCatalogers, 'hex/mix-exs', { 'mix.exs': text });
  assert.deepEqual(issuesOf(read), ['hex/dynamic @ 9']);
  assert.deepEqual(versionsOf(read.graph), ['jason', 'real 1.2.3', 'fork', 'private', 'old']);
  assert.equal(nodeOf(read.graph, 'near').directory, 'near');
  await readTruncated(hexCatalogers, 'hex/mix-exs', { 'mix.exs': text }, 'mix.exs');
});

const rebar = `{"1.2.0",
[{<<"cowboy">>,{pkg,<<"cowboy">>,<<"2.9.0">>},0},
 {<<"cowlib">>,{pkg,<<"cowlib">>,<<"2.11.0">>},1},
 {<<"fork">>,{git,"https://git.example/fork.git",{ref,"${commit}"}},0}]}.
[
{pkg_hash,[
 {<<"cowboy">>, <<"${inner.toUpperCase()}">>}]},
{pkg_hash_ext,[
 {<<"cowboy">>, <<"${outer.toUpperCase()}">>}]}
].
`;

test('rebar.lock: packages with level, SHA-256 of the package file and line', async () => {
  const graph = await readGraph(hexCatalogers, 'hex/rebar-lock', { 'rebar.lock': rebar });
  assert.deepEqual(versionsOf(graph), ['cowboy 2.9.0', 'cowlib 2.11.0', 'fork']);
  assert.deepEqual(nodeOf(graph, 'cowboy').hashes, [{ algorithm: 'SHA-256', value: outer }]);
  assert.deepEqual(nodeOf(graph, 'fork').source, { kind: 'git', url: 'https://git.example/fork.git', commit });
  assert.deepEqual(edgesOf(graph), ['. > cowboy runtime @ 2', '. > fork runtime @ 4']);
  const old = await readGraph(hexCatalogers, 'hex/rebar-lock', { 'rebar.lock': '[{<<"a">>,{pkg,<<"a">>,<<"1.0">>},0}].\n' });
  assert.deepEqual(versionsOf(old), ['a 1.0']);
});

test('a rebar.lock that is cut off or of another shape is an issue', async () => {
  for (let length = 0; length < rebar.length - 2; length += 3) {
    const read = await readWith(hexCatalogers, 'hex/rebar-lock', { 'rebar.lock': rebar.slice(0, length) });
    // At the end of the first term nothing tells that a second should follow.
    if (rebar.slice(0, length).trimEnd().endsWith('}]}.')) continue;
    assert.notEqual(read.issues.length, 0, String(length));
  }
  const cut = await readWith(hexCatalogers, 'hex/rebar-lock', { 'rebar.lock': rebar.slice(0, 100) });
  assert.deepEqual(versionsOf(cut.graph), ['cowboy 2.9.0', 'cowlib']);
  const wrong = await readWith(hexCatalogers, 'hex/rebar-lock', { 'rebar.lock': '[{<<"a">>,{hg,"x"},0}, {7}].' });
  assert.deepEqual(issuesOf(wrong), ['hex/source @ 1', 'hex/unnamed @ 1']);
});

test('terms of both languages are read', () => {
  const read = (text: string): unknown => parseTerm(text, 0, 10);
  assert.deepEqual(read('"a\\"b" rest'), { term: { kind: 'text', value: 'a"b' }, end: 6 });
  assert.deepEqual(read(':"x y"'), { term: { kind: 'atom', value: 'x y' }, end: 6 });
  assert.deepEqual(read("'x'"), { term: { kind: 'atom', value: 'x' }, end: 3 });
  assert.deepEqual(read('<<"é"/utf8>>'), { term: { kind: 'text', value: 'é' }, end: 12 });
  assert.deepEqual(read('-1_000'), { term: { kind: 'number', value: '-1_000' }, end: 6 });
  for (const text of ['', '"', '"a#{b}"', 'f(x)', 'A.b', '{', '{1 2}', '<<1>>', ':', '&', "'"]) {
    assert.notEqual(parseTerm(text, 0, 10).problem, undefined, text);
  }
});

test('a mix.exs that computes its list of dependencies, or a part of it, is an issue', async () => {
  const project = (deps: string, rest = ''): string => `defmodule A do\n  def project, do: [app: :a, deps: ${deps}]\n${rest}end\n`;
  const texts = {
    'hex/dynamic @ 2': project('Elsewhere.list()'),
    'hex/dynamic @ 4': project('deps()', '  defp deps do\n    base() ++\n      [{:a, "1.0.0"}]\n  end\n'),
    'hex/dynamic @ 3': project('deps()', '  defp deps(:prod) do\n    [{:a, "1.0.0"}]\n  end\n'),
    'hex/dynamic @ 5': project('deps()', '  defp deps do\n    [{:a, "1.0.0"},\n     other]\n  end\n'),
  };
  for (const [issue, text] of Object.entries(texts)) {
    const read = await readWith(hexCatalogers, 'hex/mix-exs', { 'mix.exs': text });
    assert.deepEqual(issuesOf(read), [issue], text);
  }
  for (const text of [
    project('[{:a, "1.0.0"}, {:"b", "1.0.0"}]'),
    project('deps', '  def deps, do: [{:a, "1.0.0"}, {:"b", "1.0.0"}]\n'),
    project('deps()', '  defp deps() do\n    [\n      {:a, "1.0.0"}, # one\n      {:b, "1.0.0"},\n    ]\n  end\n'),
  ]) {
    assert.deepEqual(versionsOf(await readGraph(hexCatalogers, 'hex/mix-exs', { 'mix.exs': text })), ['a 1.0.0', 'b 1.0.0'], text);
  }
});

test('empty texts say nothing, and a name is shown on one line', async () => {
  const text = '%{\n"a": {:hex, :"", "", "", [:mix], [{:"b\nc", ""}], "", ""},\n"d": {:git, "", "", []},\n}';
  const read = await readWith(hexCatalogers, id, { 'mix.lock': text });
  assert.deepEqual(issuesOf(read), ['hex/no-version @ 2', 'hex/source @ 4', 'hex/dependency @ 2']);
  assert.match(read.issues[2]?.message ?? '', /^has a depend on "b\\nc", which/);
  assert.deepEqual(nodeOf(read.graph, 'a'), { name: 'a', kind: 'package', line: 2 });
});
