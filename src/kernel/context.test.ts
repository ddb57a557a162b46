import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockFrom, createContext, lazyHttp, offlineHttp } from './context.ts';
import { AppError } from './errors.ts';

const request = { maxBytes: 10 };

test('the clock stands still at SOURCE_DATE_EPOCH', () => {
  const now = clockFrom('1700000000');
  assert.equal(now().toISOString(), '2023-11-14T22:13:20.000Z');
  now().setFullYear(1999);
  assert.equal(now().getUTCFullYear(), 2023);
  assert.equal(clockFrom('0')().toISOString(), '1970-01-01T00:00:00.000Z');
  assert.equal(clockFrom('253402300799')().toISOString(), '9999-12-31T23:59:59.000Z');
});

test('without SOURCE_DATE_EPOCH, or with an empty one, the clock goes', () => {
  for (const epoch of [undefined, '']) {
    const before = Date.now();
    const now = clockFrom(epoch)().getTime();
    assert.ok(before <= now && now <= Date.now());
  }
});

test('a SOURCE_DATE_EPOCH that is no number of seconds, or that RFC 3339 cannot write, is wrong usage', () => {
  for (const epoch of ['yesterday', '-1', '1.5', '1e9', ' 1', '1700000000\n', '253402300800', '9999999999999', '0x10']) {
    assert.throws(
      () => clockFrom(epoch),
      (thrown) => thrown instanceof AppError && thrown.code === 'usage/source-date-epoch',
      epoch,
    );
  }
});

test('an offline run refuses every request, with what to do about it, and does not repeat secrets of the address', async () => {
  await assert.rejects(offlineHttp.get(new URL('https://user:secret@registry.example/data?token=secret'), request), (thrown) => {
    assert.ok(thrown instanceof AppError);
    assert.equal(thrown.code, 'http/offline');
    assert.match(thrown.message, /registry\.example was not asked/);
    assert.match(thrown.hint ?? '', /--no-offline/);
    assert.doesNotMatch(thrown.message, /secret/);
    return true;
  });
});

test('a context is offline, silent and bounded unless told otherwise', () => {
  const ctx = createContext();
  assert.equal(ctx.http, offlineHttp);
  assert.equal(ctx.signal.aborted, false);
  ctx.log.warn('nobody hears this');
  const task = ctx.progress.start('nobody sees this');
  task.update(1);
  task.end();
  const now = (): Date => new Date(0);
  assert.equal(createContext({ now }).now, now);
});

test('the network is asked with the signal and the limits that the run has by then', async () => {
  const http = lazyHttp(() => ctx);
  const ctx = createContext({ http, signal: AbortSignal.abort(new AppError('interrupted', 'Interrupted')) });
  await assert.rejects(ctx.http.get(new URL('http://127.0.0.1:1/'), request), { code: 'interrupted' });
});
