import type * as Workers from 'node:worker_threads';
import type { DigestAlgorithm } from './byte-source.ts';

/** A part of a file. */
export interface DigestTask {
  readonly path: string;
  readonly start: number;
  readonly bytes: number;
  readonly algorithm: DigestAlgorithm;
}

/** What the other thread runs: it is given to it as text, so that it needs no file of its own. */
const program = `
const { parentPort } = require('node:worker_threads');
const { openSync, readSync, closeSync } = require('node:fs');
const { createHash } = require('node:crypto');
const buffer = Buffer.allocUnsafeSlow(1024 * 1024);
parentPort.on('message', ({ id, path, start, bytes, algorithm }) => {
  try {
    const descriptor = openSync(path, 'r');
    const hash = createHash(algorithm);
    const end = start + bytes;
    let position = start;
    while (position < end) {
      const read = readSync(descriptor, buffer, 0, Math.min(buffer.length, end - position), position);
      if (read === 0) break;
      hash.update(read === buffer.length ? buffer : buffer.subarray(0, read));
      position += read;
    }
    closeSync(descriptor);
    parentPort.postMessage({ id, digest: position === end ? algorithm + ':' + hash.digest('hex') : undefined });
  } catch {
    parentPort.postMessage({ id, digest: undefined });
  }
});
`;

/** Digests parts of files on another thread, one after the other, while this one does something else. */
export class DigestWorker {
  #worker: Workers.Worker | undefined;
  readonly #waiting = new Map<number, (digest: string | undefined) => void>();
  #tasks = 0;

  /** `sha256:…`; undefined when the part could not be read to its end, or when there is no other thread to be had. */
  digest(task: DigestTask): Promise<string | undefined> {
    const worker = (this.#worker ??= this.#start());
    this.#tasks += 1;
    const id = this.#tasks;
    // Who waits for it keeps the process alive, and nobody else.
    worker.ref();
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      worker.postMessage({ ...task, id }, []);
    });
  }

  close(): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
    this.#giveUp();
  }

  #start(): Workers.Worker {
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const worker = new Worker(program, { eval: true, execArgv: [] });
    worker.on('message', ({ id, digest }: { readonly id: number; readonly digest: string | undefined }) => {
      this.#waiting.get(id)?.(digest);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) worker.unref();
    });
    worker.on('error', () => this.#giveUp());
    return worker;
  }

  #giveUp(): void {
    for (const resolve of this.#waiting.values()) resolve(undefined);
    this.#waiting.clear();
  }
}
