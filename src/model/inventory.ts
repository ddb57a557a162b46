import type { Component } from './component.ts';
import type { EcosystemId, Scope } from './graph.ts';

/** An edge between two occurrences of the same graph. */
export interface Dependency {
  /** Index into `InventoryGraph.occurrences`. */
  readonly to: number;
  readonly scope: Scope;
  readonly requirement?: string;
  /** File and 1-based line that ask for it, relative to the target. */
  readonly file?: string;
  readonly line?: number;
}

/** A component at one place of one graph: a node, and so the place of its own edges. */
export interface Occurrence {
  /** Index into `Inventory.components`. */
  readonly component: number;
  readonly scope: Scope;
  readonly line?: number;
  readonly file?: string;
  readonly dependsOn: readonly Dependency[];
}

/** What one file or installed tree contributed. Paths to a component are searched within one graph only. */
export interface InventoryGraph {
  /** Relative to the target. */
  readonly file: string;
  readonly cataloger: string;
  readonly ecosystem?: EcosystemId;
  readonly edges: 'complete' | 'partial' | 'none';
  readonly occurrences: readonly Occurrence[];
  /** Occurrences from which paths begin: projects, or what nothing else in the graph depends on. */
  readonly roots: readonly number[];
}

/** What was looked at. */
export interface TargetFacts {
  readonly kind: 'directory' | 'file' | 'sbom';
  /** As the user named it. */
  readonly name: string;
}

/** Everything that is in a target. Version-neutral: SBOM formats are codecs over it. */
export interface Inventory {
  readonly target: TargetFacts;
  /** Unique by `id`, sorted by `id`. Projects (the target's own code) are components of type `application`. */
  readonly components: readonly Component[];
  readonly graphs: readonly InventoryGraph[];
}

/** Indices of the components that are somebody else's packages: what a person means by "components". */
export function isPackage(component: Component): boolean {
  return component.type !== 'application' || component.ecosystem === undefined;
}
