import { ecosystems as knownEcosystems } from '../../ecosystem/index.ts';
import { AppError, complete, type Ctx, type HttpResponse, incomplete, messageOf, type Outcome } from '../../kernel/index.ts';
import { EXPORT_FILE } from './osv-directory.ts';
import { readOsvZip } from './osv-zip.ts';
import type { AdvisorySource, PartContent, PartMark, SourcePart } from './source.ts';

/** The public OSV export. */
export const OSV_EXPORT = 'https://osv-vulnerabilities.storage.googleapis.com';

/**
 * An OSV export over HTTP: `<base>/<Ecosystem>/all.zip`. One that did not change since the last update costs one request.
 * @param ecosystems OSV names; those that Assay understands when it is left out
 */
export function osvUrl(base: string | URL = OSV_EXPORT, ecosystems?: readonly string[]): AdvisorySource {
  const names = ecosystems ?? knownEcosystems.map((ecosystem) => ecosystem.osv);
  return { parts: () => Promise.resolve(complete(names.toSorted().map((name) => urlPart(base, name)))) };
}

function urlPart(base: string | URL, ecosystem: string): SourcePart {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${encodeURIComponent(ecosystem)}/${EXPORT_FILE}`;
  return {
    key: `osv/${ecosystem}`,
    ecosystem,
    origin: url.href,
    async read(previous, ctx) {
      const response = await request(url, ecosystem, previous, ctx);
      return 'status' in response ? contentOf(response, url, ecosystem, previous, ctx) : response;
    },
  };
}

async function request(
  url: URL,
  ecosystem: string,
  previous: PartMark | undefined,
  ctx: Ctx,
): Promise<HttpResponse | Outcome<undefined>> {
  const headers: Record<string, string> = {};
  if (previous?.etag !== undefined) headers['if-none-match'] = previous.etag;
  else if (previous?.lastModified !== undefined) headers['if-modified-since'] = previous.lastModified;
  const task = ctx.progress.start(`${ecosystem}: download`, undefined, 'bytes');
  try {
    return await ctx.http.get(url, {
      headers,
      maxBytes: ctx.limits.archiveBytes,
      onProgress: (done, total) => task.update(done, total),
    });
  } catch (thrown) {
    if (ctx.signal.aborted || !(thrown instanceof AppError)) throw thrown;
    return incomplete(undefined, [{ code: thrown.code, path: url.href, message: `could not be had: ${messageOf(thrown)}` }]);
  } finally {
    task.end();
  }
}

function contentOf(
  response: HttpResponse,
  url: URL,
  ecosystem: string,
  previous: PartMark | undefined,
  ctx: Ctx,
): Outcome<PartContent | 'unchanged' | undefined> {
  if (response.status === 304 && previous !== undefined) return complete('unchanged');
  if (response.status !== 200) {
    const reason = response.status === 404 ? 'is not there' : `could not be had: the server answered ${response.status}`;
    return incomplete(undefined, [{ code: 'advisory/no-export', path: url.href, message: reason }]);
  }
  const { headers, body } = response;
  const etag = headers.get('etag');
  const lastModified = headers.get('last-modified');
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return readOsvZip(
    bytes,
    `${ecosystem}/${EXPORT_FILE}`,
    previous,
    { ...(etag === undefined ? undefined : { etag }), ...(lastModified === undefined ? undefined : { lastModified }) },
    ctx,
  );
}
