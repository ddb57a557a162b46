import type { Clause } from './clauses.ts';

/** Splits `[1,2),(3,4]` into its intervals; undefined when brackets are missing or anything stands between them. */
export function splitIntervals(text: string): readonly string[] | undefined {
  const intervals: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] !== '[' && text[at] !== '(') return undefined;
    let end = at + 1;
    while (end < text.length && text[end] !== ']' && text[end] !== ')') end += 1;
    if (end === text.length) return undefined;
    intervals.push(text.slice(at, end + 1));
    at = end + 1;
    while (at < text.length && (text[at] === ',' || text[at] === ' ')) at += 1;
  }
  return intervals;
}

/** `[1.0,2.0)` in mathematical notation, `(,1.0]` open at one side, `[1.0]` for exactly that. */
export function readInterval<V>(interval: string, parse: (text: string) => V | undefined): readonly Clause<V>[] | undefined {
  const closedBelow = interval.startsWith('[');
  const closedAbove = interval.endsWith(']');
  const bounds = interval.slice(1, -1).split(',', 3);
  const [low = '', high] = bounds.map((bound) => bound.trim());
  if (bounds.length > 2) return undefined;
  if (high === undefined) {
    const only = parse(low);
    return only === undefined || !closedBelow || !closedAbove ? undefined : [{ relation: '=', version: only }];
  }
  const clauses: Clause<V>[] = [];
  for (const [text, relation] of [
    [low, closedBelow ? '>=' : '>'],
    [high, closedAbove ? '<=' : '<'],
  ] as const) {
    if (text === '') continue;
    const version = parse(text);
    if (version === undefined) return undefined;
    clauses.push({ relation, version });
  }
  return clauses;
}
