import { AppError } from './errors.ts';
import { defaultLimits } from './limits.ts';
import type { Ctx, Http, HttpRequest, Log, Progress } from './ports.ts';

export const silentLog: Log = { warn() {}, info() {}, debug() {} };

const silentTask = { update() {}, end() {} };
export const silentProgress: Progress = { start: () => silentTask };

/** Refuses every request: what an offline run is given. */
export const offlineHttp: Http = {
  get(url) {
    return Promise.reject(
      new AppError('http/offline', `${url.host} was not asked: this run is offline`, {
        hint: 'Let it use the network (--no-offline), or give it data that is already here.',
      }),
    );
  },
};

/** The network, loaded when the first request is made. */
export function lazyHttp(ctx: () => Pick<Ctx, 'signal' | 'limits' | 'log'>): Http {
  return {
    async get(url: URL, request: HttpRequest) {
      const { fetchOverHttp } = await import('./http.ts');
      return fetchOverHttp(url, request, ctx());
    },
  };
}

/**
 * A context for library use: silent, offline, with the default limits, unless told otherwise.
 * The clock honours `SOURCE_DATE_EPOCH` when a surface passes one (see `clockFrom`).
 */
export function createContext(parts: Partial<Ctx> = {}): Ctx {
  return {
    signal: parts.signal ?? new AbortController().signal,
    limits: parts.limits ?? defaultLimits,
    log: parts.log ?? silentLog,
    progress: parts.progress ?? silentProgress,
    http: parts.http ?? offlineHttp,
    now: parts.now ?? (() => new Date()),
  };
}

/**
 * The clock of a run: fixed when `SOURCE_DATE_EPOCH` is given, so that the same input gives the same bytes.
 * @see https://reproducible-builds.org/specs/source-date-epoch/
 */
export function clockFrom(sourceDateEpoch: string | undefined): () => Date {
  if (sourceDateEpoch === undefined || sourceDateEpoch === '') return () => new Date();
  const seconds = /^\d{1,12}$/.test(sourceDateEpoch) ? Number(sourceDateEpoch) : Number.NaN;
  if (!(seconds <= lastSecond)) {
    throw new AppError(
      'usage/source-date-epoch',
      `SOURCE_DATE_EPOCH is ${JSON.stringify(sourceDateEpoch)}, not a number of seconds since 1970`,
    );
  }
  const fixed = seconds * 1000;
  return () => new Date(fixed);
}

/** The end of the year 9999: later ones cannot be written in RFC 3339. */
const lastSecond = 253_402_300_799;
