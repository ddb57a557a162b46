/** One option: the same declaration yields the command-line flag, the key in the configuration file, the variable and the documentation. */
export type OptionSpec =
  | (OptionDoc & { readonly kind: 'boolean'; readonly default?: boolean })
  | (OptionDoc & { readonly kind: 'choice'; readonly values: readonly string[]; readonly default?: string })
  /** `place`: an address on the web or a path; a path is resolved where it is written. */
  | (OptionDoc & { readonly kind: 'text' | 'path' | 'place'; readonly placeholder: string; readonly default?: string })
  | (OptionDoc & { readonly kind: 'list'; readonly placeholder: string; readonly default?: readonly string[] });

interface OptionDoc {
  /** One sentence without a full stop. */
  readonly doc: string;
  /** One letter. */
  readonly short?: string;
}

/** Options by their camelCase name, which is their key in `assay.jsonc`; the flag is the same in kebab-case. */
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

type BareValue<S extends OptionSpec> = S extends { readonly kind: 'boolean' }
  ? boolean
  : S extends { readonly kind: 'choice'; readonly values: readonly (infer V)[] }
    ? V
    : S extends { readonly kind: 'list' }
      ? readonly string[]
      : string;

/** The values of a set of options: those with a default are always there. */
export type OptionValues<S extends OptionSpecs> = {
  readonly [K in keyof S]: S[K] extends { readonly default: unknown } ? BareValue<S[K]> : BareValue<S[K]> | undefined;
};

export type OptionValue = string | boolean | readonly string[];

/** `failOn` → `fail-on`. */
export function flagName(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `failOn` → `ASSAY_FAIL_ON`. */
export function variableName(key: string): string {
  return `ASSAY_${flagName(key).replaceAll('-', '_').toUpperCase()}`;
}

/** The candidate that is closest in spelling, when one is close enough to be what was meant: a third of the letters may be wrong, or one. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    const sharesLetters = distance < Math.max(word.length, candidate.length);
    if (sharesLetters && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Optimal string alignment: Levenshtein distance with adjacent transpositions; words longer than 64 characters are not compared. */
function editDistance(a: string, b: string): number {
  if (a.length > 64 || b.length > 64) return Number.POSITIVE_INFINITY;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforePrevious[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    beforePrevious = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
