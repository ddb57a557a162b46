import type { Hash } from '../kernel/index.ts';
import type { Field } from './field.ts';
import type { EcosystemId, Scope, Source } from './graph.ts';

export type ComponentType =
  | 'application'
  | 'framework'
  | 'library'
  | 'container'
  | 'platform'
  | 'operating-system'
  | 'device'
  | 'device-driver'
  | 'firmware'
  | 'file'
  | 'machine-learning-model'
  | 'data'
  | 'cryptographic-asset';

/** Licences as three parties state them: the author, whoever analysed it, and the files themselves. */
export interface Licences {
  readonly declared: Field<string>;
  readonly concluded: Field<string>;
  readonly observed: readonly string[];
}

export interface ExternalReference {
  /** CycloneDX external reference type, e.g. `vcs`, `website`, `distribution`. */
  readonly type: string;
  readonly url: string;
  readonly comment?: string;
}

/** How a fact was seen. */
export type Technique = 'manifest' | 'lockfile' | 'installed' | 'sbom' | 'binary' | 'hash' | 'filename';

export interface Evidence {
  /** Relative to the target, `/` separators. */
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
  readonly technique: Technique;
  /** `id` of the cataloger that saw it. */
  readonly cataloger: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Digest of the image layer that holds the file. */
  readonly layer?: string;
}

/** One thing that software is made of, once per identity. */
export interface Component {
  /** Unique in its inventory and stable between runs: the purl where there is one. */
  readonly id: string;
  readonly type: ComponentType;
  /** Present when Assay understands names and versions of its ecosystem. */
  readonly ecosystem?: EcosystemId;
  /** Name as the ecosystem spells it, with its group or scope: `@scope/name`, `org.example:thing`. */
  readonly name: string;
  readonly version: Field<string>;
  readonly purl?: string;
  readonly source?: Source;
  /** The strongest scope of all its occurrences. */
  readonly scope: Scope;
  readonly hashes: readonly Hash[];
  readonly licences: Licences;
  readonly supplier: Field<string>;
  readonly description?: string;
  readonly deprecated?: string;
  readonly externalReferences: readonly ExternalReference[];
  readonly evidence: readonly Evidence[];
}
