/** Something that a document says and the form that it is written in cannot say. */
export interface Loss {
  /** Where it stood in the document that was read, from its root: `components[3].pedigree`. */
  readonly path: string;
  /** What is lost, in a few words. */
  readonly what: string;
  /** Why, as a sentence without a full stop. */
  readonly why: string;
}

/** Gathers losses. Every place is counted; only so many are listed, so that a large document does not need as much memory again. */
export class LossLedger {
  readonly losses: Loss[] = [];
  /** How many there are beside those that are listed. */
  further = 0;
  readonly #limit: number;

  constructor(limit = 10_000) {
    this.#limit = limit;
  }

  add(path: string, what: string, why: string): void {
    if (this.losses.length < this.#limit) this.losses.push({ path, what, why });
    else this.further += 1;
  }

  addAll(losses: readonly Loss[]): void {
    for (const { path, what, why } of losses) this.add(path, what, why);
  }
}
