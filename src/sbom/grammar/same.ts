import { isObject, type DataArray, type DataValue } from '../../kernel/index.ts';

/** Whether two values say the same: the order of members does not count, that of items does. Not recursive deeper than the reader allows. */
export function isSame(a: DataValue | undefined, b: DataValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index += 1) if (!isSame((a as DataArray)[index], (b as DataArray)[index])) return false;
    return true;
  }
  if (!isObject(a) || !isObject(b)) return false;
  let count = 0;
  for (const name of Object.keys(a)) {
    if (a[name] === undefined) continue;
    count += 1;
    if (!isSame(a[name], b[name])) return false;
  }
  let others = 0;
  for (const name of Object.keys(b)) if (b[name] !== undefined) others += 1;
  return count === others;
}

/** 32 bits that are the same for values that are the same. */
export function fingerprint(value: DataValue | undefined): number {
  if (typeof value === 'string') return fingerprintText(value);
  if (typeof value !== 'object' || value === null) return fingerprintText(String(value));
  if (Array.isArray(value)) {
    let mixed = 7;
    for (const item of value as DataArray) mixed = (Math.imul(mixed, 31) + fingerprint(item)) | 0;
    return mixed;
  }
  if (!isObject(value)) return 0;
  let sum = 3;
  for (const name of Object.keys(value)) {
    if (value[name] !== undefined) sum = (sum + Math.imul(fingerprintText(name) ^ 0x9e3779b9, fingerprint(value[name]) | 1)) | 0;
  }
  return sum;
}

/** FNV-1a. */
function fingerprintText(text: string): number {
  let mixed = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193);
  return mixed;
}

/** Index of the first item that repeats an earlier one, or -1. */
export function firstRepeated(items: DataArray): number {
  if (items.length < 2) return -1;
  const seen = new Map<number, number[]>();
  for (const [index, item] of items.entries()) {
    const mark = fingerprint(item);
    const earlier = seen.get(mark);
    if (earlier === undefined) seen.set(mark, [index]);
    else if (earlier.some((at) => isSame(items[at], item))) return index;
    else earlier.push(index);
  }
  return -1;
}
