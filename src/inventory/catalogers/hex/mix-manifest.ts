import { LineIndex } from '../../../kernel/index.ts';
import type { Scope } from '../../../model/index.ts';
import { atomIn, itemsOf, optionIn, parseTerm, textIn, type Term } from './terms.ts';

export interface Declared {
  /** Of the application, which is mostly that of the package. */
  readonly name: string;
  readonly requirement?: string;
  readonly scope: Scope;
  readonly git?: string;
  readonly path?: string;
  /** `hex: :name`: the package, where it is called otherwise. */
  readonly hexName?: string;
  /** `in_umbrella: true`: a sibling of the same umbrella project. */
  readonly isSibling: boolean;
  readonly line: number;
}

export interface MixManifest {
  readonly app?: string;
  readonly version?: string;
  readonly declared: readonly Declared[];
  /** First line on which a dependency is computed. */
  readonly dynamicLine?: number;
}

const candidate = /\{\s*:[a-z_]\w*\s*,/g;
const DEEPEST = 8; // levels

/**
 * The dependencies of a mix.exs: `{:name, "~> 1.0", only: :test}` in its function `deps`, or anywhere where there is none. It is Elixir
 * code and is never run.
 * @see https://hexdocs.pm/mix/Mix.Tasks.Deps.html
 */
export function parseMixManifest(source: string): MixManifest {
  const text = withoutComments(source);
  const lines = new LineIndex(text);
  const app = /\bapp:\s*:(\w+)/.exec(text)?.[1];
  const version = /\bversion:\s*"([^"#\\]+)"/.exec(text)?.[1] ?? /@version\s+"([^"#\\]+)"/.exec(text)?.[1];
  const { start, end } = regionOfDependencies(text);
  const declared: Declared[] = [];
  let dynamicLine: number | undefined;
  let after = start;
  for (const match of text.slice(start, end).matchAll(candidate)) {
    const offset = start + match.index;
    if (offset < after) continue;
    const parsed = parseTerm(text, offset, DEEPEST);
    const line = lines.lineOf(offset);
    const one = parsed.problem === undefined ? toDeclared(parsed.term, line) : undefined;
    if (one === undefined) dynamicLine ??= line;
    else declared.push(one);
    if (parsed.problem === undefined) after = parsed.end;
  }
  return {
    ...(app === undefined ? {} : { app }),
    ...(version === undefined ? {} : { version }),
    declared,
    ...(dynamicLine === undefined ? {} : { dynamicLine }),
  };
}

function regionOfDependencies(text: string): { readonly start: number; readonly end: number } {
  const head = /\bdefp?\s+deps\b/.exec(text);
  if (head === null) return { start: 0, end: text.length };
  const rest = text.slice(head.index);
  const next = /\n[ \t]*(?:end\b|defp?\s)/.exec(rest);
  return { start: head.index, end: next === null ? text.length : head.index + next.index };
}

/** Rows without comments; a `#` inside a text or before an interpolation is none. */
function withoutComments(source: string): string {
  const token = /"(?:[^"\\\n]|\\.)*"|#[^{\n][^\n]*/g;
  return source.replaceAll(token, (found) => (found.startsWith('"') ? found : ''));
}

function toDeclared(term: Term | undefined, line: number): Declared | undefined {
  const items = itemsOf(term, 'tuple');
  const name = atomIn(items?.[0]);
  if (items === undefined || name === undefined) return undefined;
  const requirement = textIn(items[1]);
  // A keyword list at the end of a tuple may go without its brackets.
  const options = itemsOf(items.at(-1), 'list') ?? items;
  const git = textIn(optionIn(options, 'git')) ?? githubUrl(textIn(optionIn(options, 'github')));
  const path = textIn(optionIn(options, 'path'));
  const hexName = atomIn(optionIn(options, 'hex'));
  return {
    name,
    ...(requirement === undefined ? {} : { requirement }),
    scope: scopeIn(options),
    ...(git === undefined ? {} : { git }),
    ...(path === undefined ? {} : { path }),
    ...(hexName === undefined ? {} : { hexName }),
    isSibling: atomIn(optionIn(options, 'in_umbrella')) === 'true',
    line,
  };
}

function githubUrl(repository: string | undefined): string | undefined {
  return repository === undefined ? undefined : `https://github.com/${repository}.git`;
}

/** `only:` names the environments; one that is not known may be that of production. */
function scopeIn(options: readonly Term[]): Scope {
  const only = optionIn(options, 'only');
  const environments = (itemsOf(only, 'list') ?? (only === undefined ? [] : [only])).map(atomIn);
  if (environments.length > 0 && environments.every((one) => one === 'dev' || one === 'test' || one === 'docs')) {
    return environments.includes('dev') || environments.includes('docs') ? 'dev' : 'test';
  }
  return atomIn(optionIn(options, 'optional')) === 'true' ? 'optional' : 'runtime';
}
