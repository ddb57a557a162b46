import { writeSync } from 'node:fs';
import type { Progress, ProgressTask } from '../kernel/index.ts';

/** The only place that prints. Results go to standard output, everything for people beside it to standard error. */
export interface Terminal {
  readonly color: boolean;
  /** Columns of standard output; 100 when it is not a terminal, so that saved output does not depend on a window. */
  readonly width: number;
  readonly isInteractive: boolean;
  out(text: string): void;
  err(text: string): void;
}

export interface StreamFacts {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

const widthElsewhere = 100;

/** Colour as people expect it: `--no-color` and `NO_COLOR` (no-color.org) turn it off, `FORCE_COLOR` on, else a terminal decides. */
export function wantsColor(
  stdout: StreamFacts,
  environment: Readonly<Record<string, string | undefined>>,
  flag: boolean | undefined,
): boolean {
  if (flag !== undefined) return flag;
  if (environment['NO_COLOR'] !== undefined && environment['NO_COLOR'] !== '') return false;
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stdout.isTTY === true && environment['TERM'] !== 'dumb';
}

export function createTerminal(
  streams: { readonly stdout: StreamFacts; readonly stderr: StreamFacts },
  environment: Readonly<Record<string, string | undefined>>,
  options: { readonly color?: boolean | undefined },
): Terminal {
  const columns = streams.stdout.isTTY === true ? streams.stdout.columns : Number(environment['COLUMNS']);
  return {
    color: wantsColor(streams.stdout, environment, options.color),
    width: columns !== undefined && columns >= 40 ? columns : widthElsewhere,
    isInteractive: streams.stderr.isTTY === true && environment['CI'] === undefined,
    out: (text) => writeAll(1, text),
    err: (text) => writeAll(2, text),
  };
}

/** Writes everything before the process may end, even into a slow pipe. A reader that went away (EPIPE) ends the writing, not the program. */
function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (thrown) {
      const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
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
    start(label, total): ProgressTask {
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
          terminal.err(`\r\u001b[2K${label} ${drawBar(done, most)}`);
        },
        end() {
          if (isDrawn) terminal.err('\r\u001b[2K');
        },
      };
    },
  };
}

function drawBar(done: number, total: number | undefined): string {
  if (total === undefined || total <= 0) return toAmount(done);
  const share = Math.min(1, done / total);
  const full = Math.round(share * barCells);
  return `${'█'.repeat(full)}${'░'.repeat(barCells - full)} ${Math.round(share * 100)} %`;
}

function toAmount(count: number): string {
  return count < 1024 * 100 ? String(count) : `${(count / 1024 / 1024).toFixed(1)} MiB`;
}
