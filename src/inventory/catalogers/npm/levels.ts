/** One `node_modules` directory: what can be required by name from everywhere below its parent. */
export interface Level {
  /** Name of a directory in it to the index of a package. */
  readonly children: Map<string, number>;
  /** The next `node_modules` above. */
  parent: Level | undefined;
}

/** A folder that holds packages, and the name of one of them there. */
export interface Place {
  /** Path of the directory that holds the `node_modules`; empty for the top itself. */
  readonly owner: string;
  /** `x` or `@scope/x`: for an alias not the package's own name. */
  readonly folder: string;
}

const marker = 'node_modules/';

/**
 * Splits a path at its last `node_modules`. Undefined for a directory outside any; `null` for a path in which
 * Node would find nothing, such as a directory inside a package.
 */
export function placeOf(key: string): Place | undefined | null {
  const at = key.lastIndexOf(marker);
  if (at === -1) return undefined;
  if (at > 0 && key.charCodeAt(at - 1) !== 0x2f) return key.includes('/node_modules/') ? null : undefined;
  const folder = key.slice(at + marker.length);
  const slash = folder.indexOf('/');
  const isName =
    slash === -1
      ? folder !== '' && !folder.startsWith('@')
      : folder.startsWith('@') && folder.indexOf('/', slash + 1) === -1 && slash > 1;
  if (!isName || folder.endsWith('/') || folder === '.' || folder === '..') return null;
  return { owner: at === 0 ? '' : key.slice(0, at - 1), folder };
}

/** The `node_modules` directories of one tree, by paths relative to its top, and the algorithm by which Node looks names up in them. */
export class Levels {
  readonly #levels = new Map<string, Level>();
  /** How many directories lie between the top of the tree and that of the target. */
  readonly #depth: number;

  constructor(depth: number) {
    this.#depth = depth;
  }

  put(place: Place, index: number): void {
    let level = this.#levels.get(place.owner);
    if (level === undefined) {
      level = { children: new Map(), parent: undefined };
      this.#levels.set(place.owner, level);
    }
    level.children.set(place.folder, index);
  }

  get(place: Place): number | undefined {
    return this.#levels.get(place.owner)?.children.get(place.folder);
  }

  /** Ties the levels together, once all packages are put. */
  link(): void {
    for (const [owner, level] of this.#levels) level.parent = this.#above(owner);
  }

  /** Where a look-up from a directory begins; for one below `node_modules` the place it has there spares a search. */
  from(path: string, place?: Place): Level | undefined {
    return this.#levels.get(path) ?? (place === undefined ? this.#above(path) : this.#levels.get(place.owner));
  }

  #above(path: string): Level | undefined {
    for (let up = this.#up(path); up !== undefined; up = this.#up(up)) {
      const level = this.#levels.get(up);
      if (level !== undefined) return level;
    }
    return undefined;
  }

  /** The directory above, without those in which Node does not look: `node_modules` itself and a scope in it. */
  #up(path: string): string | undefined {
    if (path === '') return this.#depth > 0 ? '..' : undefined;
    if (/^(?:\.\.\/)*\.\.$/.test(path)) return (path.length + 1) / 3 < this.#depth ? `${path}/..` : undefined;
    const place = placeOf(path);
    if (place !== undefined && place !== null) return place.owner;
    const slash = path.lastIndexOf('/');
    return slash === -1 ? '' : path.slice(0, slash);
  }
}

/** `require(name)` from a level: the nearest `node_modules` that has it. Index of the package, undefined when there is none. */
export function findUp(level: Level | undefined, name: string): number | undefined {
  for (let at = level; at !== undefined; at = at.parent) {
    const index = at.children.get(name);
    if (index !== undefined) return index;
  }
  return undefined;
}
