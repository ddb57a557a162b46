import type { Scope } from '../../../model/index.ts';
import { strongerScope } from '../../scope.ts';

/** What one `gem` line of a Gemfile, or one dependency of a gemspec, says. */
export interface DeclaredGem {
  readonly name: string;
  /** As written, joined by commas. */
  readonly requirement?: string;
  readonly scope: Scope;
  /** Asked for on some platforms only, or under a condition: the lockfile need not have it. */
  readonly conditional: boolean;
  readonly path?: string;
  readonly git?: string;
  readonly line: number;
}

export interface GemfileFacts {
  readonly gems: readonly DeclaredGem[];
  /** It has a `gemspec` line: the dependencies of the gem that is developed beside it count too. */
  readonly hasGemspec: boolean;
  /** First line on which code decides, so that there may be more gems and other groups than these. */
  readonly dynamicLine?: number;
}

const literal = /^(?:"([^"#\\]*)"|'([^'\\]*)')/;
const gemCall = /^gem[ (]\s*(.*)$/s;
const groupCall = /^group[ (]\s*(.*?)\)?\s+do$/s;
/** Blocks that change where gems come from or whether they apply, but not their group. */
const plainBlock = /^(?:source|git|github|path|platforms?|install_if|with_options)\b.* do(?: \|\w+\|)?$/;
const conditionalBlock = /^(?:platforms?|install_if)\b/;
const opens = /(?:^(?:if|unless|case|while|until|for|begin|def|class|module)\b|\bdo(?: \|[^|]*\|)?$)/;
const harmless = /^(?:source|ruby|git_source|plugin|#|require(?:_relative)?\b|end$|\}|\)|$)/;
const dynamic = /\b(?:eval_gemfile|instance_eval|eval|load|Dir|File|each|gem)\b/;

/**
 * The plain, declarative lines of a Gemfile: `gem "x", "~> 1", group: :test`, `group :development do`. It is Ruby code and is never
 * run: what is not one of these forms is passed over, and `dynamicLine` says where that could matter.
 * @see https://bundler.io/man/gemfile.5.html
 */
export function parseGemfile(text: string): GemfileFacts {
  const gems: DeclaredGem[] = [];
  const blocks: Block[] = [];
  let hasGemspec = false;
  let dynamicLine: number | undefined;
  for (const { row, line } of statements(text)) {
    const call = gemCall.exec(row)?.[1];
    const group = groupCall.exec(row)?.[1];
    if (row === TOO_LONG) {
      dynamicLine ??= line;
    } else if (call !== undefined) {
      const gem = parseGemCall(call, blocks, line);
      if (gem === undefined) dynamicLine ??= line;
      else gems.push(gem);
    } else if (group !== undefined) {
      blocks.push({ scope: scopeOfGroups(group) });
    } else if (/^gemspec\b/.test(row)) {
      hasGemspec = true;
    } else if (row === 'end') {
      if (blocks.pop() === undefined) dynamicLine ??= line;
    } else if (opens.test(row)) {
      blocks.push({ conditional: !plainBlock.test(row) || conditionalBlock.test(row) });
      if (dynamic.test(row) && !plainBlock.test(row)) dynamicLine ??= line;
    } else if (!harmless.test(row) && dynamic.test(row)) {
      dynamicLine ??= line;
    }
  }
  // Where the ends do not fit the beginnings, no group can be trusted.
  const isBalanced = blocks.length === 0;
  return {
    gems: isBalanced ? gems : gems.map((gem) => Object.assign({}, gem, { scope: 'runtime' as const })),
    hasGemspec,
    ...(dynamicLine === undefined ? {} : { dynamicLine }),
  };
}

interface Block {
  readonly scope?: Scope | undefined;
  readonly conditional?: boolean;
}

/** Lines without comments, joined where a list of arguments goes on: after a comma, or within brackets. */
function* statements(text: string): Generator<{ readonly row: string; readonly line: number }> {
  let pending = '';
  let begin = 0;
  let line = 0;
  for (const raw of text.split('\n')) {
    line += 1;
    if (raw.length > LONGEST_ROW) {
      if (!raw.trimStart().startsWith('#')) yield { row: TOO_LONG, line };
      continue;
    }
    const row = withoutComment(raw).trim();
    if (pending === '') begin = line;
    pending = pending === '' ? row : `${pending} ${row}`;
    if ((row.endsWith(',') || /[[(]$/.test(row)) && pending.length < LONGEST_ROW) continue;
    yield { row: pending, line: begin };
    pending = '';
  }
  if (pending !== '') yield { row: pending, line: begin };
}

const LONGEST_ROW = 4000; // characters
/** Stands for a row that is not looked into. No row can hold it. */
const TOO_LONG = '\n';

function withoutComment(row: string): string {
  const at = row.startsWith('#') ? 0 : row.indexOf(' #');
  return at === -1 ? row : row.slice(0, at);
}

function parseGemCall(call: string, blocks: readonly Block[], line: number): DeclaredGem | undefined {
  const named = literal.exec(call);
  const name = named?.[1] ?? named?.[2];
  if (named === null || name === undefined || name === '') return undefined;
  let rest = call.slice(named[0].length);
  const requirements: string[] = [];
  for (let comma = /^\s*,\s*/.exec(rest); comma !== null; comma = /^\s*,\s*/.exec(rest)) {
    const after = rest.slice(comma[0].length);
    const text = literal.exec(after);
    if (text === null || /^\s*(?:=>|:)/.test(after.slice(text[0].length))) break;
    requirements.push(text[1] ?? text[2] ?? '');
    rest = after.slice(text[0].length);
  }
  const groups = /(?:\bgroups?:|:groups?\s*=>)\s*(\[[^\]]*\]|%[iw]\[[^\]]*\]|:\w+|"\w+"|'\w+')/.exec(rest)?.[1];
  const path = textOption(rest, 'path');
  const git = textOption(rest, 'git') ?? textOption(rest, 'github');
  const scopes = blocks.map((block) => block.scope).filter((scope) => scope !== undefined);
  const scope = groups === undefined ? scopes.at(-1) : scopeOfGroups(groups);
  return {
    name,
    ...(requirements.length === 0 ? {} : { requirement: requirements.join(', ') }),
    scope: scope ?? 'runtime',
    conditional:
      blocks.some((block) => block.conditional === true) || /\b(?:platforms?|install_if)\b|\)?\s(?:if|unless)\s/.test(rest),
    ...(path === undefined ? {} : { path }),
    ...(git === undefined ? {} : { git }),
    line,
  };
}

function textOption(text: string, name: string): string | undefined {
  const match = new RegExp(`(?:\\b${name}:|:${name}\\s*=>)\\s*(?:"([^"#]*)"|'([^']*)')`).exec(text);
  return match?.[1] ?? match?.[2];
}

const scopes: ReadonlyMap<string, Scope> = new Map<string, Scope>([
  ['development', 'dev'],
  ['dev', 'dev'],
  ['test', 'test'],
  ['tests', 'test'],
]);

/** The strongest of the groups that are named; a group that is not known may be in production. */
function scopeOfGroups(text: string): Scope | undefined {
  const list =
    /^%[iw]\[([^\]]*)\]/.exec(text)?.[1]?.split(/\s+/) ?? [...text.matchAll(/:(\w+)|["'](\w+)["']/g)].map((m) => m[1] ?? m[2]);
  const names = list.filter((name) => name !== undefined && name !== '' && name !== 'optional');
  if (names.length === 0) return undefined;
  const fallback: Scope = /\boptional:\s*true\b|:optional\s*=>\s*true/.test(text) ? 'optional' : 'runtime';
  return names.map((name) => scopes.get(name as string) ?? fallback).reduce(strongerScope);
}
