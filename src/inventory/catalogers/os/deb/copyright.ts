import { parseDeb822 } from './deb822.ts';
import { spdxIdOf } from './licence-names.ts';

const wanted: ReadonlySet<string> = new Set(['format', 'format-specification', 'files', 'license']);
const MOST_LICENCES = 100;
const LONGEST = 1000; // characters

/**
 * The licence of a package as its machine-readable copyright file states it: an SPDX expression of all licences that it names for files.
 * A name whose meaning is certain becomes its id, any other a `LicenseRef-` of that name: nothing is guessed, nothing left out. Undefined for a copyright
 * file in free form.
 * @see https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
 */
export function licenceOfCopyright(text: string): string | undefined {
  // Most files in free form are long, and do not begin like this.
  if (!/^\s*(?:#[^\n]*\n\s*)*format(?:-specification)?\s*:/i.test(text.slice(0, 2000))) return undefined;
  const expressions = new Set<string>();
  let isFirst = true;
  for (const { fields } of parseDeb822(text, { wanted, isFirstLineEnough: true })) {
    const format = fields.get('format') ?? fields.get('format-specification');
    if (isFirst && !/copyright-format|dep-?5/i.test(format?.value ?? '')) return undefined;
    const licence = fields.get('license')?.value ?? '';
    // A paragraph that is neither the first nor of files only gives the text of a licence.
    if (licence.length > LONGEST) return undefined;
    if (licence !== '' && (isFirst || fields.has('files'))) {
      for (const part of conjuncts(licenceExpression(licence))) expressions.add(part);
    }
    isFirst = false;
    if (expressions.size > MOST_LICENCES) return undefined;
  }
  const parts = [...expressions];
  if (parts.length === 0) return undefined;
  return parts.length === 1 ? parts[0] : parts.map((part) => (part.includes(' OR ') ? `(${part})` : part)).join(' AND ');
}

/** What all must be heeded, each by itself where that is easily told. */
function conjuncts(expression: string): readonly string[] {
  return expression.includes(' OR ') ? [expression] : expression.split(' AND ');
}

/** The short names of a field: `A or B, and C` is (A or B) and C; without a comma, `and` binds more strongly. */
export function licenceExpression(names: string): string {
  // The format has no parentheses; with them, what is meant is not certain.
  if (/[()]/.test(names)) return toId(names);
  const [first = '', ...rest] = names.split(/, ?(?=(?:and|or) )/i);
  let expression = alternatives(first);
  for (const part of rest) {
    const [, operator = '', operand = ''] = /^(and|or) (.*)$/i.exec(part) ?? [];
    const word = operator.toUpperCase();
    const other = alternatives(operand);
    expression = `${enclosed(expression, word)} ${word} ${enclosed(other, word)}`;
  }
  return expression;
}

function alternatives(names: string): string {
  return names
    .split(/ or /i)
    .map((all) =>
      all
        .split(/ and /i)
        .map((name) => toId(name.trim()))
        .join(' AND '),
    )
    .join(' OR ');
}

/** In parentheses where the operator beside it would bind it otherwise. */
function enclosed(expression: string, operator: string): string {
  const other = operator === 'AND' ? ' OR ' : ' AND ';
  return expression.includes(other) && !/^\([^()]*\)$/.test(expression) ? `(${expression})` : expression;
}

function toId(name: string): string {
  const id = spdxIdOf(name);
  if (id !== undefined) return id;
  const plain = name
    .replaceAll('+', '-or-later')
    .replaceAll(/[^A-Za-z0-9.-]+/g, '-')
    .slice(0, 100);
  return `LicenseRef-${plain.replace(/^-/, '').replace(/-$/, '') || 'unnamed'}`;
}
