import { fstatSync, writeSync } from 'node:fs';
import { AppError, messageOf, systemCodeOf, type Progress, type ProgressTask } from '../kernel/index.ts';

/** The only place that prints. Results go to standard output, everything for people beside it to standard error. */
export interface Terminal {
  readonly color: boolean;
  /** Whether standard error takes colours, which may be another place. */
  readonly errColor: boolean;
  /** Columns of standard output. When it is not a terminal: `COLUMNS`, or else 100, so that saved output does not depend on a window. */
  readonly width: number;
  readonly isInteractive: boolean;
  /** Throws `AppError` `output/…` when the result cannot be written, but not when its reader went away. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export interface StandardStreams {
  readonly stdout: StreamFacts;
  readonly stderr: StreamFacts;
}

/**
 * What is behind standard output and standard error. Node takes milliseconds to make a stream of one, so it is asked only about
 * what can be a terminal: a character device.
 */
export function standardStreams(): StandardStreams {
  const factsOf = (descriptor: number, stream: () => StreamFacts): StreamFacts =>
    fstatSync(descriptor).isCharacterDevice() ? stream() : {};
  return { stdout: factsOf(1, () => process.stdout), stderr: factsOf(2, () => process.stderr) };
}

export interface StreamFacts {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Colour as people expect it: `--no-color` and `NO_COLOR` (no-color.org) turn it off, `FORCE_COLOR` (force-color.org) on, else a terminal decides. */
export function wantsColor(stdout: StreamFacts, environment: Environment, flag: boolean | undefined): boolean {
  if (flag !== undefined) return flag;
  if (isSet(environment['NO_COLOR'])) return false;
  const forced = environment['FORCE_COLOR'];
  if (isSet(forced)) return forced !== '0' && forced !== 'false';
  return stdout.isTTY === true && environment['TERM'] !== 'dumb';
}

function isSet(variable: string | undefined): boolean {
  return variable !== undefined && variable !== '';
}

export function createTerminal(
  streams: StandardStreams,
  environment: Environment,
  options: { readonly color?: boolean | undefined },
): Terminal {
  const { CI: ci, TERM: term } = environment;
  return {
    color: wantsColor(streams.stdout, environment, options.color),
    errColor: wantsColor(streams.stderr, environment, options.color),
    width: widthOf(streams.stdout, environment),
    isInteractive: streams.stderr.isTTY === true && term !== 'dumb' && (!isSet(ci) || ci === 'false'),
    out(text) {
      try {
        writeAll(1, text);
      } catch (thrown) {
        throw new AppError('output/standard', `The result cannot be written to standard output: ${messageOf(thrown)}`, {
          cause: thrown,
        });
      }
    },
    err(text) {
      try {
        writeAll(2, text);
      } catch {
        // Whoever does not take the words beside the result shall still have the result and its exit code.
      }
    },
  };
}

const widthElsewhere = 100;
const narrowest = 40;
const widest = 1000;

function widthOf(stdout: StreamFacts, environment: Environment): number {
  const stated = environment['COLUMNS'] ?? '';
  const columns = stdout.isTTY === true ? stdout.columns : /^\d{1,6}$/.test(stated) ? Number(stated) : undefined;
  if (columns === undefined || columns <= 0) return widthElsewhere;
  return Math.min(Math.max(columns, narrowest), widest);
}

/** Writes everything before the process may end, even into a slow pipe. A reader that went away (EPIPE) ends the writing, not the program. */
function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (thrown) {
      const code = systemCodeOf(thrown);
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw thrown;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

const redrawMilliseconds = 80;
const barCells = 24;

/** A bar on standard error of a terminal: drawn only when a task lasts long enough to be seen, and wiped when it ends. */
export function terminalProgress(terminal: Terminal): Progress {
  return {
    start(label, total, unit): ProgressTask {
      let most = total;
      let drawnAt = performance.now() + redrawMilliseconds * 2;
      let isDrawn = false;
      return {
        update(done, newTotal) {
          most = newTotal ?? most;
          const now = performance.now();
          if (now - drawnAt < redrawMilliseconds) return;
          drawnAt = now;
          isDrawn = true;
          terminal.err(`\r\u001b[2K${label} ${drawBar(done, most, unit)}`);
        },
        end() {
          if (isDrawn) terminal.err('\r\u001b[2K');
        },
      };
    },
  };
}

function drawBar(done: number, total: number | undefined, unit: 'bytes' | undefined): string {
  const amount = unit === 'bytes' ? `${(done / 1024 / 1024).toFixed(1)} MiB` : String(done);
  if (total === undefined || total <= 0) return amount;
  const share = Math.min(1, done / total);
  const full = Math.round(share * barCells);
  return `${'█'.repeat(full)}${'░'.repeat(barCells - full)} ${Math.round(share * 100)} %  ${amount}`;
}
