import { lstatSync, readlinkSync, realpathSync, statfsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { defaultLimits, systemCodeOf } from '../../kernel/index.ts';

/** Where a path below a directory leads when links are followed. */
export type Reached =
  | { readonly kind: 'inside'; readonly real: string }
  | { readonly kind: 'outside'; readonly real: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'loop' };

/** Types of file systems (statfs) in which the kernel shows itself. */
const kernelFileSystems: ReadonlySet<number> = new Set([0x9fa0 /* proc */, 0x62656572 /* sysfs */]);

/**
 * A directory on disk that bounds what can be reached below it. Where it is the root of a system, as an unpacked image is, absolute links
 * begin at it as they would when the system runs.
 */
export class DiskRoot {
  /** Without links in it. */
  readonly real: string;
  readonly #isSystem: boolean;

  constructor(path: string) {
    this.real = realpathSync(path);
    this.#isSystem = ['etc/os-release', 'usr/lib/os-release'].some(
      (release) => lstatSync(join(this.real, release), { throwIfNoEntry: false }) !== undefined,
    );
  }

  /** @param path relative to the root */
  reach(path: string): Reached {
    const plain = this.#follow(path);
    return plain.kind === 'inside' || !this.#isSystem ? plain : this.#followInside(path);
  }

  /** Whether a real path is the root or lies below it. */
  holds(real: string): boolean {
    return real === this.real || real.startsWith(this.real.endsWith(sep) ? this.real : this.real + sep);
  }

  /** Directories at the top of a running system that are no files of it. */
  isKernelDirectory(name: string): boolean {
    if (!this.#isSystem || (name !== 'proc' && name !== 'sys')) return false;
    try {
      return kernelFileSystems.has(statfsSync(join(this.real, name)).type);
    } catch {
      return false;
    }
  }

  #follow(path: string): Reached {
    try {
      const real = realpathSync(join(this.real, path));
      return { kind: this.holds(real) ? 'inside' : 'outside', real };
    } catch (thrown) {
      return { kind: systemCodeOf(thrown) === 'ELOOP' ? 'loop' : 'missing' };
    }
  }

  /** Part by part, with the root where a system has it. */
  #followInside(path: string): Reached {
    const pending = path.split('/').toReversed();
    const names: string[] = [];
    let hops = 0;
    for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
      if (part === '' || part === '.') continue;
      if (part === '..') {
        names.pop();
        continue;
      }
      const place = join(this.real, ...names, part);
      const facts = lstatSync(place, { throwIfNoEntry: false });
      if (facts === undefined) return { kind: 'missing' };
      if (!facts.isSymbolicLink()) {
        names.push(part);
        continue;
      }
      hops += 1;
      if (hops > defaultLimits.linkHops) return { kind: 'loop' };
      const target = readlinkSync(place);
      if (target.startsWith('/')) names.length = 0;
      pending.push(...target.split('/').toReversed());
    }
    return { kind: 'inside', real: join(this.real, ...names) };
  }
}
