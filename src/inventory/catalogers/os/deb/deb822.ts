export interface Field {
  /** The lines of the value, trimmed, joined by line ends. */
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

/** A paragraph of fields; names in lower case, as case does not matter in them. */
export interface Stanza {
  readonly fields: ReadonlyMap<string, Field>;
  /** 1-based, of its first field. */
  readonly line: number;
}

interface GrowingField {
  value: string;
  readonly line: number;
}

const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const HASH = 0x23;

export interface Deb822Options {
  /** Names in lower case of the fields that are kept. */
  readonly wanted: ReadonlySet<string>;
  /** Leave out the lines in which a value goes on. */
  readonly isFirstLineEnough?: boolean;
  readonly problem?: (message: string, line: number) => void;
}

/**
 * Reads a file of paragraphs of `Name: value` fields, whose values go on in lines that begin with a blank.
 * @see https://manpages.debian.org/deb822
 */
export function* parseDeb822(text: string, options: Deb822Options): Generator<Stanza> {
  const { wanted, isFirstLineEnough = false, problem = ignore } = options;
  let fields = new Map<string, GrowingField>();
  let first: number | undefined;
  let current: GrowingField | 'not wanted' | undefined;
  let line = 0;
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const next = newline === -1 ? text.length : newline;
    const end = next > at && text.charCodeAt(next - 1) === CARRIAGE_RETURN ? next - 1 : next;
    const start = skipBlanks(text, at, end);
    line += 1;
    if (start === end) {
      if (first !== undefined) yield { fields, line: first };
      fields = new Map();
      first = undefined;
      current = undefined;
    } else if (start > at) {
      if (current === undefined) problem('has a line that continues no field', line);
      else if (current !== 'not wanted' && !isFirstLineEnough) current.value += `\n${text.slice(start, end).trimEnd()}`;
    } else if (text.charCodeAt(at) !== HASH) {
      first ??= line;
      current = 'not wanted';
      const colon = text.indexOf(':', at);
      if (colon <= at || colon >= end) {
        problem('has a line that is no field', line);
      } else {
        const name = text.slice(at, colon).trimEnd().toLowerCase();
        if (!wanted.has(name)) {
          // Descriptions and the like are skipped.
        } else if (fields.has(name)) {
          problem(`has the field ${name} twice in one paragraph`, line);
        } else {
          current = { value: text.slice(colon + 1, end).trim(), line };
          fields.set(name, current);
        }
      }
    }
    at = next + 1;
  }
  if (first !== undefined) yield { fields, line: first };
}

function ignore(): void {}

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB)) at += 1;
  return at;
}
