import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { libraryEntries } from './library-entries.ts';
import { writeNotices } from './notices.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
rmSync('dist', { recursive: true, force: true });

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
const common = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
  define: { ASSAY_VERSION: JSON.stringify(version) },
} as const;

/** Third-party packages that only some runs need: each becomes a file of its own, which is read when it is first asked for. */
const vendored = ['ae-cvss-calculator', 'ignore', 'js-yaml', 'smol-toml'];

// One file, because every file costs a start a millisecond. Its modules are wrapped, so that each is evaluated when it is first
// asked for, and V8 keeps the compiled code in its cache.
const cli = await build({
  ...common,
  format: 'cjs',
  entryPoints: { main: 'src/cli/main.ts' },
  outdir: 'dist/cli',
  outExtension: { '.js': '.cjs' },
  plugins: [apart(vendored)],
  // Less to read at every start. Names that matter in a bug report are in its hints and codes; a source map lies beside it.
  minify: true,
  sourcemap: 'external',
  // What `import.meta.url` is for is answered by the definition above; without a value the bundler warns.
  define: { ...common.define, 'import.meta.url': '__filename' },
});
const vendor = await build({
  ...common,
  format: 'cjs',
  entryPoints: Object.fromEntries(vendored.map((name) => [name, name])),
  outdir: 'dist/cli/vendor',
  outExtension: { '.js': '.cjs' },
  minify: true,
});
const library = await build({
  ...common,
  format: 'esm',
  splitting: true,
  entryPoints: libraryEntries,
  outdir: 'dist/lib',
  chunkNames: 'chunks/[name]-[hash]',
  // CommonJS libraries that are bundled ask for Node's own modules by `require`.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
writeNotices([cli.metafile, vendor.metafile, library.metafile], 'dist/THIRD-PARTY-NOTICES.txt');

const types = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
process.exitCode = types.status ?? 1;

/** Leaves these packages out of a bundle and has them read from beside it. */
function apart(names: readonly string[]): Plugin {
  return {
    name: 'apart',
    setup(builder) {
      const filter = new RegExp(`^(?:${names.join('|')})$`);
      builder.onResolve({ filter }, ({ path, kind }) =>
        kind === 'entry-point' ? undefined : { path: `./vendor/${path}.cjs`, external: true },
      );
    },
  };
}
