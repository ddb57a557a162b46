import {
  complete,
  decodeText,
  incomplete,
  type Issue,
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

/**
 * One OSV record. Undefined when it is refused: not UTF-8, not JSON, or without what matching needs. Issues have
 * the line in the record.
 */
export function parseRecord(
  bytes: Uint8Array,
  path: string,
  limits: Pick<Limits, 'nestingLevels' | 'advisoryBytes'>,
): Outcome<ParsedRecord | undefined> {
  if (bytes.length > limits.advisoryBytes) {
    return incomplete(undefined, [
      { code: 'advisory/record-bytes', path, message: `is larger than ${limits.advisoryBytes} bytes` },
    ]);
  }
  const text = decodeText(bytes, path);
  if (text.value === undefined) return incomplete(undefined, text.issues);
  let source: DataValue | undefined;
  try {
    source = JSON.parse(text.value) as DataValue;
  } catch {
    return incomplete(undefined, locate(text.value, path, limits));
  }
  const checked = checkRecord(source);
  if ('fault' in checked) return incomplete(undefined, locate(text.value, path, limits));
  const record: ParsedRecord = { ...checked, source: source as DataObject };
  return checked.remarks.length === 0 ? complete(record) : incomplete(record, locate(text.value, path, limits));
}

/** Reads the text a second time, by the parser that knows lines, to say where it is wrong. */
function locate(text: string, path: string, limits: Pick<Limits, 'nestingLevels'>): readonly Issue[] {
  const document = parseJson(text, { path, limits });
  if (document.value === undefined) return document.issues;
  const { value } = document;
  const checked = checkRecord(value.value);
  const faults = 'fault' in checked ? [checked] : checked.remarks;
  const located = faults.map(({ fault, at }): Issue => {
    return { code: 'advisory/record', path, line: at === undefined ? 1 : (value.lineOf(at) ?? 1), message: fault };
  });
  // Names that stand twice are read differently by the two parsers; then only that can be said.
  if (located.length > 0 || document.issues.length > 0) return [...document.issues, ...located];
  return [{ code: 'advisory/record', path, line: 1, message: 'cannot be understood' }];
}
