import { AppError, messageOf } from './errors.ts';
import type { Ctx, HttpRequest, HttpResponse } from './ports.ts';

/**
 * One GET: bounded in size, silence, redirects and attempts. Redirects from https to http are refused.
 * Any status that a server answers is returned, but 429 and 5xx only after the attempts are used up.
 * Throws `AppError` `http/…` when no answer can be had.
 */
export async function fetchOverHttp(
  url: URL,
  request: HttpRequest,
  ctx: Pick<Ctx, 'signal' | 'limits' | 'log'>,
): Promise<HttpResponse> {
  let failure: unknown;
  for (let attempt = 1; attempt <= ctx.limits.httpAttempts; attempt += 1) {
    if (attempt > 1) await pause(250 * 2 ** (attempt - 2), ctx.signal);
    try {
      const response = await followRedirects(url, request, ctx);
      const isLast = attempt === ctx.limits.httpAttempts;
      if (isLast || (response.status !== 429 && response.status < 500)) return response;
      ctx.log.debug(`${url.href} answered ${response.status}; trying again`);
    } catch (thrown) {
      if (thrown instanceof AppError || ctx.signal.aborted) throw thrown;
      failure = thrown;
      ctx.log.debug(`${url.href}: ${reasonOf(thrown)}; trying again`);
    }
  }
  throw new AppError('http/unreachable', `${url.href} could not be fetched: ${reasonOf(failure)}`, {
    hint: 'Check the network and the address, or work offline from data that is already here.',
    cause: failure,
  });
}

async function followRedirects(start: URL, request: HttpRequest, ctx: Pick<Ctx, 'signal' | 'limits'>): Promise<HttpResponse> {
  let url = start;
  for (let hop = 0; hop <= ctx.limits.httpRedirects; hop += 1) {
    const idle = new IdleTimer(ctx.limits.httpIdleMilliseconds);
    try {
      const response = await fetch(url, {
        headers: { 'user-agent': 'assay', ...request.headers },
        redirect: 'manual',
        signal: AbortSignal.any([ctx.signal, idle.signal]),
      });
      const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
      if (location === null) return await readBody(response, url, request, idle);
      await response.body?.cancel();
      url = redirectTarget(url, location);
    } finally {
      idle.stop();
    }
  }
  throw new AppError('http/redirects', `${start.href} redirects more than ${ctx.limits.httpRedirects} times`);
}

function redirectTarget(from: URL, location: string): URL {
  const to = new URL(location, from);
  if (to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:')) return to;
  throw new AppError('http/redirect-refused', `${from.href} redirects to ${to.href}, which is not encrypted`);
}

async function readBody(response: Response, url: URL, request: HttpRequest, idle: IdleTimer): Promise<HttpResponse> {
  const stated = Number(response.headers.get('content-length') ?? Number.NaN);
  const total = Number.isFinite(stated) ? stated : undefined;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  if (response.body !== null) {
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      idle.touch();
      bytes += chunk.length;
      if (bytes > request.maxBytes) {
        throw new AppError('http/too-large', `${url.href} is larger than ${request.maxBytes} bytes`);
      }
      chunks.push(chunk);
      request.onProgress?.(bytes, total);
    }
  }
  return { status: response.status, headers: new Map(response.headers), body: Buffer.concat(chunks, bytes) };
}

/** Aborts when nothing has come for a while: a slow answer is fine, an endless silence is not. */
class IdleTimer {
  readonly #controller = new AbortController();
  readonly #milliseconds: number;
  #timer: NodeJS.Timeout;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
    this.#timer = this.#arm();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  touch(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#arm();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #arm(): NodeJS.Timeout {
    return setTimeout(() => this.#controller.abort(new Error(`no answer for ${this.#milliseconds} ms`)), this.#milliseconds);
  }
}

function reasonOf(thrown: unknown): string {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return cause === undefined ? messageOf(thrown) : `${messageOf(thrown)} (${messageOf(cause)})`;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
