export {
  applyVex,
  type DecidedFinding,
  type UnusedStatement,
  type VexDecision,
  type VexFacts,
  type VexFinding,
  type VexOutcome,
} from './apply.ts';
export { declaredProduct, factsOfInventory } from './facts.ts';
export { toCsafVex, type CsafVexFacts } from './formats/csaf-write.ts';
export {
  stateByStatus,
  toAnalysis,
  toCycloneDxVex,
  wordByJustification,
  type CycloneDxVexFacts,
} from './formats/cyclonedx-write.ts';
export { toOpenVex, type OpenVexDocument, type OpenVexFacts } from './formats/openvex-write.ts';
export { mergeVex, type MergedVex, type VexConflict } from './merge.ts';
export { exactness, matchPurl, type VexComponent } from './product-index.ts';
export { readVexText, type VexContent } from './read.ts';
export {
  closes,
  effectiveTime,
  justifications,
  nameOfProduct,
  vexStatuses,
  type Justification,
  type ProductIdentity,
  type StatedProduct,
  type VexDocument,
  type VexFormat,
  type VexStatement,
  type VexStatus,
} from './statement.ts';
export { lineOfPointer, validateVex, type VexTestResult, type VexValidation } from './validate.ts';
export { waysOfInventory, waysOfLists, type Ways, type WrittenWays } from './ways.ts';
