import { posix } from 'node:path';
import { resolvePath } from '../../../paths.ts';
import type { Pom } from './pom.ts';
import type { PomSet } from './pom-set.ts';

/** A pom that is nobody's module, with all that are built with it: itself first. */
export interface Reactor {
  readonly root: Pom;
  readonly poms: readonly Pom[];
}

/**
 * Sorts the poms of a target into builds by their `<modules>`, those of all profiles too. A module that is not in the target is
 * an issue of the pom that names it: its packages go unseen.
 * @see https://maven.apache.org/guides/mini/guide-multiple-modules.html
 */
export function toReactors(set: PomSet): readonly Reactor[] {
  const modules = new Map([...set.given.values()].map((pom) => [pom, modulesOf(pom, set)]));
  const isModule = new Set([...modules.values()].flat());
  const taken = new Set<Pom>();
  const reactors: Reactor[] = [];
  // Poms that are modules of each other in a circle have no root: the first of them is taken for it.
  for (const pom of [...[...modules.keys()].filter((one) => !isModule.has(one)), ...modules.keys()]) {
    if (taken.has(pom)) continue;
    taken.add(pom);
    const poms = [pom];
    for (const one of poms) {
      for (const module of modules.get(one) ?? []) {
        if (taken.has(module)) continue;
        taken.add(module);
        poms.push(module);
      }
    }
    reactors.push({ root: pom, poms });
  }
  return reactors;
}

const MOST_NAMED = 3;

function modulesOf(pom: Pom, set: PomSet): readonly Pom[] {
  const found = new Set<Pom>();
  const missing = new Map<string, number>();
  const interpolation = set.modelOf(pom)?.interpolation;
  for (const { modules } of [pom, ...pom.profiles]) {
    for (const { path: written, line } of modules) {
      const expanded = interpolation?.expand(written);
      const path = expanded === undefined ? undefined : resolvePath(pom.directory, expanded);
      const module = path === undefined ? undefined : (set.given.get(path) ?? set.given.get(posix.join(path, 'pom.xml')));
      if (module !== undefined && module !== pom) found.add(module);
      else if (module === undefined && !missing.has(written)) missing.set(written, line);
    }
  }
  const [first] = missing.values();
  if (first !== undefined) {
    const names = [...missing.keys()].slice(0, MOST_NAMED).join(', ');
    const rest = missing.size > MOST_NAMED ? ` and ${missing.size - MOST_NAMED} more` : '';
    set.report(
      'maven/module',
      pom.file,
      `has modules whose pom.xml is not in the target or cannot be read: ${names}${rest}`,
      first,
    );
  }
  return [...found];
}
