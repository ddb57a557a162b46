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

/** One layer of an image, the lowest first. */
export interface ImageLayer {
  /** Digest of the uncompressed layer (`rootfs.diff_ids` of the configuration): what `Evidence.layer` names. As it was found, `sha256:…`. */
  readonly diffId: string;
  /** Digest of the layer as it lies in the archive or registry, where it is compressed. */
  readonly digest?: string;
}

/** What a container image says of itself. */
export interface ImageFacts {
  /** Digest of its manifest, `sha256:…`; archives of `docker save` without an index have none. */
  readonly digest?: string;
  /** Digest of its configuration, which Docker calls the id of an image. */
  readonly id?: string;
  /** `linux/amd64`, `linux/arm64/v8`. */
  readonly platform?: string;
  /** Names and tags that the archive gives it. */
  readonly names: readonly string[];
  readonly layers: readonly ImageLayer[];
}

/** What was looked at. */
export interface TargetFacts {
  readonly kind: 'directory' | 'file' | 'sbom' | 'image' | 'archive';
  /** As the user named it. */
  readonly name: string;
  /** For a container image. */
  readonly image?: ImageFacts;
}

/** Everything that is in a target. Version-neutral: SBOM formats are codecs over it. */
export interface Inventory {
  readonly target: TargetFacts;
  /** Unique by `id`, sorted by `id`. Projects (the target's own code) are components of type `application`. */
  readonly components: readonly Component[];
  readonly graphs: readonly InventoryGraph[];
  /** `Component.id` of what the others belong to, where an SBOM says it: CycloneDX `metadata.component`, SPDX `DESCRIBES`. */
  readonly subject?: string;
}

/**
 * Whether a component is somebody else's work: what a person means by "component". The target's own projects are applications of an ecosystem
 * without a purl; an application that an SBOM names by its purl, or without an ecosystem, is a component like any other.
 */
export function isPackage(component: Component): boolean {
  return component.type !== 'application' || component.purl !== undefined || component.ecosystem === undefined;
}

/** The packages of an inventory. What the whole document is about is none of its own parts, unless it can be looked up itself. */
export function packagesOf(inventory: Inventory): readonly Component[] {
  return inventory.components.filter(
    (component) => isPackage(component) && !(component.id === inventory.subject && component.ecosystem === undefined),
  );
}
