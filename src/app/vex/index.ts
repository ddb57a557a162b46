export { applyVexFiles, type VexApplyOptions, type VexedFinding, type VexReport } from '../vex-apply.ts';
export { createVex, type VexCreateOptions } from '../vex-create.ts';
export type { NamedFile } from '../vex-documents.ts';
export { mergeVexFiles, type VexMerge } from '../vex-merge.ts';
export { validateVexFiles, type ValidatedFile, type ValidatedTest } from '../vex-validate.ts';
export { vexFormats, vexJustifications, vexStatuses } from '../vex-write.ts';
