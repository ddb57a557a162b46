import type { CatalogExamples } from '../example.ts';

const inner = 'ab'.repeat(32);
const outer = 'cd'.repeat(32);
const commit = '0123456789abcdef0123456789abcdef01234567';
const mixExs = `defmodule App.MixProject do\n  use Mix.Project\n\n  def project do\n    [app: :app, version: "0.1.0", deps: deps()]\n  end\n\n  defp deps do\n    [\n      {:a, "~> 1.0"},\n      {:b, "2.0.0", only: :test},\n      {:c, git: "https://git.example/c.git", branch: "main"}\n    ]\n  end\nend\n`;

export const hexExamples: CatalogExamples = {
  'hex/mix-lock': {
    paths: ['mix.lock'],
    packages: ['a 1.0.0', 'b 2.0.0', 'c'],
    files: {
      'mix.exs': mixExs,
      'mix.lock': `%{\n  "a": {:hex, :a, "1.0.0", "${inner}", [:mix], [{:b, "~> 2.0", [hex: :b, repo: "hexpm", optional: false]}], "hexpm", "${outer}"},\n  "b": {:hex, :b, "2.0.0", "${inner}", [:mix, :rebar3], [], "hexpm", "${outer}"},\n  "c": {:git, "https://git.example/c.git", "${commit}", [branch: "main"]},\n}\n`,
    },
  },
  'hex/rebar-lock': {
    paths: ['rebar.lock'],
    packages: ['a 1.0.0', 'b 2.0.0', 'c'],
    files: {
      'rebar.lock': `{"1.2.0",\n[{<<"a">>,{pkg,<<"a">>,<<"1.0.0">>},0},\n {<<"b">>,{pkg,<<"b">>,<<"2.0.0">>},1},\n {<<"c">>,\n  {git,"https://git.example/c.git",\n       {ref,"${commit}"}},\n  0}]}.\n[\n{pkg_hash,[\n {<<"a">>, <<"${inner.toUpperCase()}">>}]},\n{pkg_hash_ext,[\n {<<"a">>, <<"${outer.toUpperCase()}">>}]}\n].\n`,
    },
  },
  'hex/mix-exs': { paths: ['mix.exs'], packages: ['a', 'b 2.0.0', 'c'], files: { 'mix.exs': mixExs } },
};
