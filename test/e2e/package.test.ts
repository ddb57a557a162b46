import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { libraryEntries } from '../../scripts/library-entries.ts';
import { repository } from '../kit/assay.ts';
import { scratchDirectory } from '../kit/scratch.ts';

interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly files: readonly string[];
}
const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as Manifest;

test('the exports of the package are the entries of the build', () => {
  const subpaths = Object.keys(manifest.exports).filter((name) => !/package\.json|schemas/.test(name));
  assert.deepEqual(
    subpaths.toSorted(),
    Object.keys(libraryEntries)
      .map((name) => `./${name}`)
      .toSorted(),
  );
});

test('nothing has to be installed with the package', () => {
  assert.equal(manifest.dependencies, undefined);
});

test('every export can be imported from the packed tarball, typed, and does its job', { timeout: 120_000 }, (t) => {
  const directory = scratchDirectory(t);
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', directory], {
      cwd: repository,
      encoding: 'utf8',
    }),
  ) as [{ filename: string; files: { path: string }[] }];
  const paths = packed.files.map((file) => file.path);
  for (const needed of [
    'bin/assay.cjs',
    'dist/cli/main.cjs',
    'dist/THIRD-PARTY-NOTICES.txt',
    'LICENSE',
    'README.md',
    'schemas/scan-report-1.json',
  ]) {
    assert.ok(paths.includes(needed), `${needed} is not in the tarball`);
  }
  assert.ok(!paths.some((path) => /\.test\.|^src\/|^examples\//.test(path)));
  const home = join(directory, 'node_modules/assay');
  mkdirSync(home, { recursive: true });
  execFileSync('tar', ['-xzf', join(directory, packed.filename), '-C', home, '--strip-components=1']);

  writeFileSync(join(directory, 'package.json'), '{"type": "module"}');
  writeFileSync(join(directory, 'use.ts'), useEverything);
  const output = execFileSync(process.execPath, ['use.ts'], { cwd: directory, encoding: 'utf8' });
  assert.equal(output, 'pkg:npm/%40a/b@1.0.0 -1 undefined 1 component met? could not decide\n');

  const config = {
    compilerOptions: {
      strict: true,
      noEmit: true,
      module: 'nodenext',
      target: 'es2024',
      skipLibCheck: false,
      types: ['node'],
      typeRoots: [join(repository, 'node_modules/@types')],
    },
    files: ['use.ts'],
  };
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(config));
  execFileSync(process.execPath, [join(repository, 'node_modules/typescript/bin/tsc'), '-p', directory], { encoding: 'utf8' });

  const version = execFileSync(process.execPath, [join(home, 'bin/assay.cjs'), '--version'], { encoding: 'utf8' });
  assert.match(version, /^assay \d/);
});

const useEverything = `
import { mkdtempSync, writeFileSync } from 'node:fs';
import * as advisory from 'assay/advisory';
import { compareVersions } from 'assay/ecosystem';
import { catalogers, inspectDirectory } from 'assay/inventory';
import { createContext } from 'assay/kernel';
import { isPackage } from 'assay/model';
import { parsePurl, toPurl } from 'assay/purl';
import { readSbomText, toCycloneDx } from 'assay/sbom';
import { scan } from 'assay/scan';

const target = mkdtempSync('./target-');
writeFileSync(target + '/package-lock.json', JSON.stringify({ lockfileVersion: 3, packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } }));
const ctx = createContext();
const outcome = await inspectDirectory(target, ctx);
const { report } = await scan({ target, database: target + '/none', offline: true }, ctx);
const purl = toPurl({ type: 'npm', namespace: '@a', name: 'b', version: '1.0.0' });
if (catalogers.length === 0 || typeof advisory.matchComponents !== 'function' || typeof readSbomText !== 'function' || typeof toCycloneDx !== 'function') throw new Error('an export is missing');
if (!parsePurl(purl).ok) throw new Error('a purl cannot be read');
console.log(purl, compareVersions('npm', '1.0.0', '1.0.1'), compareVersions('npm', 'x', '1'), outcome.value.inventory.components.filter(isPackage).length, 'component', 'met?', report.policy.status);
`;
