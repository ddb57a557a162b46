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

const attribute = /^\s*(requires|tool_requires|build_requires|test_requires|python_requires)\s*=\s*(.*)$/;
const call = /\bself\.(requires|tool_requires|build_requires|test_requires)\(\s*(.*)$/;
const literal = /"([^"\\]*)"|'([^'\\]*)'/g;
const LONGEST_ROW = 4000; // characters

/**
 * The references that a conanfile.py writes as plain text: `requires = "a/1.0", "b/2.0"` and `self.requires("a/1.0")`. It is Python
 * and is never run: a call with anything but text is an issue, since what it asks for is not known.
 * @see https://docs.conan.io/2/reference/conanfile.html
 */
export function parseConanfilePy(text: string, issues: IssueCollector): readonly Required[] {
  const required: Required[] = [];
  /** Of an attribute whose list of references goes on over several lines. */
  let open: Scope | undefined;
  let line = 0;
  for (const row of text.split('\n')) {
    line += 1;
    if (row.length > LONGEST_ROW || /^\s*#/.test(row)) continue;
    const called = call.exec(row);
    const assigned = open === undefined && called === null ? attribute.exec(row) : null;
    const kind = called?.[1] ?? assigned?.[1];
    const scope: Scope | undefined = open ?? (kind === undefined ? undefined : (sections.get(kind) ?? 'dev'));
    if (scope === undefined) continue;
    const code = called?.[2] ?? assigned?.[2] ?? row;
    const texts = called === null ? [...code.matchAll(literal)] : [...code.matchAll(literal)].slice(0, 1);
    const isText = called === null || /^["']/.test(code);
    const references = texts.map((match) => match[1] ?? match[2] ?? '').filter((each) => each.includes('/'));
    if (!isText || (called !== null && references.length === 0)) {
      issues.add('conan/dynamic', 'asks for a package that is computed, and is not run', line);
    } else {
      for (const each of references) add(each, scope, line);
    }
    const goesOn =
      assigned !== null ? /(?:[([,]|\\)\s*(?:#.*)?$/.test(code) : open !== undefined && !/[)\]]\s*(?:#.*)?$/.test(code);
    open = goesOn && called === null && code.trim() !== '' ? scope : undefined;
  }
  return required;

  function add(text: string, scope: Scope, at: number): void {
    const reference = parseReference(text);
    if (reference === undefined) issues.add('conan/reference', `has ${shown(text)}, which is not name/version`, at);
    else required.push({ reference, text, scope, line: at });
  }
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
