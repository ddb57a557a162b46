export { detectSbom, looksLikeSbom, type SbomFormat } from './detect.ts';
export { readSbom, readSbomText } from './read.ts';
export type { DocumentFacts } from './facts.ts';
export { readCycloneDx } from './cyclonedx/json/read.ts';
export { toCycloneDx, toCycloneDxText } from './cyclonedx/json/write.ts';
export type { CycloneDxDocument } from './cyclonedx/json/document.ts';
export { readSpdx } from './spdx/json/read.ts';
export { toSpdx, toSpdxText } from './spdx/json/write.ts';
export type { SpdxDocument } from './spdx/json/document.ts';
export {
  parseLicenceExpression,
  type LicenceExpression,
  type LicenceGroup,
  type LicenceParse,
  type LicenceTerm,
} from './licence/expression.ts';
