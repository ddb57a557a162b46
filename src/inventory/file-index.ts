import type { Cataloger, Magic } from './cataloger.ts';
import { indexPatterns } from './pattern-index.ts';

/** Answers which catalogers want a file, in one look at its name or its first bytes, however many catalogers there are. */
export interface FileIndex {
  /** `path` relative to the target, `/` separators. */
  wantedBy(path: string, baseName: string): readonly Cataloger[];
  /** By the first bytes; `magicBytes` of them are enough. */
  wantedByMagic(path: string, head: Uint8Array): readonly Cataloger[];
  /** Whether a cataloger may ask for it as a neighbour of a file that it wants. */
  mayBeAskedFor(path: string, baseName: string): boolean;
  /** How many first bytes have to be looked at; 0 when no cataloger asks for any. */
  readonly magicBytes: number;
  /** Some cataloger wants files below `node_modules` by their first bytes. */
  readonly hasMagicInNodeModules: boolean;
}

const nobody: readonly Cataloger[] = [];

/** Below `node_modules` only those see files that say so. */
export function indexFiles(catalogers: readonly Cataloger[]): FileIndex {
  const byName = indexPatterns(catalogers.map((cataloger) => [cataloger, cataloger.files]));
  const asked = indexPatterns(catalogers.map((cataloger) => [cataloger, cataloger.asks ?? []]));
  const byMagic = new MagicIndex(catalogers);
  const allowed = (path: string, found: readonly Cataloger[]): readonly Cataloger[] => {
    if (found.length === 0 || !isInNodeModules(path)) return found;
    const inside = found.filter((cataloger) => cataloger.insideNodeModules === true);
    return inside.length === 0 ? nobody : inside;
  };
  return {
    wantedBy: (path, baseName) => allowed(path, byName(path, baseName)),
    wantedByMagic: (path, head) => allowed(path, byMagic.wantedBy(head)),
    mayBeAskedFor: (path, baseName) => asked(path, baseName).length > 0,
    magicBytes: byMagic.bytes,
    hasMagicInNodeModules: catalogers.some(({ magic, insideNodeModules }) => magic !== undefined && insideNodeModules === true),
  };
}

export function isInNodeModules(path: string): boolean {
  return path.startsWith('node_modules/') || path.includes('/node_modules/');
}

interface MagicRule {
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly catalogers: readonly Cataloger[];
}

class MagicIndex {
  readonly bytes: number;
  /** One for every different magic. */
  readonly #rules: readonly MagicRule[];

  constructor(catalogers: readonly Cataloger[]) {
    const wanting = new Map<string, { readonly magic: Magic; readonly catalogers: Cataloger[] }>();
    for (const cataloger of catalogers) {
      for (const magic of cataloger.magic ?? []) {
        const key = `${magic.offset} ${magic.bytes}`;
        const rule = wanting.get(key);
        if (rule === undefined) wanting.set(key, { magic, catalogers: [cataloger] });
        else rule.catalogers.push(cataloger);
      }
    }
    this.#rules = [...wanting.values()].map((rule) => ({
      offset: rule.magic.offset,
      bytes: Buffer.from(rule.magic.bytes, 'hex'),
      catalogers: rule.catalogers,
    }));
    this.bytes = Math.max(0, ...this.#rules.map(({ offset, bytes }) => offset + bytes.length));
  }

  wantedBy(head: Uint8Array): readonly Cataloger[] {
    let wanted = nobody;
    for (const rule of this.#rules) {
      if (!startsAt(head, rule)) continue;
      // Mostly one magic fits, and its list need not be copied.
      wanted = wanted.length === 0 ? rule.catalogers : [...new Set([...wanted, ...rule.catalogers])];
    }
    return wanted;
  }
}

function startsAt(head: Uint8Array, { offset, bytes }: MagicRule): boolean {
  for (let at = 0; at < bytes.length; at += 1) if (head[offset + at] !== bytes[at]) return false;
  return true;
}
