/** The version of a CSAF document: a whole number or a semantic version (CSAF 2.0 section 3.1.11). */
export interface Release {
  readonly text: string;
  readonly isSemantic: boolean;
  readonly major: number;
  /** One, or three. */
  readonly numbers: readonly number[];
  readonly pre?: string;
  readonly build?: string;
}

const form = /^(\d{1,15})(?:\.(\d{1,15})\.(\d{1,15})(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?)?$/;

/** Undefined for what is neither. */
export function parseRelease(text: string): Release | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const [, major, minor, patch, pre, build] = match;
  const numbers = [major, minor, patch].filter((part) => part !== undefined).map(Number);
  return {
    text,
    isSemantic: minor !== undefined,
    major: Number(major),
    numbers,
    ...(pre === undefined ? {} : { pre }),
    ...(build === undefined ? {} : { build }),
  };
}

/** Semantic versioning 2.0.0, clause 11; a whole number is its first part. */
export function compareReleases(a: Release, b: Release): number {
  for (let index = 0; index < 3; index += 1) {
    const order = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (order !== 0) return order;
  }
  return comparePre(a.pre, b.pre);
}

function comparePre(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  const left = a.split('.');
  const right = b.split('.');
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const order = compareIdentifiers(left[index] as string, right[index] as string);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareIdentifiers(a: string, b: string): number {
  if (a === b) return 0;
  const isNumberA = /^\d+$/.test(a);
  if (isNumberA !== /^\d+$/.test(b)) return isNumberA ? -1 : 1;
  if (isNumberA && Number(a) !== Number(b)) return Number(a) - Number(b);
  return a < b ? -1 : 1;
}

/**
 * Orders two RFC 3339 times, to any number of decimals. What is no time comes before every time, and such texts by themselves
 * in the order of their letters.
 */
export function compareTimes(a: string, b: string): number {
  const left = instantOf(a);
  const right = instantOf(b);
  return left.seconds - right.seconds || compareText(left.decimals, right.decimals) || (left.isTime ? 0 : compareText(a, b));
}

const timeForm = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/i;

function instantOf(text: string): { readonly seconds: number; readonly decimals: string; readonly isTime: boolean } {
  const match = timeForm.exec(text);
  const seconds = match === null ? Number.NaN : Date.parse(`${match[1] ?? ''}${match[3] ?? ''}`.toUpperCase());
  if (Number.isNaN(seconds)) return { seconds: Number.MIN_SAFE_INTEGER, decimals: '', isTime: false };
  return { seconds, decimals: (match?.[2] ?? '').replace(/0+$/, ''), isTime: true };
}

/** Whether `compareTimes` knows it as a time. */
export function isTime(text: string): boolean {
  return instantOf(text).isTime;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
