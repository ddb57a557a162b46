export { readBom, type ReadBom } from './read.ts';
export { encodeBom, writeBom, type Encoded } from './write.ts';
export { convertBom, groundOf, type ConversionFacts } from './convert.ts';
export { LossLedger, type Loss } from './loss.ts';
export type {
  Agent,
  Bom,
  BomComponent,
  BomFacts,
  BomHash,
  BomProperty,
  BomReference,
  BomRelationship,
  Dialect,
  LicenceStatement,
} from './model.ts';
export { decodeCycloneDx } from '../cyclonedx/bom/decode.ts';
export { decodeSpdx2 } from '../spdx/bom/decode2.ts';
export { lintBom, type LintFinding } from '../lint/lint.ts';
export { diffBoms, type BomDiff, type ComparedComponent, type ComponentChange } from '../compare/diff.ts';
export { mergeBoms, type MergeOptions } from '../compare/merge.ts';
export { profileById, profiles } from '../quality/list.ts';
export { grades, scoreBom, type ComponentScore, type ElementScore, type Grade, type QualityScore } from '../quality/score.ts';
export type { Profile, ProfileElement } from '../quality/profile.ts';
export { enrichBom, type Enrichment } from './enrich.ts';
export { readBomInventory } from './inventory.ts';
