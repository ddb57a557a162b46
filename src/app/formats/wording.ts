import type { SeverityLevel } from '../../model/index.ts';
import type { NextStep } from '../report.ts';

/** Order in which severities are shown; one that nobody stated stands before what is known to be low. */
export const worstFirst: readonly SeverityLevel[] = ['critical', 'high', 'medium', 'unknown', 'low', 'none'];

/** `1 finding`, `3 findings`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${withThousands(count)} ${count === 1 ? one : many}`;
}

/** `12,345`. Not `toLocaleString`, which loads a locale for it. */
function withThousands(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

const hour = 3_600_000;

/** How long ago, in the unit a person would use; the date when it is yet to come (a clock that is wrong, or fixed). Both RFC 3339. */
export function ageOf(time: string, now: string): string {
  const milliseconds = Date.parse(now) - Date.parse(time);
  if (!Number.isFinite(milliseconds)) return 'at an unknown time';
  if (milliseconds < -hour) return `on ${new Date(time).toISOString().slice(0, 10)}`;
  if (milliseconds < hour) return 'just now';
  if (milliseconds < 48 * hour) return `${countOf(Math.floor(milliseconds / hour), 'hour')} ago`;
  return `${countOf(Math.floor(milliseconds / (24 * hour)), 'day')} ago`;
}

/** A severity in words: what a record calls harmless is a notice, such as that nobody maintains it any more. */
export function levelWord(level: SeverityLevel): string {
  return level === 'none' ? 'notice' : level;
}

const staleDays = 7;

/** Whether advisory data is so old that a week's advisories are missing from it. Both RFC 3339. */
export function isStale(time: string, now: string): boolean {
  return Date.parse(now) - Date.parse(time) > staleDays * 24 * hour;
}

export function stepText(step: NextStep): string {
  return step.command === undefined ? step.text : `${step.text}: ${step.command}`;
}
