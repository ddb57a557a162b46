import type { IssueCollector } from '../../../kernel/index.ts';
import type { Scope } from '../../../model/index.ts';
import type { SourceFile } from '../../cataloger.ts';
import { parseReference, type Reference } from './reference.ts';

export interface Required {
  readonly reference: Reference;
  /** As written: `zlib/[>=1.2 <2]`. */
  readonly text: string;
  readonly scope: Scope;
  readonly line: number;
}

/** Tools build a package and are not part of it. */
const sections: ReadonlyMap<string, Scope> = new Map<string, Scope>([
  ['requires', 'runtime'],
  ['tool_requires', 'dev'],
  ['build_requires', 'dev'],
  ['test_requires', 'test'],
]);

/** The sections of a conanfile.txt that ask for packages. @see https://docs.conan.io/2/reference/conanfile_txt.html */
export function parseConanfileTxt(text: string, issues: IssueCollector): readonly Required[] {
  const required: Required[] = [];
  let scope: Scope | undefined;
  let line = 0;
  for (const raw of text.split('\n')) {
    line += 1;
    const row = raw.replace(/(?:^|\s)#.*$/, '').trim();
    const section = /^\[([^\]/]*)\]$/.exec(row)?.[1];
    if (section !== undefined) {
      scope = sections.get(section.trim());
    } else if (row !== '' && scope !== undefined) {
      const reference = parseReference(row);
      if (reference === undefined) issues.add('conan/reference', `has ${shown(row)}, which is not name/version`, line);
      else required.push({ reference, text: row, scope, line });
    }
  }
  return required;
}

const attribute = /^\s*(requires|tool_requires|build_requires|test_requires|python_requires)\s*\+?=(?!=)(.*)$/s;
const call = /\bself\.(requires|tool_requires|build_requires|test_requires)(?:\.add)?\(\s*/g;
/** With the letters before it that make it another kind of text: `f"…"` is computed. */
const literal = /([a-zA-Z]{0,2})(?:"([^"\\]*)"|'([^'\\]*)')/g;
const firstLiteral = /^([a-zA-Z]{0,2})(?:"([^"\\]*)"|'([^'\\]*)')\s*(?=$|[,)\\])/;
const LONGEST_ROW = 4000; // characters

/**
 * The references that a conanfile.py writes as plain text: `requires = "a/1.0", "b/2.0"` and `self.requires("a/1.0")`. It is Python
 * and is never run: where there is anything but text there is an issue, since what it asks for is not known.
 * @see https://docs.conan.io/2/reference/conanfile.html
 */
export function parseConanfilePy(text: string, issues: IssueCollector): readonly Required[] {
  const required: Required[] = [];
  /** Of an attribute whose list of references goes on over several rows, and the brackets that are open in it. */
  let open: { readonly scope: Scope; readonly depth: number } | undefined;
  let line = 0;
  for (const row of text.split(/\r?\n/)) {
    line += 1;
    if (row.length > LONGEST_ROW) {
      issues.add('conan/dynamic', `has a row of more than ${LONGEST_ROW} characters, which is not read`, line);
      continue;
    }
    if (open === undefined && !row.includes('requires')) continue;
    const code = withoutComment(row);
    const assigned = open === undefined ? attribute.exec(code) : null;
    if (assigned === null && open === undefined) {
      for (const match of code.matchAll(call)) addCall(code.slice(match.index + match[0].length), scopeOf(match[1]));
      continue;
    }
    const scope = open?.scope ?? scopeOf(assigned?.[1]);
    const part = readList(assigned?.[2] ?? code);
    for (const each of part.texts) if (each.includes('/')) add(each, scope);
    if (part.isComputed || assigned?.[2]?.trim() === '') computed();
    const depth = (open?.depth ?? 0) + part.depth;
    open = depth > 0 || part.goesOn ? { scope, depth } : undefined;
  }
  return required;

  function addCall(rest: string, scope: Scope): void {
    const [, prefix = '', double, single] = firstLiteral.exec(rest) ?? [];
    const reference = double ?? single;
    if (reference === undefined || !reference.includes('/') || isFormat(prefix)) computed();
    else add(reference, scope);
  }

  function add(written: string, scope: Scope): void {
    const reference = parseReference(written);
    if (reference === undefined) issues.add('conan/reference', `has ${shown(written)}, which is not name/version`, line);
    else required.push({ reference, text: written, scope, line });
  }

  function computed(): void {
    issues.add('conan/dynamic', 'asks for a package that is computed, and is not run', line);
  }
}

function scopeOf(kind: string | undefined): Scope {
  return sections.get(kind ?? '') ?? 'dev';
}

function isFormat(prefix: string): boolean {
  return /f/i.test(prefix);
}

function withoutComment(row: string): string {
  const hash = row.includes('#') ? row.replaceAll(literal, (found) => ' '.repeat(found.length)).indexOf('#') : -1;
  return hash === -1 ? row : row.slice(0, hash);
}

interface ListPart {
  readonly texts: readonly string[];
  /** Brackets that it opens and does not close. */
  readonly depth: number;
  /** There is something else than text and what stands between texts in a list. */
  readonly isComputed: boolean;
  /** By a backslash. */
  readonly goesOn: boolean;
}

function readList(code: string): ListPart {
  const texts: string[] = [];
  const rest = code.replaceAll(literal, (found, prefix: string, double?: string, single?: string) => {
    if (isFormat(prefix)) return found;
    texts.push(double ?? single ?? '');
    return '';
  });
  const depth = rest.replaceAll(/[^([]/g, '').length - rest.replaceAll(/[^)\]]/g, '').length;
  return { texts, depth, isComputed: !/^(?:[\s()[\],\\]|\bNone\b)*$/.test(rest), goesOn: rest.trimEnd().endsWith('\\') };
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}

/** What one conanfile asks for, by the kind that its name says. */
export async function readConanfile(file: SourceFile, issues: IssueCollector): Promise<readonly Required[] | undefined> {
  const text = await file.text();
  issues.addAll(text.issues);
  if (text.value === undefined) return undefined;
  return file.path.endsWith('.py') ? parseConanfilePy(text.value, issues) : parseConanfileTxt(text.value, issues);
}
