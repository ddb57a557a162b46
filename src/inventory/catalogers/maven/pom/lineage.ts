import { activeProfiles, type ModelBase, type Pom, type Profile, type WrittenParent } from './pom.ts';

/** A pom with its parents as far as they are at hand, nearest first. */
export interface Lineage {
  readonly pom: Pom;
  readonly poms: readonly Pom[];
  /** The parent that is not in the target, of the last of `poms`. */
  readonly missing: { readonly parent: WrittenParent; readonly child: Pom } | undefined;
}

/** What is in effect by default, from what wins to what loses: of each pom its active profiles and then itself. */
export function modelsOf(lineage: Lineage): readonly ModelBase[] {
  return lineage.poms.flatMap((pom) => [...activeProfiles(pom), pom]);
}

/** Profiles that somebody can ask for. */
export function dormantProfiles(lineage: Lineage): readonly Profile[] {
  return lineage.poms.flatMap((pom) => {
    const active = new Set(activeProfiles(pom));
    return pom.profiles.filter((profile) => !active.has(profile));
  });
}

/** Group and version come from the parent where a pom has none of its own. */
export function inherited(pom: Pom, part: 'groupId' | 'version'): string | undefined {
  return pom[part] ?? pom.parent?.[part];
}
