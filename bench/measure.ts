import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const peakMemoryHook = fileURLToPath(new URL('./peak-memory.cjs', import.meta.url));

export interface Timing {
  /** Milliseconds of wall time of the whole process. */
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Runs Node with these words once and returns its wall time in milliseconds. Throws when it ends with an exit code that was not expected. */
export function timeOnce(words: readonly string[], expected: readonly number[]): number {
  const started = performance.now();
  const result = spawnSync(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  const elapsed = performance.now() - started;
  if (!expected.includes(result.status ?? -1))
    throw new Error(`node ${words.join(' ')} ended with ${result.status}: ${result.stderr}`);
  return elapsed;
}

/** Times commands in turn (A B A B …) after a warm-up of each, so that drift of the machine meets all of them alike. */
export function timeInTurn(commands: readonly (readonly string[])[], runs: number, expected: readonly number[]): readonly Timing[] {
  for (const words of commands) timeOnce(words, expected);
  const times: number[][] = commands.map(() => []);
  for (let run = 0; run < runs; run += 1)
    for (const [index, words] of commands.entries()) times[index]?.push(timeOnce(words, expected));
  return times.map(toTiming);
}

function toTiming(times: readonly number[]): Timing {
  const sorted = times.toSorted((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 };
}

/** Peak resident memory of Node with these words, in MiB, as the operating system counts it. */
export function peakMemory(words: readonly string[], expected: readonly number[]): number {
  const result = spawnSync(process.execPath, ['--require', peakMemoryHook, ...words], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  if (!expected.includes(result.status ?? -1))
    throw new Error(`node ${words.join(' ')} ended with ${result.status}: ${result.stderr}`);
  return Number(result.output[3]) / 1024;
}
