import { compareReleases, compareTimes, parseRelease } from '../csaf/index.ts';
import type { VexDocument, VexStatement } from './statement.ts';

/**
 * Of several versions of one document only the latest speaks: what it no longer says was taken back. Documents are the same when
 * format, author and id are. Versions that cannot be compared go by their time; of equal ones all speak.
 */
export function withoutSuperseded(statements: readonly VexStatement[]): {
  readonly current: readonly VexStatement[];
  readonly superseded: readonly VexStatement[];
} {
  const latest = new Map<string, VexDocument>();
  for (const { document } of statements) {
    const key = keyOf(document);
    const known = latest.get(key);
    if (known === undefined || compareVersions(document, known) > 0) latest.set(key, document);
  }
  const isCurrent = ({ document }: VexStatement): boolean =>
    compareVersions(document, latest.get(keyOf(document)) ?? document) >= 0;
  return {
    current: statements.filter(isCurrent),
    superseded: statements.filter((statement) => !isCurrent(statement)),
  };
}

function keyOf({ format, author, id }: VexDocument): string {
  return JSON.stringify([format, author, id]);
}

function compareVersions(a: VexDocument, b: VexDocument): number {
  const left = parseRelease(a.version ?? '');
  const right = parseRelease(b.version ?? '');
  const byVersion = left === undefined || right === undefined ? 0 : compareReleases(left, right);
  return byVersion || compareTimes(a.time, b.time);
}
