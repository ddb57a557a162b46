import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown, type OutputOptions, type RolldownOutput } from 'rolldown';
import { isInEveryScan, readerChunkOf } from './chunks.ts';
import { libraryEntries } from './library-entries.ts';
import { writeNotices } from './notices.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
rmSync('dist', { recursive: true, force: true });

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };

// CommonJS, because Node starts it faster. Every file costs a start a millisecond, and so does every hundred kilobytes: what a scan
// needs is one file, what one ecosystem needs another, and the rest is read when it is asked for.
const cli = await bundle(
  { main: 'src/cli/main.ts' },
  {
    dir: 'dist/cli',
    format: 'cjs',
    minify: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    codeSplitting: {
      groups: [
        { name: 'scan', test: isInEveryScan, priority: 2 },
        { name: (id: string) => readerChunkOf(id) ?? null, debugName: 'readers', priority: 1 },
      ],
    },
  },
);
const library = await bundle(libraryEntries, {
  dir: 'dist/lib',
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
});
const bundled = [...cli.output, ...library.output].flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
writeNotices(bundled, 'dist/THIRD-PARTY-NOTICES.txt');

const types = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
process.exitCode = types.status ?? 1;

async function bundle(input: Readonly<Record<string, string>>, output: OutputOptions): Promise<RolldownOutput> {
  const bundler = await rolldown({
    input: { ...input },
    platform: 'node',
    external: [/^node:/],
    transform: { define: { ASSAY_VERSION: JSON.stringify(version) } },
    // A reader that is loaded lazily from here and eagerly from there is fine: it is in the chunk of its ecosystem either way.
    checks: { ineffectiveDynamicImport: false },
  });
  const written = await bundler.write(output);
  await bundler.close();
  return written;
}
