import type { IssueCollector } from '../../../kernel/index.ts';

export interface Paragraph {
  /** By their names in lower case; continuation lines are joined by line ends. */
  readonly fields: ReadonlyMap<string, string>;
  /** 1-based line on which it begins. */
  readonly line: number;
}

/** Paragraphs of `Field: value` lines with blank lines between them, as in Debian's control files. */
export function parseParagraphs(text: string, issues: IssueCollector): readonly Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let fields: Map<string, string> | undefined;
  let name = '';
  let line = 0;
  for (const raw of text.split('\n')) {
    line += 1;
    const row = raw.trimEnd();
    if (row === '') {
      fields = undefined;
      continue;
    }
    if (fields !== undefined && /^\s/.test(row)) {
      fields.set(name, `${fields.get(name) ?? ''}\n${row.trim()}`);
      continue;
    }
    const colon = row.indexOf(':');
    if (colon <= 0 || /^\s/.test(row)) {
      issues.add('vcpkg/syntax', 'has a line that is not a field and its value', line);
      continue;
    }
    if (fields === undefined) {
      fields = new Map();
      paragraphs.push({ fields, line });
    }
    name = row.slice(0, colon).toLowerCase();
    if (fields.has(name)) issues.add('vcpkg/syntax', 'has a field twice in one paragraph', line);
    else fields.set(name, row.slice(colon + 1).trim());
  }
  return paragraphs;
}
