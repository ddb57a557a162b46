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
  const calls = new RegExp(call);
  for (let match = calls.exec(text); match !== null; match = calls.exec(text)) {
    line += lineAt(text.slice(seen, match.index), match.index) - 1;
    seen = match.index;
    const start = match.index + match[0].length;
    const end = endOfCall(text, start);
    const args = end === undefined ? '' : text.slice(start, end);
    const declared = parseArguments(args, line);
    // A call inside the arguments of another is one that was not closed.
    const isNested = args.search(call) !== -1;
    if (declared === undefined || isNested) dynamicLine ??= line;
    if (declared !== undefined) packages.push(declared);
    if (end === undefined) break;
    if (!isNested) calls.lastIndex = end;
  }
  const name = /\bPackage\s*\(\s*name:\s*"([^"\\]+)"/.exec(text)?.[1];
  return { packages, ...(name === undefined ? {} : { name }), ...(dynamicLine === undefined ? {} : { dynamicLine }) };
}

/** Without comments, which may nest; their line ends stay, so that places do. `//` inside a string is none, nor `"` inside a comment. */
function withoutComments(source: string): string {
  const code = /"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*/g;
  const comment = /\/\*|\*\/|\n/g;
  let text = '';
  let kept = 0;
  let depth = 0;
  for (;;) {
    const token = depth === 0 ? code : comment;
    const match = token.exec(source);
    if (match === null) return depth > 0 ? text : text + source.slice(kept);
    const [found] = match;
    const after = match.index + found.length;
    if (found === '/*') {
      if (depth === 0) text += source.slice(kept, match.index);
      depth += 1;
    } else if (found === '*/') {
      depth -= 1;
      kept = after;
    } else if (found === '\n') {
      text += found;
    } else if (found.startsWith('//')) {
      text += source.slice(kept, match.index);
      kept = after;
    }
    code.lastIndex = after;
    comment.lastIndex = after;
  }
}

/** Offset of the parenthesis that closes the call. */
function endOfCall(text: string, start: number): number | undefined {
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
      if (open === 0) return at;
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
    ...placeOf(kind, value),
    line,
    ...(requirement === '' ? {} : { requirement }),
    ...(version === undefined ? {} : { version }),
    ...(revision === undefined ? {} : { revision }),
  };
}

function placeOf(kind: string, value: string): Pick<DeclaredPackage, 'url' | 'id' | 'path'> {
  if (kind === 'url') return { url: value };
  return kind === 'id' ? { id: value } : { path: value };
}
