/** One key of berry's `resolutions`: `name`, `name@range`, `parent/name`, `parent@version/name@range`. */
interface Resolution {
  readonly parent: string | undefined;
  readonly parentVersion: string | undefined;
  readonly range: string | undefined;
  readonly instead: string;
}

const pattern = /^(?:((?:@[^/@]+\/)?[^/@]+)(?:@([^/]+))?\/)?((?:@[^/@]+\/)?[^/@]+)(?:@([^/]+))?$/;

/**
 * The `resolutions` of a root manifest, by the name that they replace. The lockfile holds only what they lead to.
 * @see "resolutions" in the chapter on manifests of the documentation of Yarn 4
 */
export class Resolutions {
  readonly #byName = new Map<string, Resolution[]>();

  constructor(resolutions: ReadonlyMap<string, string>) {
    for (const [key, instead] of resolutions) {
      const match = pattern.exec(key.startsWith('**/') ? key.slice(3) : key);
      const name = match?.[3];
      if (match === null || name === undefined) continue;
      const known = this.#byName.get(name) ?? [];
      known.push({ parent: match[1], parentVersion: match[2], range: match[4], instead });
      this.#byName.set(name, known);
    }
  }

  /** What stands in the place of `range` for a requirement of `name`; undefined when nothing does. */
  find(name: string, range: string, parent: string, parentVersion: string | undefined): string | undefined {
    return this.#byName
      .get(name)
      ?.find(
        (each) =>
          (each.range === undefined || isSame(each.range, range)) &&
          (each.parent === undefined || each.parent === parent) &&
          (each.parentVersion === undefined || isSame(each.parentVersion, parentVersion ?? '')),
      )?.instead;
  }
}

function isSame(a: string, b: string): boolean {
  return withProtocol(a) === withProtocol(b);
}

/** A bare range or version is one of the registry's. */
export function withProtocol(range: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(range) || /^[\w.-]+@[\w.-]+:/.test(range) ? range : `npm:${range}`;
}
