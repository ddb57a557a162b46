import {
  complete,
  decodeText,
  incomplete,
  parseJson,
  type DataObject,
  type DataValue,
  type Limits,
  type Outcome,
} from '../../kernel/index.ts';
import { checkRecord, type CheckedRecord } from './check.ts';

/** A record that passed the checks, with the JSON object it was read from. */
export interface ParsedRecord extends CheckedRecord {
  readonly source: DataObject;
}

/** The largest records of the public databases have some hundred kilobytes; parsed JSON can take fifty times the text. */
export const RECORD_BYTES = 8 * 1024 * 1024;

/**
 * One OSV record. Undefined when it is refused: not UTF-8, not JSON, or without what matching needs, in which case
 * the issue has the line.
 */
export function parseRecord(
  bytes: Uint8Array,
  path: string,
  limits: Pick<Limits, 'nestingLevels'>,
): Outcome<ParsedRecord | undefined> {
  if (bytes.length > RECORD_BYTES) {
    return incomplete(undefined, [{ code: 'advisory/record-bytes', path, message: `is larger than ${RECORD_BYTES} bytes` }]);
  }
  const text = decodeText(bytes, path);
  if (text.value === undefined) return incomplete(undefined, text.issues);
  let source: DataValue;
  try {
    source = JSON.parse(text.value) as DataValue;
  } catch {
    return refuse(text.value, path, limits);
  }
  const checked = checkRecord(source);
  if ('fault' in checked) return refuse(text.value, path, limits);
  return complete({ ...checked, source: source as DataObject });
}

/** Reads the text a second time, by the parser that knows lines, to say where it is wrong. */
function refuse(text: string, path: string, limits: Pick<Limits, 'nestingLevels'>): Outcome<undefined> {
  const document = parseJson(text, { path, limits });
  if (document.value === undefined) return incomplete(undefined, document.issues);
  const checked = checkRecord(document.value.value);
  if (!('fault' in checked)) {
    const issues = document.issues.length > 0 ? document.issues : [{ code: 'advisory/record', path, message: 'is ambiguous' }];
    return incomplete(undefined, issues);
  }
  const line = checked.at === undefined ? 1 : (document.value.lineOf(checked.at) ?? 1);
  return incomplete(undefined, [{ code: 'advisory/record', path, line, message: checked.fault }]);
}
