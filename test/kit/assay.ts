import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../', import.meta.url));
const command = fileURLToPath(new URL('../../bin/assay.cjs', import.meta.url));

const cacheWithoutDatabase = fileURLToPath(new URL('../../node_modules/.cache/assay-test', import.meta.url));

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly directory?: string;
  /** Added to an environment that has a cache without advisories and no colours, and that never reaches the network. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs the built command line as a user would. */
export function assay(words: readonly string[], options: RunOptions = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...words], {
      cwd: options.directory ?? repository,
      env: { PATH: process.env['PATH'] ?? '', XDG_CACHE_HOME: cacheWithoutDatabase, ASSAY_OFFLINE: '1', ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}
