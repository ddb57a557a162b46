/** An environment marker (PEP 508), as far as it speaks of extras and dependency groups. */
export type Marker =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Marker[] }
  /** Something of the environment, which nobody here knows: it may hold. */
  | { readonly kind: 'environment' }
  | { readonly kind: 'extra' | 'group'; readonly name: string; readonly wanted: boolean };

const mayHoldAlways: Marker = { kind: 'environment' };
const token = /\s*(?:([()])|(===|==|~=|!=|<=|>=|<|>)|"([^"]*)"|'([^']*)'|([A-Za-z_][A-Za-z0-9_.]*))/y;

interface Token {
  readonly kind: 'bracket' | 'operator' | 'text' | 'word';
  readonly text: string;
}

/** Undefined when it is not a marker, or when its parentheses go deeper than `maxLevels`. */
export function parseMarker(text: string, maxLevels: number): Marker | undefined {
  const tokens = tokensOf(text.trim());
  if (tokens === undefined) return undefined;
  const parser = new MarkerParser(tokens, maxLevels);
  const marker = parser.or(0);
  return marker !== undefined && parser.isAtEnd ? marker : undefined;
}

function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) return undefined;
    const [, bracket, operator, double, single, word] = match;
    if (bracket !== undefined) tokens.push({ kind: 'bracket', text: bracket });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else tokens.push({ kind: 'text', text: double ?? single ?? '' });
  }
  return tokens;
}

class MarkerParser {
  readonly #tokens: readonly Token[];
  readonly #maxLevels: number;
  #at = 0;

  constructor(tokens: readonly Token[], maxLevels: number) {
    this.#tokens = tokens;
    this.#maxLevels = maxLevels;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  or(level: number): Marker | undefined {
    return this.#joined('or', () => this.#joined('and', () => this.#one(level)));
  }

  #joined(kind: 'and' | 'or', next: () => Marker | undefined): Marker | undefined {
    const parts: Marker[] = [];
    do {
      const part = next();
      if (part === undefined) return undefined;
      parts.push(part);
    } while (this.#take('word', kind));
    return parts.length === 1 ? parts[0] : { kind, parts };
  }

  #one(level: number): Marker | undefined {
    if (!this.#take('bracket', '(')) return this.#comparison();
    if (level >= this.#maxLevels) return undefined;
    const inner = this.or(level + 1);
    return this.#take('bracket', ')') ? inner : undefined;
  }

  #comparison(): Marker | undefined {
    const left = this.#value();
    const operator = this.#operator();
    const right = this.#value();
    return left === undefined || operator === undefined || right === undefined ? undefined : comparison(left, operator, right);
  }

  #value(): Token | undefined {
    const here = this.#tokens[this.#at];
    if (here?.kind !== 'text' && here?.kind !== 'word') return undefined;
    this.#at += 1;
    return here;
  }

  #operator(): string | undefined {
    const here = this.#tokens[this.#at];
    if (here?.kind === 'operator') {
      this.#at += 1;
      return here.text;
    }
    if (this.#take('word', 'in')) return 'in';
    return this.#take('word', 'not') && this.#take('word', 'in') ? 'not in' : undefined;
  }

  #take(kind: Token['kind'], text: string): boolean {
    const here = this.#tokens[this.#at];
    if (here?.kind !== kind || here.text !== text) return false;
    this.#at += 1;
    return true;
  }
}

/** `extra == "x"` of PEP 508; `"x" in extras` and `"x" in dependency_groups` of PEP 751. */
function comparison(left: Token, operator: string, right: Token): Marker {
  const variable = [left, right].find((side) => side.kind === 'word')?.text;
  const value = [left, right].find((side) => side.kind === 'text')?.text;
  if (value === undefined) return mayHoldAlways;
  if (variable === 'extra' && (operator === '==' || operator === '!=')) {
    return { kind: 'extra', name: value, wanted: operator === '==' };
  }
  if (right.kind === 'word' && (operator === 'in' || operator === 'not in')) {
    if (variable === 'extras') return { kind: 'extra', name: value, wanted: operator === 'in' };
    if (variable === 'dependency_groups') return { kind: 'group', name: value, wanted: operator === 'in' };
  }
  return mayHoldAlways;
}

/** Which extras and dependency groups are chosen. */
export interface Choice {
  readonly hasExtra: (name: string) => boolean;
  readonly hasGroup: (name: string) => boolean;
}

/** Whether there can be an environment in which the marker holds under this choice. */
export function mayHold(marker: Marker, choice: Choice): boolean {
  switch (marker.kind) {
    case 'and':
      return marker.parts.every((part) => mayHold(part, choice));
    case 'or':
      return marker.parts.some((part) => mayHold(part, choice));
    case 'extra':
      return choice.hasExtra(marker.name) === marker.wanted;
    case 'group':
      return choice.hasGroup(marker.name) === marker.wanted;
    case 'environment':
      return true;
  }
}

/** Beyond so many extras in one marker it is not asked of each whether it alone will do. */
const MOST_EXTRAS = 100;

const nothingChosen: Choice = { hasExtra: () => false, hasGroup: () => false };

/**
 * The extras one of which must be chosen for a requirement with this marker to count; empty when it counts without any,
 * and when the marker cannot be read.
 */
export function extrasNeeded(text: string | undefined, maxLevels: number): readonly string[] {
  if (text === undefined || !text.includes('extra')) return [];
  const marker = parseMarker(text, maxLevels);
  if (marker === undefined || mayHold(marker, nothingChosen)) return [];
  const mentioned = [...new Set(extrasIn(marker))];
  if (mentioned.length > MOST_EXTRAS) return mentioned;
  const sufficient = mentioned.filter((one) => mayHold(marker, { ...nothingChosen, hasExtra: (name) => name === one }));
  return sufficient.length > 0 ? sufficient : mentioned;
}

function extrasIn(marker: Marker): readonly string[] {
  if (marker.kind === 'and' || marker.kind === 'or') return marker.parts.flatMap(extrasIn);
  return marker.kind === 'extra' && marker.wanted ? [marker.name] : [];
}
