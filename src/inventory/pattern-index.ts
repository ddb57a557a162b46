/** Answers which owners a path belongs to. */
export type PatternIndex<T> = (path: string, baseName: string) => readonly T[];

interface Rule<T> {
  readonly owner: T;
  /** What must be true of the base name, where a star stands in it. */
  readonly fitsName: ((baseName: string) => boolean) | undefined;
  /** What must be true of the whole path, where the pattern has directories. */
  readonly fitsPath: ((path: string) => boolean) | undefined;
}

/**
 * Indexes patterns: a base name (`package-lock.json`), a base name with stars (`requirements*.txt`), or a path with `/` in which a double
 * star crosses directories. A name is looked up as it is, by its last character and by its first one, so that most patterns are never
 * compared with it.
 */
export function indexPatterns<T>(owners: readonly (readonly [owner: T, patterns: readonly string[]])[]): PatternIndex<T> {
  const literal = new Map<string, Rule<T>[]>();
  const byLast = new Map<number, Rule<T>[]>();
  const byFirst = new Map<number, Rule<T>[]>();
  const always: Rule<T>[] = [];
  for (const [owner, patterns] of owners) {
    for (const pattern of patterns) {
      const name = pattern.slice(pattern.lastIndexOf('/') + 1);
      const fitsPath = pattern.includes('/') ? pathMatcherOf(pattern) : undefined;
      if (!/[*?]/.test(name)) add(literal, name, { owner, fitsName: undefined, fitsPath });
      else {
        const rule: Rule<T> = { owner, fitsName: nameMatcherOf(name), fitsPath };
        if (!/[*?]$/.test(name)) add(byLast, name.charCodeAt(name.length - 1), rule);
        else if (!/^[*?]/.test(name)) add(byFirst, name.charCodeAt(0), rule);
        else always.push(rule);
      }
    }
  }
  const nobody: readonly T[] = [];
  return (path, baseName) => {
    let found: Set<T> | undefined;
    const collect = (rules: readonly Rule<T>[] | undefined): void => {
      if (rules === undefined) return;
      for (const { owner, fitsName, fitsPath } of rules) {
        if (fitsName !== undefined && !fitsName(baseName)) continue;
        if (fitsPath === undefined || fitsPath(path)) (found ??= new Set()).add(owner);
      }
    };
    collect(literal.get(baseName));
    collect(byLast.get(baseName.charCodeAt(baseName.length - 1)));
    collect(byFirst.get(baseName.charCodeAt(0)));
    if (always.length > 0) collect(always);
    return found === undefined ? nobody : [...found];
  };
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

/** Most patterns have one star, which needs no regular expression; the others get theirs at the first question. */
function nameMatcherOf(pattern: string): (name: string) => boolean {
  const star = pattern.indexOf('*');
  if (star !== -1 && star === pattern.lastIndexOf('*') && !pattern.includes('?')) {
    const start = pattern.slice(0, star);
    const end = pattern.slice(star + 1);
    return (name) => name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end);
  }
  return regExpMatcher(pattern);
}

/** Two stars and a path without any: everywhere below, which the end of the path tells. */
function pathMatcherOf(pattern: string): (path: string) => boolean {
  const end = pattern.startsWith('**/') ? pattern.slice(2) : undefined;
  if (end !== undefined && !/[*?]/.test(end)) return (path) => path.endsWith(end) || path === end.slice(1);
  return /[*?]/.test(pattern) ? regExpMatcher(pattern) : (path) => path === pattern;
}

function regExpMatcher(pattern: string): (text: string) => boolean {
  let expression: RegExp | undefined;
  return (text) => (expression ??= globToRegExp(pattern)).test(text);
}

/**
 * A glob as a regular expression over the whole path: a single star stays within one name, a double star followed by a slash
 * stands for any number of directories, a final double star for anything below.
 */
export function globToRegExp(glob: string): RegExp {
  let source = '';
  for (let at = 0; at < glob.length; at += 1) {
    if (glob.startsWith('**/', at)) {
      source += '(?:[^/]+/)*';
      at += 2;
    } else if (glob.startsWith('**', at)) {
      source += '.*';
      at += 1;
    } else if (glob[at] === '*') {
      source += '[^/]*';
    } else if (glob[at] === '?') {
      source += '[^/]';
    } else {
      source += (glob[at] as string).replace(/[\\^$.|+()[\]{}]/, String.raw`\$&`);
    }
  }
  return new RegExp(`^${source}$`);
}
