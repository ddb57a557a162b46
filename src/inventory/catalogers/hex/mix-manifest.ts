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

const candidate = /\{\s*:(?:[a-z_]\w*|"[^"\n]*")\s*,/g;
const DEEPEST = 8; // levels
const LONGEST = 10_000; // characters of one dependency

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
  const { start, end, isList } = regionOfDependencies(text);
  const declared: Declared[] = [];
  let dynamicLine: number | undefined;
  let after = start;
  /** What stands between two dependencies: nothing but brackets and commas, or more may be asked for than is written. */
  const passOver = (upTo: number): void => {
    const code = isList && upTo > after ? text.slice(after, upTo).search(/[^\s[\],]/) : -1;
    if (code !== -1) dynamicLine ??= lines.lineOf(after + code);
  };
  for (const match of text.slice(start, end).matchAll(candidate)) {
    const offset = start + match.index;
    if (offset < after) continue;
    const parsed = parseTerm(text.slice(offset, offset + LONGEST), 0, DEEPEST);
    const line = lines.lineOf(offset);
    passOver(offset);
    const one = parsed.problem === undefined ? toDeclared(parsed.term, line) : undefined;
    if (one === undefined) dynamicLine ??= line;
    else declared.push(one);
    // After one that cannot be read, those inside it are still looked for.
    after = offset + (parsed.problem === undefined ? parsed.end : match[0].length);
  }
  passOver(end);
  return {
    ...(app === undefined ? {} : { app }),
    ...(version === undefined ? {} : { version }),
    declared,
    ...(dynamicLine === undefined ? {} : { dynamicLine }),
  };
}

interface Region {
  readonly start: number;
  readonly end: number;
  /** It should hold a list of dependencies and nothing else. */
  readonly isList: boolean;
}

/** What the function `deps` gives, or the whole text where there is none and the list stands in place. */
function regionOfDependencies(text: string): Region {
  const head = /\bdefp?\s+deps\b(?:\s*\(\s*\))?(?:\s*,\s*do:|\s*do\b)?/.exec(text);
  if (head !== null) {
    const start = head.index + head[0].length;
    const next = /\n[ \t]*(?:end\b|defp?\s)/.exec(text.slice(start));
    return { start, end: next === null ? text.length : start + next.index, isList: true };
  }
  const elsewhere = /\bdeps:\s*(?=[^\s[])/.exec(text);
  if (elsewhere === null) return { start: 0, end: text.length, isList: false };
  // `deps: Some.other()`: whatever it is, the row says that it is not here.
  return { start: elsewhere.index, end: text.length, isList: true };
}

/** Rows without comments; a `#` inside a text, which may lack its end, or before an interpolation is none. */
function withoutComments(source: string): string {
  const token = /"(?:[^"\\\n]|\\.)*"?|#[^{\n][^\n]*/g;
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
