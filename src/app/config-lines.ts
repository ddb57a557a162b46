const tokens = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[{}[\],]|\n/g;

/** 1-based line of a member, by the names that lead to it from the root. */
export type MemberLine = (...names: readonly string[]) => number;

/**
 * Lines of the members of objects in a JSONC text that is known to be well formed: `SourceDocument` keeps the places of
 * objects and arrays only, and a person looks for the key. Of a name that stands twice the first counts, as in the reader.
 */
export function memberLines(text: string): MemberLine {
  const lines = new Map<string, number>();
  const levels: Level[] = [];
  let line = 1;
  for (const [token] of text.matchAll(tokens)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') {
      levels.push({ isObject: token === '{', name: '', awaitsName: token === '{' });
    } else if (token === '}' || token === ']') {
      levels.pop();
    } else if (token === ',') {
      if (level !== undefined) level.awaitsName = level.isObject;
    } else if (token.startsWith('"') && level?.awaitsName === true) {
      level.awaitsName = false;
      level.name = JSON.parse(token) as string;
      const key = keyOf(levels.map(({ name }) => name));
      if (!lines.has(key)) lines.set(key, line);
    } else {
      for (let at = token.indexOf('\n'); at !== -1; at = token.indexOf('\n', at + 1)) line += 1;
    }
  }
  return (...names) => lines.get(keyOf(names)) ?? 1;
}

interface Level {
  readonly isObject: boolean;
  /** Of the member that is being read. */
  name: string;
  awaitsName: boolean;
}

function keyOf(names: readonly string[]): string {
  return JSON.stringify(names);
}
