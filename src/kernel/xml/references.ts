import { XmlSyntaxError } from './fault.ts';

const reference = /&(?:#([0-9]{1,8})|#x([0-9A-Fa-f]{1,8})|([:A-Z_a-z\x80-\uffff][-.0-9:A-Z_a-z\x80-\uffff]*));|&/g;

/** Section 4.6: the only entities that exist without a document type declaration. */
const predefined: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['apos', "'"],
  ['gt', '>'],
  ['lt', '<'],
  ['quot', '"'],
]);

/**
 * Replaces character references and references to predefined entities (4.1). What they stand for is not looked at again,
 * so that nothing expands. `offset` is where `raw` begins, for the place of an error.
 */
export function resolveReferences(raw: string, offset: number, keepUnknown: boolean): string {
  return raw.replaceAll(reference, (written: string, decimal?: string, hexadecimal?: string, name?: string, at?: number) => {
    const fail = (message: string): never => {
      throw new XmlSyntaxError('xml/syntax', `is not valid XML: it ${message}`, offset + (at ?? 0));
    };
    if (name !== undefined) {
      return predefined.get(name) ?? (keepUnknown ? written : fail(`names an entity ${name}, which is not defined`));
    }
    if (decimal === undefined && hexadecimal === undefined) return fail('has "&" that begins no reference');
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number.parseInt(decimal, 10);
    return isCharacter(code)
      ? String.fromCodePoint(code)
      : fail(`has a reference ${written} to a character that XML does not allow`);
  });
}

/** 2.2: `Char`. */
function isCharacter(code: number): boolean {
  return (
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}
