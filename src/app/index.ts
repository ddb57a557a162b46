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
export { ageOf, countOf } from './formats/wording.ts';
export { assayVersion } from './version.ts';
