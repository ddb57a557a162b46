import { ageOf, countOf, type DatabaseReport } from '../app/index.ts';
import { toPlainText } from '../kernel/index.ts';

type Status = Extract<DatabaseReport, { readonly state: 'open' }>['status'];

/** A line for every part of the database: what, how many, how old, from where. */
export function statusLines(status: Status, now: Date): readonly string[] {
  const rows = status.parts.map((part) => {
    const refused = part.refused === 0 ? '' : `, ${part.refused} refused`;
    const newest = part.newest === undefined ? '' : `, last changed ${part.newest.slice(0, 10)}`;
    return {
      name: toPlainText(part.ecosystem ?? part.key),
      count: `${countOf(part.records - part.withdrawn, 'advisory', 'advisories')}${refused}`,
      rest: `read ${ageOf(part.fetched, now.toISOString())}${newest}, from ${toPlainText(part.origin)}`,
    };
  });
  const nameWidth = Math.max(0, ...rows.map((row) => row.name.length));
  const countWidth = Math.max(0, ...rows.map((row) => row.count.length));
  return rows.map((row) => `  ${row.name.padEnd(nameWidth)}  ${row.count.padStart(countWidth)}  ${row.rest}`);
}
