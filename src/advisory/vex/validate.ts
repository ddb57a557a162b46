import { isObject, type DataArray, type Issue, type SourceDocument } from '../../kernel/index.ts';
import { checkShape, validateCsaf, valueAt, type CsafTestResult, type OutsideTools } from '../csaf/index.ts';
import type { VexContent } from './read.ts';
import type { VexFormat } from './statement.ts';

/** What came of one test of a VEX document of any format. */
export type VexTestResult = Omit<CsafTestResult, 'group'>;

export interface VexValidation {
  readonly format: VexFormat;
  readonly formatVersion: string;
  /** Undefined when no test of an error failed but not all that matter could be run. */
  readonly isValid: boolean | undefined;
  readonly results: readonly VexTestResult[];
  /** What is not tested here, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Tests a document that was read.
 * @param issues what its reader found
 */
export async function validateVex(content: VexContent, issues: readonly Issue[], outside?: OutsideTools): Promise<VexValidation> {
  const { format, formatVersion, root } = content;
  const statements = readingTest(issues);
  if (format === 'csaf' && formatVersion === '2.0') {
    const { results, isValid } = await validateCsaf(root, outside);
    const all = [...results, statements];
    return { format, formatVersion, isValid: statements.status === 'failed' ? false : isValid, results: all, notes: [] };
  }
  if (format === 'openvex') {
    const { openVexShape } = await import('./formats/openvex-shape.ts');
    const { broken, additional } = checkShape(root, openVexShape(), '');
    const failures = [...broken, ...additional];
    const schema: VexTestResult = {
      id: 'schema',
      title: 'Members of an OpenVEX 0.2.0 document',
      severity: 'error',
      status: failures.length === 0 ? 'passed' : 'failed',
      failures,
    };
    const results = [schema, statements];
    return { format, formatVersion, isValid: results.every(({ status }) => status === 'passed'), results, notes: [] };
  }
  const isRead = statements.status === 'passed';
  const note =
    format === 'csaf'
      ? `The tests of CSAF 2.0 are not those of CSAF ${formatVersion}: only that its VEX statements can be read was tested.`
      : 'Of a CycloneDX document only its VEX statements were tested.';
  return {
    format,
    formatVersion,
    isValid: isRead ? (format === 'csaf' ? undefined : true) : false,
    results: [statements],
    notes: [note],
  };
}

function readingTest(issues: readonly Issue[]): VexTestResult {
  const found = issues.filter(({ code }) => code !== 'vex/empty');
  return {
    id: 'vex',
    title: 'Statements that can be applied',
    severity: 'error',
    status: found.length === 0 ? 'passed' : 'failed',
    failures: found.map(({ message }) => splitPointer(message)),
  };
}

/** Messages of the readers begin with the place in the document where they know it. */
function splitPointer(message: string): { readonly at: string; readonly message: string } {
  const match = /^(\/\S*) (.+)$/s.exec(message);
  return match === null ? { at: '', message } : { at: match[1] as string, message: match[2] as string };
}

/** 1-based line of a JSON pointer: of the nearest object or list that holds it. */
export function lineOfPointer(document: SourceDocument, at: string): number | undefined {
  for (let pointer = at; ; pointer = pointer.slice(0, pointer.lastIndexOf('/'))) {
    const value = valueAt(document.value, pointer);
    const line = isObject(value) || Array.isArray(value) ? document.lineOf(value as DataArray) : undefined;
    if (line !== undefined || pointer === '') return line;
  }
}
