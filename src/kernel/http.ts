import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, messageOf } from './errors.ts';
import type { Ctx, HttpRequest, HttpResponse } from './ports.ts';

/**
 * One GET: bounded in size, silence, redirects and attempts. Redirects from https to http are refused, and headers that
 * could be secret do not follow a redirect to another origin.
 * Any status that a server answers is returned, but 429 and 5xx only after the attempts are used up.
 * Throws `AppError` `http/…` when no answer can be had, and the signal's reason when it is aborted.
 */
export async function fetchOverHttp(
  url: URL,
  request: HttpRequest,
  ctx: Pick<Ctx, 'signal' | 'limits' | 'log'>,
): Promise<HttpResponse> {
  if (!isWebAddress(url)) throw new AppError('http/address', `${addressOf(url)} is not an address on the web`);
  if (hasCredentials(url))
    throw new AppError('http/address', `The address ${addressOf(url)} must not hold a user name or password`);
  const { httpAttempts, httpRetryMilliseconds } = ctx.limits;
  let failure: unknown;
  for (let attempt = 1; attempt <= httpAttempts; attempt += 1) {
    if (attempt > 1) await pause(httpRetryMilliseconds * 2 ** (attempt - 2), ctx.signal);
    try {
      const response = await followRedirects(url, request, ctx);
      const isLast = attempt === httpAttempts;
      if (isLast || (response.status !== 429 && response.status < 500)) return response;
      ctx.log.debug(`${addressOf(url)} answered ${response.status}; trying again`);
    } catch (thrown) {
      ctx.signal.throwIfAborted();
      if (thrown instanceof AppError) throw thrown;
      failure = thrown;
      ctx.log.debug(`${addressOf(url)}: ${reasonOf(thrown)}`);
    }
  }
  throw new AppError('http/unreachable', `${addressOf(url)} could not be fetched: ${reasonOf(failure)}`, {
    hint: 'Check the network and the address, or work offline from data that is already here.',
    cause: failure,
  });
}

async function followRedirects(start: URL, request: HttpRequest, ctx: Pick<Ctx, 'signal' | 'limits'>): Promise<HttpResponse> {
  let url = start;
  let headers: Readonly<Record<string, string>> = { 'user-agent': 'assay', ...request.headers };
  for (let hop = 0; hop <= ctx.limits.httpRedirects; hop += 1) {
    const idle = new IdleTimer(ctx.limits.httpIdleMilliseconds);
    try {
      const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.any([ctx.signal, idle.signal]) });
      const location = isRedirect(response.status) ? response.headers.get('location') : null;
      if (location === null) return await readBody(response, url, request, idle);
      await response.body?.cancel();
      const next = redirectTarget(url, location);
      if (next.origin !== url.origin) headers = withoutSecrets(headers);
      url = next;
    } finally {
      idle.stop();
    }
  }
  throw new AppError('http/redirects', `${addressOf(start)} redirects more than ${ctx.limits.httpRedirects} times`);
}

/** The statuses that fetch follows (Fetch Standard, "redirect status"); 300 and 304 are answers. */
function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

function redirectTarget(from: URL, location: string): URL {
  const to = URL.parse(location, from.href);
  const refuse = (what: string): AppError => new AppError('http/redirect-refused', `${addressOf(from)} redirects to ${what}`);
  if (to === null) throw refuse('something that is no address');
  if (!isWebAddress(to)) throw refuse(`${addressOf(to)}, which is not an address on the web`);
  if (hasCredentials(to)) throw refuse(`${addressOf(to)} with a user name or password`);
  if (from.protocol === 'https:' && to.protocol !== 'https:') throw refuse(`${addressOf(to)}, which is not encrypted`);
  return to;
}

function isWebAddress(url: URL): boolean {
  return url.protocol === 'https:' || url.protocol === 'http:';
}

function hasCredentials(url: URL): boolean {
  return url.username !== '' || url.password !== '';
}

/** An address as it may stand in a message: neither credentials nor a query, which often is one (signed addresses). */
function addressOf(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}${url.search === '' ? '' : '?…'}`;
}

/** What any host may be told. Everything else (`authorization`, tokens under other names) is for the host it was meant for. */
const harmlessHeaders: ReadonlySet<string> = new Set(['accept', 'if-modified-since', 'if-none-match', 'user-agent']);

function withoutSecrets(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => harmlessHeaders.has(name.toLowerCase())));
}

async function readBody(response: Response, url: URL, request: HttpRequest, idle: IdleTimer): Promise<HttpResponse> {
  const total = statedLength(response);
  const tooLarge = new AppError('http/too-large', `${addressOf(url)} is larger than ${request.maxBytes} bytes`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  if (response.body !== null) {
    if (total !== undefined && total > request.maxBytes) {
      await response.body.cancel();
      throw tooLarge;
    }
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      idle.touch();
      bytes += chunk.length;
      if (bytes > request.maxBytes) throw tooLarge;
      chunks.push(chunk);
      request.onProgress?.(bytes, total);
    }
  }
  return { status: response.status, headers: new Map(response.headers), body: Buffer.concat(chunks, bytes) };
}

/** Of the body as it is read: a compressed body is decompressed on the way, and its stated length is another. */
function statedLength(response: Response): number | undefined {
  if (response.headers.has('content-encoding')) return undefined;
  const stated = Number(response.headers.get('content-length') ?? Number.NaN);
  return Number.isSafeInteger(stated) && stated >= 0 ? stated : undefined;
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

/** The innermost cause: around it stand only the words that fetching failed. */
function reasonOf(thrown: unknown): string {
  let reason = thrown;
  while (reason instanceof Error) {
    const inner: unknown = reason instanceof AggregateError ? reason.errors[0] : reason.cause;
    if (inner === undefined) break;
    reason = inner;
  }
  return messageOf(reason);
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  signal.throwIfAborted();
}
