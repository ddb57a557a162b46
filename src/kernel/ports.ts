import type { Limits } from './limits.ts';

/** Messages for people. Nothing in the code prints but the surface that implements this. */
export interface Log {
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}

/** A task that takes long enough for a person to wonder. Surfaces draw it on a terminal only. */
export interface Progress {
  /** `total` in files, records or whatever is counted, or in bytes when `unit` says so. */
  start(label: string, total?: number, unit?: 'bytes'): ProgressTask;
}
export interface ProgressTask {
  /** `done` in the unit of `total`. */
  update(done: number, total?: number): void;
  end(): void;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** The whole body, within the limit the request gave; empty for 304. */
  readonly body: Uint8Array;
}
export interface HttpRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly maxBytes: number;
  readonly onProgress?: (done: number, total: number | undefined) => void;
}
/** The only way to the network. Throws `AppError` `http/…` when no answer can be had. */
export interface Http {
  get(url: URL, request: HttpRequest): Promise<HttpResponse>;
}

/** What every operation is given: nothing is taken from the surroundings. */
export interface Ctx {
  readonly signal: AbortSignal;
  readonly limits: Limits;
  readonly log: Log;
  readonly progress: Progress;
  readonly http: Http;
  readonly now: () => Date;
}
