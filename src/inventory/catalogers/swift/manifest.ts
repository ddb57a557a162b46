import { lineAt } from '../../../kernel/index.ts';

export interface DeclaredPackage {
  /** `url` or `id` (`scope.name`), or the path of a local package. */
  readonly url?: string;
  readonly id?: string;
  readonly path?: string;
  /** The rest of the call: `from: "1.0.0"`. */
  readonly requirement?: string;
  /** Pinned by `exact:` or `.exact("…")`. */
  readonly version?: string;
  readonly revision?: string;
  readonly line: number;
}

export interface PackageManifest {
  readonly name?: string;
  readonly packages: readonly DeclaredPackage[];
  /** First line with a dependency that is not plain text. */
  readonly dynamicLine?: number;
}

const call = /\.package\s*\(/g;
const LONGEST_CALL = 2000; // characters

/**
 * The `.package(url: "…", from: "…")` calls of a Package.swift. It is Swift code and is never run: comments are passed over, and a call
 * whose place is not a literal counts as dynamic.
 * @see https://docs.swift.org/package-manager/PackageDescription/PackageDescription.html
 */
export function parsePackageManifest(source: string): PackageManifest {
  const text = withoutComments(source);
  const packages: DeclaredPackage[] = [];
  let dynamicLine: number | undefined;
  let line = 1;
  let seen = 0;
  for (const match of text.matchAll(call)) {
    line += lineAt(text.slice(seen, match.index), match.index) - 1;
    seen = match.index;
    const args = argumentsFrom(text, match.index + match[0].length);
    const declared = args === undefined ? undefined : parseArguments(args, line);
    if (declared === undefined) dynamicLine ??= line;
    else packages.push(declared);
  }
  const name = /\bPackage\s*\(\s*name:\s*"([^"\\]+)"/.exec(text)?.[1];
  return { packages, ...(name === undefined ? {} : { name }), ...(dynamicLine === undefined ? {} : { dynamicLine }) };
}

/** Blanks for comments, so that places stay; `//` inside a string is none. */
function withoutComments(source: string): string {
  const token = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\//g;
  return source.replaceAll(token, (found) => (found.startsWith('"') ? found : found.replaceAll(/[^\n]/g, ' ')));
}

/** Up to the parenthesis that closes the call. */
function argumentsFrom(text: string, start: number): string | undefined {
  let open = 1;
  let isString = false;
  const end = Math.min(text.length, start + LONGEST_CALL);
  for (let at = start; at < end; at += 1) {
    const character = text[at];
    if (isString && character === '\\') at += 1;
    else if (character === '"') isString = !isString;
    else if (!isString && character === '(') open += 1;
    else if (!isString && character === ')') {
      open -= 1;
      if (open === 0) return text.slice(start, at);
    }
  }
  return undefined;
}

function parseArguments(args: string, line: number): DeclaredPackage | undefined {
  const place = /(?:^|,)\s*(url|path|id):\s*"([^"\\]*)"\s*(?:,|$)/.exec(args);
  const [, kind, value] = place ?? [];
  if (place === null || kind === undefined || value === undefined || value === '') return undefined;
  const requirement = args
    .slice(place.index + place[0].length)
    .replaceAll(/\s+/g, ' ')
    .trim();
  const version = /(?:^|[\s.,])exact(?:\(|:)\s*"([^"\\]+)"/.exec(requirement)?.[1];
  const revision = /(?:^|[\s.,])revision(?:\(|:)\s*"([^"\\]+)"/.exec(requirement)?.[1];
  return {
    [kind as 'url']: value,
    line,
    ...(requirement === '' ? {} : { requirement }),
    ...(version === undefined ? {} : { version }),
    ...(revision === undefined ? {} : { revision }),
  };
}
