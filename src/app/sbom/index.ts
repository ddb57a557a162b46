export { diffSboms, mergeSboms, type MergedSbom, type SbomMergeOptions } from '../sbom-compare.ts';
export { convertSbom, type ConvertedSbom, type SbomConvertOptions } from '../sbom-convert.ts';
export { describeDialect, parseSbomFormat, sbomFormatNames } from '../sbom-formats.ts';
export { generateSbom, type GeneratedSbom, type SbomGenerateOptions } from '../sbom-generate.ts';
export type { SbomFile } from '../sbom-input.ts';
export { isGradeAtLeast, sbomGrades, sbomProfileIds, scoreSbom } from '../sbom-score.ts';
export { diffText, scoreText, validationText } from '../sbom-text.ts';
export { validateSboms, type SbomValidateOptions, type ValidatedSbom } from '../sbom-validate.ts';
