import type { Cataloger } from './cataloger.ts';

/** Answers which catalogers want a path, in one look at its base name, however many catalogers there are. */
export interface FileIndex {
  /** `path` relative to the target, `/` separators. */
  wantedBy(path: string, baseName: string): readonly Cataloger[];
}

interface Rule {
  readonly cataloger: Cataloger;
  /** Undefined when the base name alone decides. */
  readonly matches?: (text: string) => boolean;
}

const nobody: readonly Cataloger[] = [];

/** Indexes `Cataloger.files`: by literal base name where the pattern ends in one, else as a pattern on base name or path. */
export function indexFiles(catalogers: readonly Cataloger[]): FileIndex {
  const byName = new Map<string, Rule[]>();
  const byPattern: (Required<Rule> & { readonly onPath: boolean })[] = [];
  for (const cataloger of catalogers) {
    for (const pattern of cataloger.files) {
      const onPath = pattern.includes('/');
      const lastName = pattern.slice(pattern.lastIndexOf('/') + 1);
      if (lastName.includes('*')) {
        byPattern.push({ cataloger, matches: matcherOf(pattern), onPath });
        continue;
      }
      const rule: Rule = onPath ? { cataloger, matches: matcherOf(pattern) } : { cataloger };
      const rules = byName.get(lastName);
      if (rules === undefined) byName.set(lastName, [rule]);
      else rules.push(rule);
    }
  }
  return {
    wantedBy(path, baseName) {
      let wanted: Set<Cataloger> | undefined;
      for (const { cataloger, matches } of byName.get(baseName) ?? []) {
        if (matches === undefined || matches(path)) (wanted ??= new Set()).add(cataloger);
      }
      for (const { cataloger, matches, onPath } of byPattern) {
        if (matches(onPath ? path : baseName)) (wanted ??= new Set()).add(cataloger);
      }
      return wanted === undefined ? nobody : [...wanted];
    },
  };
}

/** Most patterns have one star and no directories, which needs no regular expression; the others get theirs at the first question. */
function matcherOf(pattern: string): (text: string) => boolean {
  const star = pattern.indexOf('*');
  if (star !== -1 && star === pattern.lastIndexOf('*') && !/[/?]/.test(pattern)) {
    const start = pattern.slice(0, star);
    const end = pattern.slice(star + 1);
    return (text) => text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
  }
  // What a pattern ends with tells most paths apart before its regular expression has to be made.
  const ending = pattern.slice(Math.max(star, pattern.lastIndexOf('*'), pattern.lastIndexOf('?')) + 1);
  let expression: RegExp | undefined;
  return (text) => text.endsWith(ending) && (expression ??= globToRegExp(pattern)).test(text);
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
