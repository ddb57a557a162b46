import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/**
 * `npm test`: the checks that need no run (types, lint, format, generated reference), then every test.
 * It closes with `N passed, N failed`, in which each check counts as one.
 * `npm test -- PATTERN…` runs only the tests of the files that match.
 */
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const patterns = process.argv.slice(2);
const checks: readonly (readonly [string, readonly string[]])[] = [
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit']],
  ['lint', ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings']],
  ['format', ['node_modules/oxfmt/bin/oxfmt', '--check']],
  ['reference', ['scripts/reference.ts', '--check']],
];

let passed = 0;
let failed = 0;
let skipped = 0;
const skips: string[] = [];

if (patterns.length === 0) {
  for (const [name, words] of checks) {
    const code = await run(words);
    if (code === 0) passed += 1;
    else failed += 1;
    console.log(`${code === 0 ? '✔' : '✖'} ${name}`);
  }
}

const files = patterns.length > 0 ? patterns : ['src/**/*.test.ts', 'test/**/*.test.ts'];
const code = await run(
  [
    '--test',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=tap',
    '--test-reporter-destination=stderr',
    ...files,
  ],
  readTap,
);
if (code !== 0 && failed === 0) failed += 1;
for (const skip of skips) console.log(`skipped: ${skip}`);
console.log(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
process.exitCode = failed === 0 ? 0 : 1;

/** The summary of a TAP stream, and its skips with their reasons. */
function readTap(line: string): void {
  const summary = /^# (pass|fail|skipped|cancelled) (\d+)$/.exec(line);
  if (summary !== null) {
    const count = Number(summary[2]);
    if (summary[1] === 'pass') passed += count;
    else if (summary[1] === 'skipped') skipped += count;
    else failed += count;
  }
  const skip = /^\s*ok \d+ - (.*) # SKIP ?(.*)$/.exec(line);
  if (skip !== null) skips.push(`${skip[1]} (${skip[2]})`);
}

function run(words: readonly string[], onErrorLine?: (line: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'inherit', onErrorLine === undefined ? 'inherit' : 'pipe'] });
    const lines = child.stderr === null ? undefined : createInterface({ input: child.stderr });
    if (onErrorLine !== undefined) lines?.on('line', onErrorLine);
    child.on('error', reject);
    child.on('close', (exitCode) => resolve(exitCode ?? 1));
  });
}
