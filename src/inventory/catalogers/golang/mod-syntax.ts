import type { IssueCollector } from '../../../kernel/index.ts';

/** One line of a go.mod or go.work file, with the verb of its block written out: `require a v1` as in `require ( … a v1 … )`. */
export interface ModLine {
  readonly verb: string;
  /** What follows the verb, unquoted. Brackets, commas and `=>` are words of their own. */
  readonly words: readonly string[];
  /** The comment at the end of the line, without its slashes. */
  readonly comment: string;
  /** 1-based. */
  readonly line: number;
}

/**
 * The lexical grammar that go.mod and go.work share: lines of words, `// comments`, blocks in parentheses, strings in double quotes
 * or backquotes. What cannot be read is an issue on its line, and the other lines are still returned.
 * @see https://go.dev/ref/mod#go-mod-file-lexical
 */
export function readModLines(text: string, issues: IssueCollector): readonly ModLine[] {
  const lines: ModLine[] = [];
  let block: { readonly verb: string; readonly line: number } | undefined;
  let line = 0;
  for (const row of text.split('\n')) {
    line += 1;
    const { words, comment, problem } = lexRow(row);
    if (problem !== undefined) {
      issues.add('golang/syntax', problem, line);
      continue;
    }
    const [first, second] = words;
    if (first === undefined) continue;
    if (block === undefined) {
      if (second === OPEN && words.length === 2) block = { verb: first, line };
      else if (second === OPEN && words[2] === CLOSE && words.length === 3) continue;
      else if (words.includes(OPEN) || words.includes(CLOSE))
        issues.add('golang/syntax', 'has a parenthesis where none belongs', line);
      else lines.push({ verb: first, words: words.slice(1), comment, line });
    } else if (first === CLOSE && words.length === 1) {
      block = undefined;
    } else if (words.includes(OPEN) || words.includes(CLOSE)) {
      issues.add('golang/syntax', 'has a parenthesis where none belongs', line);
    } else {
      lines.push({ verb: block.verb, words, comment, line });
    }
  }
  if (block !== undefined) issues.add('golang/truncated', `ends inside the block that "${block.verb} (" begins`, block.line);
  return lines;
}

/** Parentheses carry a character that no word can hold, so that a quoted one is not taken for them. */
const OPEN = '(\n';
const CLOSE = ')\n';

interface Row {
  readonly words: readonly string[];
  readonly comment: string;
  readonly problem?: string;
}

const noWords: readonly string[] = [];
const blankOrPunctuation = /[\s()[\]{},]/;

function lexRow(row: string): Row {
  const words: string[] = [];
  let at = 0;
  while (at < row.length) {
    const character = row.charAt(at);
    if (character === ' ' || character === '\t' || character === '\r') {
      at += 1;
    } else if (row.startsWith('//', at)) {
      return { words, comment: row.slice(at + 2).trim() };
    } else if (character === '(' || character === ')') {
      words.push(character === '(' ? OPEN : CLOSE);
      at += 1;
    } else if (character === '[' || character === ']' || character === ',') {
      words.push(character);
      at += 1;
    } else if (row.startsWith('=>', at)) {
      words.push('=>');
      at += 2;
    } else if (character === '"' || character === '`') {
      const end = endOfString(row, at);
      const value = end === -1 ? undefined : unquote(row.slice(at, end));
      if (value === undefined) return { words: noWords, comment: '', problem: 'has a string that cannot be read' };
      words.push(value);
      at = end;
    } else {
      const end = endOfWord(row, at);
      if (end === at) return { words: noWords, comment: '', problem: `has ${JSON.stringify(character)} where a word was expected` };
      if (row.startsWith('/*', end))
        return { words: noWords, comment: '', problem: 'has a /* comment, which go.mod does not know' };
      words.push(row.slice(at, end));
      at = end;
    }
  }
  return { words, comment: '' };
}

function endOfWord(row: string, start: number): number {
  let at = start;
  while (at < row.length && !blankOrPunctuation.test(row.charAt(at))) {
    if (row[at] === '/' && (row[at + 1] === '/' || row[at + 1] === '*')) break;
    at += 1;
  }
  return at;
}

/** Offset after the closing quote; −1 when there is none on the line. */
function endOfString(row: string, start: number): number {
  const quote = row.charAt(start);
  let at = start + 1;
  while (at < row.length && row[at] !== quote) at += row[at] === '\\' && quote === '"' ? 2 : 1;
  return at < row.length ? at + 1 : -1;
}

/** Go's interpreted strings, as far as JSON has the same escapes: module paths and versions need none. */
function unquote(raw: string): string | undefined {
  if (raw.startsWith('`')) return raw.slice(1, -1);
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
