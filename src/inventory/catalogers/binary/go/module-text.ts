/** A module as the build used it. */
export interface BuiltModule {
  readonly path: string;
  /** Absent for `(devel)`, which a build from a directory writes, and where there is none. */
  readonly version?: string;
  /** What was built in its place: another module, or a directory, which has no version. */
  readonly replacement?: { readonly path: string; readonly version?: string };
}

/** What the module text of a Go program says. */
export interface BuildInfo {
  /** The import path of its main package. */
  readonly mainPackage?: string;
  readonly main?: BuiltModule;
  /** In the order of the text, which is that of their paths. */
  readonly modules: readonly BuiltModule[];
  /** How it was built: `GOOS`, `CGO_ENABLED`, `-tags`, `vcs.revision` …, as written. */
  readonly settings: ReadonlyMap<string, string>;
  /** Lines that are of no known kind, from the first line as 1. */
  readonly unknown: readonly number[];
}

type Growing = { -readonly [K in keyof BuiltModule]: BuiltModule[K] };

/**
 * Reads the lines that `runtime/debug.ParseBuildInfo` reads: `path`, `mod`, `dep`, `=>` and `build`, their fields apart by tabs. The sums at
 * their ends (`h1:`) are over lists of file hashes and no digests of a file, so they are not kept.
 * @see https://pkg.go.dev/runtime/debug#ParseBuildInfo
 */
export function parseModuleText(text: string): BuildInfo {
  let mainPackage: string | undefined;
  let main: Growing | undefined;
  let last: Growing | undefined;
  const modules: Growing[] = [];
  const settings = new Map<string, string>();
  const unknown: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const [kind, ...fields] = line.split('\t', MOST_FIELDS);
    const [first = ''] = fields;
    if (kind === 'path' && first !== '') mainPackage = first;
    else if (kind === 'mod' && first !== '') last = main = toModule(fields);
    else if (kind === 'dep' && first !== '') modules.push((last = toModule(fields)));
    else if (kind === '=>' && first !== '' && last !== undefined) last.replacement = toModule(fields);
    else if (kind === 'build' && first.includes('=')) addSetting(settings, line.slice('build\t'.length));
    else unknown.push(index + 1);
  }
  return {
    ...(mainPackage === undefined ? {} : { mainPackage }),
    ...(main === undefined ? {} : { main }),
    modules,
    settings,
    unknown,
  };
}

const MOST_FIELDS = 5;

function toModule([path = '', version = '']: readonly string[]): Growing {
  return version === '' || version === '(devel)' ? { path } : { path, version };
}

/** Keys and values that hold spaces, quotes or line breaks are quoted as in Go source, which for all but controls is as in JSON. */
function addSetting(settings: Map<string, string>, text: string): void {
  const quotedKey = /^"(?:[^"\\]|\\.)*"(?==)/.exec(text)?.[0];
  const key = quotedKey ?? text.slice(0, text.indexOf('='));
  settings.set(unquoted(key), unquoted(text.slice(key.length + 1)));
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
}
