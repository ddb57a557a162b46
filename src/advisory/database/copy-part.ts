import type { DatabaseSync } from 'node:sqlite';

/**
 * Copies the records of an unchanged part from the old database, which is attached as `old`. Rows come out in the order in which
 * an import would have put them in, so that it makes no difference to the file whether a part was imported or copied.
 */
export function copyPart(database: DatabaseSync, from: number, to: number): void {
  const next = (table: string): number => {
    const row = database.prepare(`SELECT coalesce(max(rowid), 0) + 1 AS next FROM main.${table}`).get();
    return Number(row?.['next']);
  };
  const first = (column: string, rest: string): number => {
    const row = database.prepare(`SELECT coalesce(min(${column}), 0) AS first FROM ${rest}`).get(from);
    return Number(row?.['first']);
  };
  // Numbers of one part follow each other without gaps: they move together.
  const texts = next('texts') - first('text', 'old.records WHERE part = ?');
  const slots = next('slots') - first('slot', 'old.slots WHERE part = ?');
  const entries = next('entries') - first('entries', 'old.names WHERE slot IN (SELECT slot FROM old.slots WHERE part = ?)');
  const run = (sql: string, ...values: readonly number[]): void => void database.prepare(sql).run(...values);
  run(
    `INSERT INTO main.texts SELECT number + ?, brief, deflated FROM old.texts
     WHERE number IN (SELECT text FROM old.records WHERE part = ?) ORDER BY number`,
    texts,
    from,
  );
  run(
    `INSERT INTO main.records SELECT ?, id, modified, published, withdrawn, rating, text + ? FROM old.records
     WHERE part = ? ORDER BY id`,
    to,
    texts,
    from,
  );
  run(
    `INSERT INTO main.slots SELECT slot + ?, ?, ecosystem, names, is_covered FROM old.slots WHERE part = ? ORDER BY slot`,
    slots,
    to,
    from,
  );
  run(
    `INSERT INTO main.entries SELECT number + ?, packed FROM old.entries
     WHERE number IN (SELECT entries FROM old.names WHERE slot IN (SELECT slot FROM old.slots WHERE part = ?)) ORDER BY number`,
    entries,
    from,
  );
  run(
    `INSERT INTO main.names SELECT slot + ?, name, entries + ? FROM old.names
     WHERE slot IN (SELECT slot FROM old.slots WHERE part = ?) ORDER BY slot, name`,
    slots,
    entries,
    from,
  );
  run('INSERT INTO main.refusals SELECT ?, path, line, code, message FROM old.refusals WHERE part = ? ORDER BY rowid', to, from);
}
