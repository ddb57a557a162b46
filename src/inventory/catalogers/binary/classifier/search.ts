import type { Classifier, Sign } from './table.ts';

/** Behind the beginning of a literal. */
const WINDOW = 200; // characters
/** A literal that stands in a file more often tells nothing by itself; further places are not looked at. */
const MOST_PLACES = 5000;

/**
 * The version that a sign tells, in any of the stretches of a file. Literals are searched for bytewise, and a regular expression sees only
 * the characters around one: what it takes grows with the length of the file.
 */
export function findVersion(stretches: readonly Buffer[], { signs }: Classifier, captured: readonly string[]): string | undefined {
  for (const sign of signs) {
    for (const near of sign.near) {
      const literal = Buffer.from(
        near.replaceAll(/\{(\d)\}/g, (_, digit: string) => captured[Number(digit)] ?? ''),
        'latin1',
      );
      for (const bytes of stretches) {
        const version = versionNear(bytes, literal, sign);
        if (version !== undefined) return version;
      }
    }
  }
  return undefined;
}

export function holdsLiteral(stretches: readonly Buffer[], text: string): boolean {
  return stretches.some((bytes) => bytes.includes(text, 0, 'latin1'));
}

function versionNear(bytes: Buffer, literal: Buffer, { version, before }: Sign): string | undefined {
  let places = 0;
  for (let at = bytes.indexOf(literal); at !== -1 && places < MOST_PLACES; at = bytes.indexOf(literal, at + 1)) {
    places += 1;
    const start = before === undefined ? at : Math.max(0, at - before);
    // A NUL that ends the text in front of the literal belongs to it.
    const text = bytes.toString('latin1', start, before === undefined ? at + WINDOW : at);
    const found = version.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
