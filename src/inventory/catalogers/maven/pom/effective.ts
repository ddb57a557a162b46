import type { Scope } from '../../../../model/index.ts';
import { isMavenId, nameOf, pinnedVersion } from '../coordinates.ts';
import { Interpolation } from './interpolation.ts';
import { dormantProfiles, inherited, modelsOf, type Lineage } from './lineage.ts';
import { managementKey } from './managed-index.ts';
import type { ModelBase, WrittenDependency } from './pom.ts';
import type { PomSet } from './pom-set.ts';

/** A dependency of a project with everything that its pom, its parents and the poms they import say of it. */
export interface ResolvedDependency {
  readonly name: string;
  /** What is built with; undefined when it cannot be known. */
  readonly version: string | undefined;
  /** As written where it is asked for or managed. */
  readonly requirement: string | undefined;
  readonly scope: Scope;
  /** A file of the machine, for the scope `system`. */
  readonly systemPath: string | undefined;
  /** It belongs to a profile that nobody may ever ask for. */
  readonly isDormant: boolean;
  readonly file: string;
  readonly line: number;
}

/** A pom that would have had to be read to know a version. */
export interface MissingPom {
  readonly kind: 'parent' | 'import';
  readonly name: string;
  readonly version: string | undefined;
  readonly file: string;
  readonly line: number;
}

interface ManagedVersion {
  readonly requirement: string | undefined;
  readonly expanded: string | undefined;
  readonly scope: string | undefined;
}

interface Lookup {
  readonly found?: ManagedVersion;
  /** Why nothing can be said. */
  readonly missing?: MissingPom;
}

const nothing: Lookup = {};
/** Poms that import poms. */
const MOST_LEVELS = 50;

/**
 * The effective model of a project, as far as its parents and imports are at hand. What would take one that is not is left
 * unknown, never guessed. Plugins are no dependencies.
 * @see https://maven.apache.org/ref/current/maven-model-builder/
 */
export class EffectiveModel {
  readonly lineage: Lineage;
  readonly interpolation: Interpolation;
  /** Poms that are not in the target and that some version depends on. */
  readonly blamed = new Map<string, MissingPom>();
  readonly #set: PomSet;
  readonly #userProperties: ReadonlyMap<string, string>;
  readonly #lookups = new Map<string, Lookup>();
  #open: ReadonlyMap<ModelBase, ReadonlyMap<string, WrittenDependency>> | undefined;

  constructor(lineage: Lineage, userProperties: ReadonlyMap<string, string>, set: PomSet) {
    this.lineage = lineage;
    this.interpolation = new Interpolation(lineage, userProperties);
    this.#set = set;
    this.#userProperties = userProperties;
  }

  get groupId(): string | undefined {
    return this.interpolation.expand(inherited(this.lineage.pom, 'groupId'));
  }

  get artifactId(): string | undefined {
    return this.interpolation.expand(this.lineage.pom.artifactId);
  }

  get version(): string | undefined {
    const version = this.interpolation.expand(inherited(this.lineage.pom, 'version'));
    return version === undefined ? undefined : pinnedVersion(version);
  }

  get licence(): string | undefined {
    return this.interpolation.expand(this.lineage.poms.find((pom) => pom.licence !== undefined)?.licence);
  }

  /** Those of the project and of its parents, and those that its profiles can add. */
  dependencies(): readonly ResolvedDependency[] {
    const merged = new Map<string, WrittenDependency>();
    for (const model of modelsOf(this.lineage)) {
      for (const [key, dependency] of this.#byKey(model.dependencies)) if (!merged.has(key)) merged.set(key, dependency);
    }
    const resolved = [...merged].map(([key, dependency]) => this.#resolve(key, dependency, this.interpolation, undefined));
    for (const profile of dormantProfiles(this.lineage)) {
      if (profile.dependencies.length === 0) continue;
      const interpolation = new Interpolation(this.lineage, this.#userProperties, [profile]);
      for (const [key, dependency] of this.#byKey(profile.dependencies, interpolation)) {
        resolved.push(this.#resolve(key, dependency, interpolation, profile));
      }
    }
    return resolved.filter((dependency) => dependency !== undefined);
  }

  /** The last one of a key wins within one pom. */
  #byKey(dependencies: readonly WrittenDependency[], interpolation = this.interpolation): ReadonlyMap<string, WrittenDependency> {
    const byKey = new Map<string, WrittenDependency>();
    for (const dependency of dependencies) {
      const key = managementKey(dependency);
      const expanded = interpolation.expand(key);
      if (expanded === undefined) this.#reportName(dependency);
      else byKey.set(expanded, dependency);
    }
    return byKey;
  }

  #reportName({ groupId = '', artifactId = '', file, line }: WrittenDependency): void {
    const message = `asks for a package whose name cannot be known: ${JSON.stringify(nameOf(groupId, artifactId))}`;
    this.#set.report('maven/unresolved-name', file, message, line);
  }

  #resolve(
    key: string,
    dependency: WrittenDependency,
    interpolation: Interpolation,
    profile: ModelBase | undefined,
  ): ResolvedDependency | undefined {
    const [groupId, artifactId] = key.split(':');
    if (!isMavenId(groupId) || !isMavenId(artifactId)) {
      this.#reportName(dependency);
      return undefined;
    }
    const own = profile === undefined ? undefined : this.#set.managedIndexOf(profile).literal.get(key);
    const lookup = own === undefined ? this.lookup(key) : { found: managedVersion(own, interpolation) };
    const requirement = dependency.version ?? lookup.found?.requirement;
    const expanded = dependency.version === undefined ? lookup.found?.expanded : interpolation.expand(dependency.version);
    const version = expanded === undefined ? undefined : pinnedVersion(expanded);
    if (dependency.version === undefined && lookup.missing !== undefined) {
      this.blamed.set(`${lookup.missing.name}:${lookup.missing.version}`, lookup.missing);
    }
    const scope = interpolation.expand(dependency.scope) ?? lookup.found?.scope;
    const isOptional = interpolation.expand(dependency.optional) === 'true';
    return {
      name: nameOf(groupId, artifactId),
      version,
      requirement,
      scope: toScope(scope, isOptional || profile !== undefined),
      systemPath: scope === 'system' ? (interpolation.expand(dependency.systemPath) ?? dependency.systemPath) : undefined,
      isDormant: profile !== undefined,
      file: dependency.file,
      line: dependency.line,
    };
  }

  /**
   * What `<dependencyManagement>` says of a key: the entries of the project, then those of its parents, and only then those of the
   * poms that they import, in order. A pom that is not at hand could decide, so nothing after it is looked at.
   */
  lookup(key: string, level = 0): Lookup {
    const known = this.#lookups.get(key);
    if (known !== undefined) return known;
    this.#lookups.set(key, nothing); // What imports itself says nothing new.
    const lookup = level > MOST_LEVELS ? nothing : (this.#explicit(key) ?? this.#missingParent() ?? this.#imported(key, level));
    this.#lookups.set(key, lookup);
    return lookup;
  }

  #explicit(key: string): Lookup | undefined {
    for (const model of modelsOf(this.lineage)) {
      const entry = this.#set.managedIndexOf(model).literal.get(key) ?? this.#openEntries().get(model)?.get(key);
      if (entry !== undefined) return { found: managedVersion(entry, this.interpolation) };
    }
    return undefined;
  }

  #openEntries(): ReadonlyMap<ModelBase, ReadonlyMap<string, WrittenDependency>> {
    return (this.#open ??= new Map(
      modelsOf(this.lineage).map((model) => {
        const entries = new Map<string, WrittenDependency>();
        for (const entry of this.#set.managedIndexOf(model).open) {
          const key = this.interpolation.expand(managementKey(entry));
          if (key !== undefined && !entries.has(key)) entries.set(key, entry);
        }
        return [model, entries] as const;
      }),
    ));
  }

  #missingParent(): Lookup | undefined {
    const missing = this.missingParent();
    return missing === undefined ? undefined : { missing };
  }

  missingParent(): MissingPom | undefined {
    const { missing } = this.lineage;
    if (missing === undefined) return undefined;
    const { groupId = '', artifactId = '', version, line } = missing.parent;
    return { kind: 'parent', name: nameOf(groupId, artifactId), version, file: missing.child.file, line };
  }

  #imported(key: string, level: number): Lookup {
    for (const model of modelsOf(this.lineage)) {
      for (const entry of this.#set.managedIndexOf(model).imports) {
        const groupId = this.interpolation.expand(entry.groupId);
        const artifactId = this.interpolation.expand(entry.artifactId);
        const version = this.interpolation.expand(entry.version);
        const bom =
          groupId === undefined || artifactId === undefined || version === undefined
            ? undefined
            : this.#set.find(groupId, artifactId, version);
        if (bom === undefined) {
          const name = nameOf(groupId ?? entry.groupId ?? '', artifactId ?? entry.artifactId ?? '');
          const { file, line } = entry;
          return { missing: { kind: 'import', name, version: version ?? entry.version, file, line } };
        }
        const lookup = bom.lookup(key, level + 1);
        if (lookup.found !== undefined || lookup.missing !== undefined) return lookup;
      }
    }
    return nothing;
  }
}

function managedVersion(entry: WrittenDependency, interpolation: Interpolation): ManagedVersion {
  return {
    requirement: entry.version,
    expanded: interpolation.expand(entry.version),
    scope: interpolation.expand(entry.scope),
  };
}

/**
 * `provided` is there when the program runs, from somebody else; `optional` and what a profile adds is there for some. `system` and
 * whatever is not known counts as `runtime`.
 * @see https://maven.apache.org/guides/introduction/introduction-to-dependency-mechanism.html#dependency-scope
 */
function toScope(scope: string | undefined, isOptional: boolean): Scope {
  if (scope === 'test') return 'test';
  return isOptional || scope === 'provided' ? 'optional' : 'runtime';
}
