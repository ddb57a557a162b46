import type { DataObject } from '../../kernel/index.ts';
import type { CsafValidation, OutsideTools } from './validate.ts';

export { productsOf, toCsafDocument, type Branch, type CsafDocument } from './csaf-document.ts';
export type { CsafFailure, CsafTestGroup } from './csaf-test.ts';
export { fileNameOf } from './file-name.ts';
export { objectAt, objectsAt, textAt, textsAt, valueAt, type Place } from './places.ts';
export { checkShape, dateTime, listOf, matching, numberBetween, object, oneOf, text, uri, type ObjectShape } from './shape.ts';
export { compareReleases, compareTimes, isTime, parseRelease } from './release.ts';
export { parseVers, versContains, type Vers } from './vers.ts';
export type { CsafTestResult, CsafValidation, OutsideTools } from './validate.ts';

/** Runs all tests of CSAF 2.0, section 6; they are loaded when the first document is validated. See `validate.ts`. */
export async function validateCsaf(value: DataObject, outside?: OutsideTools): Promise<CsafValidation> {
  const validator = await import('./validate.ts');
  return validator.validateCsaf(value, outside);
}
