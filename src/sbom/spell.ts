import type { DataValue } from '../kernel/index.ts';

/** A plain value as its text; nothing for one that is not there, and JSON for a list or an object, which has no text of its own. */
export function spell(value: DataValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
