import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { peakMemory, timeInTurn, timeOnce, type Timing } from './measure.ts';

/**
 * `npm run bench [-- RUNS]`: what a user waits for, as whole processes. A ratio compares with a bare `node -e 0` in the same run;
 * absolute times say little on a shared machine.
 */
const runs = Number(process.argv[2] ?? 15);
const data = fileURLToPath(new URL('../../shared/data/', import.meta.url));
const assay = fileURLToPath(new URL('../bin/assay.cjs', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'assay-bench-'));
const bare = ['-e', '0'];
/** Satisfied, policy not met, could not decide: all of them are answers. */
const answers = [0, 1, 3];

console.log(`node ${process.version}, ${runs} runs each in turn with node -e 0, medians\n`);
console.log(row('what', 'time', 'node -e 0', 'ratio', 'goal', 'peak memory'));
try {
  compare('assay --version', [assay, '--version'], '1.5');
  if (existsSync(data)) {
    const database = join(scratch, 'db');
    importAll(database);
    for (const [file, goal] of [
      ['frontend/package-lock.json', '4'],
      ['sigstore-js/package-lock.json', '-'],
      ['zod/pnpm-lock.yaml', '-'],
      ['trustify/Cargo.lock', '-'],
      ['guarddog/poetry.lock', '-'],
      ['syft/go.mod', '-'],
    ] as const) {
      compare(`scan ${file}`, [assay, 'scan', join(data, 'lockfiles', file), '--db', database, '--offline'], goal);
    }
  } else {
    console.log('../shared/data is not here: scans and the import are not measured');
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function compare(name: string, words: readonly string[], goal: string): void {
  const [measured, start] = timeInTurn([words, bare], runs, answers) as [Timing, Timing];
  const ratio = measured.median / start.median;
  console.log(
    row(
      name,
      ms(measured),
      ms(start),
      `${ratio.toFixed(2)} x`,
      goal === '-' ? '' : `${goal} x`,
      `${peakMemory(words, answers).toFixed(0)} MiB`,
    ),
  );
}

function importAll(database: string): void {
  const words = [assay, 'db', 'update', '--from', join(data, 'osv'), '--db', database];
  const times: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    rmSync(database, { recursive: true, force: true });
    times.push(timeOnce(words, answers));
  }
  rmSync(database, { recursive: true, force: true });
  const memory = peakMemory(words, answers);
  const median = times.toSorted((a, b) => a - b)[1] ?? 0;
  console.log(
    row('db update --from shared/data/osv', `${(median / 1000).toFixed(2)} s`, '', '', '5 s', `${memory.toFixed(0)} MiB`),
  );
}

function ms(timing: Timing): string {
  return `${timing.median.toFixed(0)} ms`;
}

function row(...cells: readonly string[]): string {
  const widths = [36, 10, 10, 8, 6, 12];
  return cells.map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))).join('  ');
}
