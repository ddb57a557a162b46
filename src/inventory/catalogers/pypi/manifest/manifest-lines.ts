import { keyOf } from '../names.ts';

/** Lines on which a TOML manifest asks for packages. TOML parsers keep no place for text in a list, so this looks for it again. */
export interface ManifestLines {
  /** 1-based line of `key =` below a header: `[tool.poetry.dependencies]`, `requests`. */
  ofKey(table: string, key: string): number | undefined;
  /** 1-based line of the requirement of a package in the list at a key: `[project]`, `dependencies`, `requests`. */
  ofRequirement(table: string, key: string, name: string): number | undefined;
}

const LONGEST_LINE = 20_000; // characters
const header = /^\s*\[\[?([^\]]+)\]/;
const keyAtStart = /^\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_.-]+))\s*=/;
const quotedName = /["']\s*([A-Za-z0-9][A-Za-z0-9._-]*)/g;

export function linesOfManifest(text: string): ManifestLines {
  const keys = new Map<string, number>();
  const requirements = new Map<string, number>();
  let table = '';
  let key = '';
  for (const [index, row] of text.split('\n').entries()) {
    if (row.length > LONGEST_LINE) continue;
    const line = index + 1;
    const [, quoted, literal, bare] = keyAtStart.exec(row) ?? [];
    const name = quoted ?? literal ?? bare;
    if (name !== undefined) {
      key = name;
      addFirst(keys, `${table}\n${key}`, line);
    } else {
      const inHeader = header.exec(row)?.[1];
      if (inHeader !== undefined && !/["'],?\s*\]/.test(row)) {
        table = inHeader.replaceAll(/["'\s]/g, '');
        key = '';
        continue;
      }
    }
    if (row.trimStart().startsWith('#')) continue;
    for (const match of row.matchAll(quotedName)) addFirst(requirements, `${table}\n${key}\n${keyOf(match[1] as string)}`, line);
  }
  return {
    ofKey: (inTable, wanted) => keys.get(`${inTable}\n${wanted}`),
    ofRequirement: (inTable, inKey, wanted) => requirements.get(`${inTable}\n${inKey}\n${keyOf(wanted)}`),
  };
}

function addFirst(lines: Map<string, number>, key: string, line: number): void {
  if (!lines.has(key)) lines.set(key, line);
}
