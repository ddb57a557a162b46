import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { AppError } from './errors.ts';
import { fetchOverHttp } from './http.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { HttpRequest, HttpResponse } from './ports.ts';

/** A server on a free port of this machine, which goes away with the test. */
async function serve(t: TestContext, listener: RequestListener): Promise<URL> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

interface Options extends Partial<HttpRequest> {
  readonly limits?: Partial<Limits>;
  readonly signal?: AbortSignal;
  readonly debug?: (message: string) => void;
}

function get(url: URL | string, { limits, signal, debug, ...request }: Options = {}): Promise<HttpResponse> {
  return fetchOverHttp(
    new URL(url),
    { maxBytes: 1000, ...request },
    {
      signal: signal ?? new AbortController().signal,
      limits: { ...defaultLimits, httpRetryMilliseconds: 1, ...limits },
      log: { warn() {}, info() {}, debug: debug ?? (() => {}) },
    },
  );
}

async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  try {
    await promise;
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  return assert.fail('nothing was thrown');
}

/** Answers with the statuses in turn, the last one again and again. */
function inTurn(...statuses: readonly number[]): { readonly listener: RequestListener; readonly asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    listener: (_, response) => {
      const status = statuses[Math.min(asked, statuses.length - 1)] ?? 200;
      asked += 1;
      response.writeHead(status).end(`answer ${asked}`);
    },
  };
}

/** As fetch would answer, for what a server on this machine cannot do: https. */
function pretend(t: TestContext, answers: Readonly<Record<string, () => Response>>): void {
  t.mock.method(globalThis, 'fetch', (url: URL) => Promise.resolve(answers[url.href]?.() ?? assert.fail(`asked for ${url.href}`)));
}

function redirectTo(location: string): Response {
  return new Response(null, { status: 302, headers: { location } });
}

test('an answer has its status, its headers in lower case and its body', async (t) => {
  const url = await serve(t, (request, response) => {
    const said = [request.method, request.headers['user-agent'], request.headers['x-asked']].join(' ');
    response.writeHead(200, { ETag: '"one"' }).end(said);
  });
  const response = await get(url, { headers: { 'x-asked': 'yes' } });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('etag'), '"one"');
  assert.equal(Buffer.from(response.body).toString(), 'GET assay yes');
});

test('a status that will not change by asking again is the answer', async (t) => {
  for (const status of [204, 300, 400, 401, 404, 410]) {
    const { listener, asked } = inTurn(status);
    assert.equal((await get(await serve(t, listener))).status, status);
    assert.equal(asked(), 1, `status ${status}`);
  }
});

test('503 and 429 are tried again, and the debug log says so', async (t) => {
  for (const status of [503, 429]) {
    const { listener, asked } = inTurn(status, 200);
    const messages: string[] = [];
    const response = await get(await serve(t, listener), { debug: (message) => messages.push(message) });
    assert.equal(Buffer.from(response.body).toString(), 'answer 2');
    assert.equal(asked(), 2);
    assert.match(messages.join('\n'), new RegExp(`answered ${status}; trying again`));
  }
});

test('after the last attempt a 503 or 429 is the answer', async (t) => {
  for (const status of [503, 429]) {
    const { listener, asked } = inTurn(status);
    assert.equal((await get(await serve(t, listener), { limits: { httpAttempts: 3 } })).status, status);
    assert.equal(asked(), 3);
  }
});

test('a connection that breaks off in the body is tried again', async (t) => {
  let asked = 0;
  const url = await serve(t, (_, response) => {
    asked += 1;
    if (asked > 1) return response.end('whole');
    response.writeHead(200, { 'content-length': 100 });
    response.write('half', () => response.destroy());
    return undefined;
  });
  assert.equal(Buffer.from((await get(url)).body).toString(), 'whole');
  assert.equal(asked, 2);
});

test('a body that is always shorter than stated is never an answer', async (t) => {
  let asked = 0;
  const url = await serve(t, (_, response) => {
    asked += 1;
    response.writeHead(200, { 'content-length': 100 });
    response.write('half', () => response.destroy());
  });
  const failure = await failureOf(get(url, { limits: { httpAttempts: 2 } }));
  assert.equal(failure.code, 'http/unreachable');
  assert.equal(asked, 2);
});

test('a refused connection is http/unreachable with the reason and a hint', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const failure = await failureOf(get(`http://127.0.0.1:${port}/data?token=secret`));
  assert.equal(failure.code, 'http/unreachable');
  assert.equal(failure.message, `http://127.0.0.1:${port}/data?… could not be fetched: connect ECONNREFUSED 127.0.0.1:${port}`);
  assert.match(failure.hint ?? '', /network/);
  t.mock.method(globalThis, 'fetch', () => {
    const errors = [new Error('connect ECONNREFUSED ::1:9'), new Error('connect ECONNREFUSED 127.0.0.1:9')];
    return Promise.reject(new TypeError('fetch failed', { cause: new AggregateError(errors) }));
  });
  assert.match((await failureOf(get('http://localhost:9/'))).message, /could not be fetched: connect ECONNREFUSED ::1:9$/);
});

test('redirects are followed up to the limit, relative ones too', async (t) => {
  const url = await serve(t, (request, response) => {
    const left = Number(request.url?.slice(1));
    if (left === 0) return response.end('here');
    const status = [301, 302, 303, 307, 308][left % 5] ?? 302;
    return response
      .writeHead(status, { location: left % 2 === 0 ? `/${left - 1}` : new URL(`/${left - 1}`, url).href })
      .end('gone');
  });
  const limits = { httpRedirects: 5 };
  assert.equal(Buffer.from((await get(new URL('/5', url), { limits })).body).toString(), 'here');
  const failure = await failureOf(get(new URL('/6', url), { limits }));
  assert.equal(failure.code, 'http/redirects');
  assert.match(failure.message, /redirects more than 5 times/);
});

test('a redirect loop ends at the limit, and is not tried again', async (t) => {
  let asked = 0;
  const url = await serve(t, (_, response) => {
    asked += 1;
    response.writeHead(302, { location: '/' }).end();
  });
  assert.equal((await failureOf(get(url, { limits: { httpRedirects: 3 } }))).code, 'http/redirects');
  assert.equal(asked, 4);
});

test('a redirect status without a place to go, and a 300 or 304 with one, are answers', async (t) => {
  const url = await serve(t, (request, response) => {
    const status = Number(request.url?.slice(1));
    response.writeHead(status, status === 302 ? {} : { location: '/200' }).end();
  });
  for (const status of [302, 300, 304]) assert.equal((await get(new URL(`/${status}`, url))).status, status);
});

test('a redirect from https to http, to no web address or to one with a password is refused at once', async (t) => {
  const from = 'https://registry.example/data?signature=secret';
  const refused = [
    ['http://registry.example/data', 'redirects to http://registry.example/data, which is not encrypted'],
    ['file:///etc/passwd', 'redirects to file:///etc/passwd, which is not an address on the web'],
    ['data:text/plain,hello', 'which is not an address on the web'],
    ['https://', 'redirects to something that is no address'],
    ['https://user:secret@mirror.example/', 'redirects to https://mirror.example/ with a user name or password'],
  ] as const;
  for (const [location, message] of refused) {
    let asked = 0;
    pretend(t, { [from]: () => ((asked += 1), redirectTo(location)) });
    const failure = await failureOf(get(from));
    t.mock.restoreAll();
    assert.equal(failure.code, 'http/redirect-refused');
    assert.ok(failure.message.startsWith('https://registry.example/data?… ') && failure.message.endsWith(message), failure.message);
    assert.doesNotMatch(failure.message, /secret/);
    assert.equal(asked, 1);
  }
});

test('a redirect from http to https is followed', async (t) => {
  pretend(t, {
    'http://registry.example/': () => redirectTo('https://registry.example/'),
    'https://registry.example/': () => new Response('safe'),
  });
  assert.equal(Buffer.from((await get('http://registry.example/')).body).toString(), 'safe');
});

test('headers that could be secret are not sent on to another origin', async (t) => {
  const headers = { Authorization: 'Bearer secret', 'private-token': 'secret', Accept: 'text/plain', 'if-none-match': '"one"' };
  const seen: string[] = [];
  const show: RequestListener = (request, response) => {
    const { authorization, accept } = request.headers;
    seen.push([authorization, request.headers['private-token'], accept, request.headers['if-none-match']].join(' '));
    response.end();
  };
  const other = await serve(t, show);
  const own = await serve(t, (request, response) => {
    if (request.url === '/same') return show(request, response);
    return response.writeHead(302, { location: request.url === '/away' ? other.href : '/same' }).end();
  });
  await get(new URL('/near', own), { headers });
  await get(new URL('/away', own), { headers });
  assert.deepEqual(seen, ['Bearer secret secret text/plain "one"', '  text/plain "one"']);
});

test('an address that is not on the web or that holds a password is refused, and the password is not repeated', async () => {
  const file = await failureOf(get('file:///etc/passwd'));
  assert.equal(file.code, 'http/address');
  assert.equal((await failureOf(get('data:text/plain,hello'))).code, 'http/address');
  const failure = await failureOf(get('https://user:secret@registry.example/data'));
  assert.equal(failure.code, 'http/address');
  assert.equal(failure.message, 'The address https://registry.example/data must not hold a user name or password');
});

test('a body may be as large as the bound and no larger, with a stated length and without', async (t) => {
  const url = await serve(t, (request, response) => {
    const body = Buffer.alloc(Number(request.url?.slice(2)), 'x');
    if (request.url?.startsWith('/s') === true) response.setHeader('content-length', body.length);
    else response.write(body.subarray(0, 1));
    response.end(body.subarray(response.headersSent ? 1 : 0));
  });
  for (const kind of ['s', 'c']) {
    assert.equal((await get(new URL(`/${kind}1000`, url))).body.length, 1000);
    const failure = await failureOf(get(new URL(`/${kind}1001`, url)));
    assert.equal(failure.code, 'http/too-large');
    assert.match(failure.message, /is larger than 1000 bytes/);
  }
});

test('a body without end is cut off at the bound, and the server is left alone', async (t) => {
  let asked = 0;
  const closed = Promise.withResolvers<undefined>();
  const url = await serve(t, (_, response) => {
    asked += 1;
    response.on('close', () => closed.resolve(undefined));
    pour(response);
  });
  assert.equal((await failureOf(get(url, { maxBytes: 100_000 }))).code, 'http/too-large');
  await closed.promise;
  assert.equal(asked, 1);
});

function pour(response: ServerResponse): void {
  while (!response.destroyed && response.write(Buffer.alloc(10_000)));
  if (!response.destroyed) response.once('drain', () => pour(response));
}

test('the bound is one of the decompressed body, and progress then knows no total', async (t) => {
  const url = await serve(t, (request, response) => {
    const body = gzipSync(Buffer.alloc(Number(request.url?.slice(1)), 'x'));
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length }).end(body);
  });
  const seen: (readonly [number, number | undefined])[] = [];
  const response = await get(new URL('/1000', url), { onProgress: (...progress) => seen.push(progress) });
  assert.equal(response.body.length, 1000);
  assert.deepEqual(seen.at(-1), [1000, undefined]);
  assert.equal((await failureOf(get(new URL('/5000000', url)))).code, 'http/too-large');
});

test('progress counts the bytes towards the stated length', async (t) => {
  const url = await serve(t, (_, response) => {
    response.writeHead(200, { 'content-length': 600 });
    response.write(Buffer.alloc(200), () => setImmediate(() => response.end(Buffer.alloc(400))));
  });
  const seen: (readonly [number, number | undefined])[] = [];
  await get(url, { onProgress: (...progress) => seen.push(progress) });
  assert.deepEqual(seen.at(-1), [600, 600]);
  assert.deepEqual(
    seen.map(([done]) => done),
    seen.map(([done]) => done).toSorted((a, b) => a - b),
  );
});

test('304 has an empty body, whatever length it states', async (t) => {
  pretend(t, { 'https://registry.example/': () => new Response(null, { status: 304, headers: { 'content-length': '999999' } }) });
  const response = await get('https://registry.example/');
  assert.equal(response.status, 304);
  assert.equal(response.body.length, 0);
  t.mock.restoreAll();
  const url = await serve(t, (request, answer) => {
    answer.writeHead(request.headers['if-none-match'] === '"one"' ? 304 : 200, { etag: '"one"' }).end();
  });
  assert.equal((await get(url, { headers: { 'if-none-match': '"one"' } })).status, 304);
});

test('a server that never answers, or falls silent after the headers or within the body, is given up', async (t) => {
  const silences: readonly RequestListener[] = [
    () => {},
    (_, response) => response.flushHeaders(),
    (_, response) => void response.writeHead(200, { 'content-length': 10 }).write('half'),
  ];
  for (const silence of silences) {
    const messages: string[] = [];
    const limits = { httpIdleMilliseconds: 30, httpAttempts: 2 };
    const failure = await failureOf(get(await serve(t, silence), { limits, debug: (message) => messages.push(message) }));
    assert.equal(failure.code, 'http/unreachable');
    assert.match(failure.message, /no answer for 30 ms$/);
    assert.equal(messages.length, 2);
  }
});

test('a slow answer is waited for as long as something comes', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(globalThis, 'fetch', (_: URL, { signal }: { readonly signal: AbortSignal }) => {
    let parts = 0;
    const pull = (stream: ReadableStreamDefaultController<Uint8Array>): void => {
      t.mock.timers.tick(999);
      parts += 1;
      if (signal.aborted) stream.error(signal.reason);
      else if (parts > 5) stream.close();
      else stream.enqueue(Buffer.from('x'));
    };
    const body = new ReadableStream({ pull }, { highWaterMark: 0 });
    return Promise.resolve(new Response(body));
  });
  const limits = { httpIdleMilliseconds: 1000, httpAttempts: 1 };
  assert.equal((await get('https://registry.example/', { limits })).body.length, 5);
  limits.httpIdleMilliseconds = 999;
  assert.match((await failureOf(get('https://registry.example/', { limits }))).message, /no answer for 999 ms$/);
});

test('an abort ends a request, its body and the pause before the next attempt, with the reason of the abort', async (t) => {
  const reason = new AppError('interrupted', 'Interrupted');
  const before = AbortSignal.abort(reason);
  const url = await serve(t, (request, response) => {
    if (request.url === '/503') response.writeHead(503).end();
    else if (request.url === '/body') response.write('half');
    controller.abort(reason);
  });
  let controller = new AbortController();
  await assert.rejects(get(url, { signal: before }), reason);
  for (const path of ['/', '/body', '/503']) {
    controller = new AbortController();
    const limits = { httpRetryMilliseconds: 60_000 };
    await assert.rejects(get(new URL(path, url), { signal: controller.signal, limits }), reason);
  }
});
