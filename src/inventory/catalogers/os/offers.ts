/** Something that an installed package offers under a name: itself, or what it provides. */
export interface Offer {
  /** Of the package in the graph. */
  readonly index: number;
  readonly version: string | undefined;
  /** The package has this name; it does not only provide it. */
  readonly isItself: boolean;
  readonly architecture?: string | undefined;
}

export interface Wanted {
  readonly name: string;
  /** `>= 1.2`. */
  readonly requirement?: string | undefined;
  readonly architecture?: string | undefined;
}

export interface Answer {
  /** Whether the requirement is met; if not, the offers are those of the name, whatever their version. */
  readonly isMet: boolean;
  readonly offers: readonly Offer[];
}

/** How one ecosystem compares what is offered with what is wanted. */
export interface OfferRules {
  /** Undefined when it cannot be told. */
  readonly satisfies: (version: string, requirement: string) => boolean | undefined;
  /** An offer without a version meets a requirement that names one. */
  readonly unversionedMeetsAll: boolean;
}

/** More packages that offer the same cannot all be meant by who wants it. */
const MOST_OFFERS = 16;
const MOST_NAMES = 2_000_000;
const LONGEST_VERSION = 200; // characters
const nothing: Answer = { isMet: false, offers: [] };

/** What the installed packages of a system offer, by name. */
export class Offers {
  readonly #rules: OfferRules;
  readonly #byName = new Map<string, Offer[]>();
  readonly #crowded = new Set<string>();
  #isCut = false;

  constructor(rules: OfferRules) {
    this.#rules = rules;
  }

  add(name: string, offer: Offer): void {
    const offers = this.#byName.get(name);
    if (offers === undefined && this.#byName.size >= MOST_NAMES) this.#isCut = true;
    else if (offers === undefined) this.#byName.set(name, [offer]);
    else if (offers.length < MOST_OFFERS) offers.push(offer);
    else this.#crowded.add(name);
  }

  /** So much is offered, under one name that is wanted or under all, that not all of it was looked at. */
  get isCut(): boolean {
    return this.#isCut;
  }

  /**
   * Who may be meant: of the right version, then of the same architecture, then who has the name itself. Where nobody passes
   * one of these tests, it does not count.
   */
  find({ name, requirement, architecture }: Wanted): Answer {
    const offers = this.#byName.get(name);
    if (offers === undefined) return nothing;
    if (this.#crowded.has(name)) this.#isCut = true;
    const meeting = requirement === undefined ? offers : offers.filter((offer) => this.#meets(offer, requirement));
    const isMet = meeting.length > 0;
    let left: readonly Offer[] = isMet ? meeting : offers;
    if (architecture !== undefined) left = narrow(left, (offer) => offer.architecture === architecture);
    return { isMet, offers: narrow(left, (offer) => offer.isItself) };
  }

  #meets({ version }: Offer, requirement: string): boolean {
    if (version === undefined) return this.#rules.unversionedMeetsAll;
    // Nobody writes longer ones, and each may be compared with each.
    if (version.length > LONGEST_VERSION || requirement.length > LONGEST_VERSION) return true;
    return this.#rules.satisfies(version, requirement) !== false;
  }
}

function narrow(offers: readonly Offer[], test: (offer: Offer) => boolean): readonly Offer[] {
  if (offers.length < 2) return offers;
  const left = offers.filter(test);
  return left.length === 0 ? offers : left;
}
