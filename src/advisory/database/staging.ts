import type { DatabaseSync } from 'node:sqlite';

/** Entries that wait, outside the memory of the process, until all of a part are there and can be written in order. */
export interface StagedEntries {
  /** `given` tells apart the records of one id. */
  add(ecosystem: string, name: string, record: string, given: number, packed: string): void;
  /** An ecosystem that the part speaks of, also when it has no entries there. */
  addEcosystem(ecosystem: string): void;
  /**
   * Writes slots, names and entries of the part, and forgets what was staged.
   * @param covered the one ecosystem of which the part has everything; without it, all that are named
   * @param givenOf which of the records of an id counts
   */
  write(part: number, covered: string | undefined, givenOf: (record: string) => number | undefined): void;
}

export function stageEntries(database: DatabaseSync): StagedEntries {
  database.exec(`
    CREATE TABLE IF NOT EXISTS temp.staged (ecosystem TEXT, name TEXT, record TEXT, given INTEGER, packed TEXT);
    DELETE FROM temp.staged;
  `);
  const insert = database.prepare('INSERT INTO temp.staged VALUES (?, ?, ?, ?, ?)');
  const named = new Set<string>();
  return {
    add: (...row) => void insert.run(...row),
    addEcosystem: (ecosystem) => void named.add(ecosystem),
    write(part, covered, givenOf) {
      const writer = new SlotWriter(database, part, covered);
      const rows = database.prepare(
        'SELECT ecosystem, name, record, given, packed FROM temp.staged ORDER BY ecosystem, name, record, rowid',
      );
      rows.setReturnArrays(true);
      for (const row of rows.iterate() as Iterable<unknown>) {
        const [ecosystem, name, record, given, packed] = row as [string, string, string, number, string];
        if (givenOf(record) === given) writer.add(ecosystem, name, packed);
      }
      if (covered !== undefined) named.add(covered);
      writer.end([...named].toSorted());
      named.clear();
      database.exec('DELETE FROM temp.staged');
    },
  };
}

type NameRow = readonly [slot: number | bigint, name: string, entries: number | bigint];

/** Writes entries that come sorted by ecosystem and name: one row for each name, one slot for each ecosystem. */
class SlotWriter {
  readonly #database: DatabaseSync;
  readonly #part: number;
  readonly #covered: string | undefined;
  readonly #insertSlot;
  readonly #insertEntries;
  #ecosystem: string | undefined;
  #slot: number | bigint = 0;
  #names = 0;
  readonly #nameRows: NameRow[] = [];
  #name: string | undefined;
  #packed: string[] = [];
  readonly #written = new Set<string>();

  constructor(database: DatabaseSync, part: number, covered: string | undefined) {
    this.#database = database;
    this.#part = part;
    this.#covered = covered;
    this.#insertSlot = database.prepare('INSERT INTO slots (part, ecosystem, names, is_covered) VALUES (?, ?, 0, ?)');
    this.#insertEntries = database.prepare('INSERT INTO entries (packed) VALUES (?)');
  }

  add(ecosystem: string, name: string, packed: string): void {
    if (ecosystem !== this.#ecosystem) {
      this.#endSlot();
      this.#beginSlot(ecosystem);
    }
    if (name !== this.#name) this.#endName();
    this.#name = name;
    this.#packed.push(packed);
  }

  /** @param ecosystems those that must have a slot: that nothing is known to be wrong there is not that nobody looked */
  end(ecosystems: readonly string[]): void {
    this.#endSlot();
    for (const ecosystem of ecosystems.filter((name) => !this.#written.has(name))) {
      this.#beginSlot(ecosystem);
      this.#endSlot();
    }
    // Table after table, so that the pages of each lie together, as they do after a copy.
    const insertName = this.#database.prepare('INSERT INTO names VALUES (?, ?, ?)');
    for (const row of this.#nameRows) insertName.run(...row);
  }

  #beginSlot(ecosystem: string): void {
    const isCovered = this.#covered === undefined || this.#covered === ecosystem;
    this.#written.add(ecosystem);
    this.#ecosystem = ecosystem;
    this.#names = 0;
    this.#slot = this.#insertSlot.run(this.#part, ecosystem, isCovered ? 1 : 0).lastInsertRowid;
  }

  #endSlot(): void {
    this.#endName();
    if (this.#ecosystem === undefined) return;
    this.#database.prepare('UPDATE slots SET names = ? WHERE slot = ?').run(this.#names, this.#slot);
    this.#ecosystem = undefined;
  }

  #endName(): void {
    if (this.#name === undefined) return;
    const { lastInsertRowid } = this.#insertEntries.run(`[${this.#packed.join(',')}]`);
    this.#nameRows.push([this.#slot, this.#name, lastInsertRowid]);
    this.#names += 1;
    this.#name = undefined;
    this.#packed = [];
  }
}
