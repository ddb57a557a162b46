export { scan, type ScanOptions } from './scan.ts';
export { updateAdvisories, type DatabaseUpdate, type UpdateOptions } from './update-database.ts';
export { databaseStatus, type DatabaseReport } from './database-status.ts';
export {
  failOnLevels,
  scanReportSchema,
  type AdvisoryData,
  type EcosystemSummary,
  type FailOn,
  type NextStep,
  type NotChecked,
  type PolicyStatus,
  type ReportedFinding,
  type ScanPolicy,
  type ScanReport,
  type ScanResult,
} from './report.ts';
export { settingSpecs } from './settings.ts';
export {
  configFileName,
  findConfig,
  readConfig,
  resolvePlace,
  resolveSettings,
  type Config,
  type Settings,
  type SettingSources,
} from './config.ts';
export { configSchema } from './config-schema.ts';
export { reportFormatIds, reportFormats } from './formats/list.ts';
export type { RenderOptions, ReportFormat } from './formats/format.ts';
export { diffSboms, mergeSboms, type MergedSbom, type SbomMergeOptions } from './sbom-compare.ts';
export { convertSbom, type ConvertedSbom, type SbomConvertOptions } from './sbom-convert.ts';
export { describeDialect, parseSbomFormat, sbomFormatNames } from './sbom-formats.ts';
export { generateSbom, type GeneratedSbom, type SbomGenerateOptions } from './sbom-generate.ts';
export type { SbomFile } from './sbom-input.ts';
export { isGradeAtLeast, sbomGrades, sbomProfileIds, scoreSbom } from './sbom-score.ts';
export { diffText, scoreText, validationText } from './sbom-text.ts';
export { validateSboms, type SbomValidateOptions, type ValidatedSbom } from './sbom-validate.ts';
export { applyVexFiles, type VexApplyOptions, type VexedFinding, type VexReport } from './vex-apply.ts';
export { createVex, type VexCreateOptions } from './vex-create.ts';
export type { NamedFile } from './vex-documents.ts';
export { mergeVexFiles, type VexMerge } from './vex-merge.ts';
export { validateVexFiles, type ValidatedFile, type ValidatedTest } from './vex-validate.ts';
export { vexFormats, vexJustifications, vexStatuses } from './vex-write.ts';
export { ageOf, countOf } from './formats/wording.ts';
export { assayVersion } from './version.ts';
