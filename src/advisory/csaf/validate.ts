import type { DataObject } from '../../kernel/index.ts';
import { loadCvss } from '../severity/cvss.ts';
import { cweName, highestCwe } from './cwe.ts';
import { toCsafDocument } from './csaf-document.ts';
import type { CsafFailure, CsafTest, CsafTestGroup, CsafTools } from './csaf-test.ts';
import { csafTests } from './list.ts';

/** What came of one test. `not decided`: nothing failed, and something could not be looked up. */
export interface CsafTestResult {
  readonly id: string;
  readonly title: string;
  readonly group: CsafTestGroup;
  /** Failures of the schema and of mandatory tests make a document invalid; all others are warnings. */
  readonly severity: 'error' | 'warning';
  readonly status: 'passed' | 'failed' | 'not decided' | 'not run';
  /** Why it was not run. */
  readonly reason?: string;
  readonly failures: readonly CsafFailure[];
}

export interface CsafValidation {
  /** No mandatory test failed. Undefined when none did but not all could be decided. */
  readonly isValid: boolean | undefined;
  readonly results: readonly CsafTestResult[];
}

/** What a validator may be given from outside; without it the tests that need it are not run, and said not to be. */
export type OutsideTools = Pick<CsafTools, 'resolve' | 'misspelt'>;

const reasons = {
  resolve: 'it asks for the URLs over the network',
  misspelt: 'there is no dictionary',
} as const;

/**
 * Runs all tests of CSAF 2.0, section 6, on a document of that version.
 * @param value the whole document, whatever it holds
 */
export async function validateCsaf(value: DataObject, outside: OutsideTools = {}): Promise<CsafValidation> {
  const document = toCsafDocument(value);
  const tools: CsafTools = { score: await loadCvss(), cweName, highestCwe, ...outside };
  const results: CsafTestResult[] = [];
  for (const test of csafTests) {
    const facts = { id: test.id, title: test.title, group: test.group, severity: severityOf(test) };
    if (test.needs !== undefined && tools[test.needs] === undefined) {
      results.push({ ...facts, status: 'not run', reason: reasons[test.needs], failures: [] });
    } else {
      const failures = await test.run(document, tools);
      results.push({ ...facts, status: statusOf(failures), failures });
    }
  }
  const mandatory = results.filter(({ severity }) => severity === 'error');
  const isValid = mandatory.some(({ status }) => status === 'failed')
    ? false
    : mandatory.every(({ status }) => status === 'passed') || undefined;
  return { isValid, results };
}

function severityOf({ group }: CsafTest): 'error' | 'warning' {
  return group === 'schema' || group === 'mandatory' ? 'error' : 'warning';
}

function statusOf(failures: readonly CsafFailure[]): 'passed' | 'failed' | 'not decided' {
  if (failures.length === 0) return 'passed';
  return failures.every((failure) => failure.isUndecided === true) ? 'not decided' : 'failed';
}
