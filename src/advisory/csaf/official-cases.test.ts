import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { sharedData, withoutSharedData } from '../../../test/kit/shared-data.ts';
import type { DataObject } from '../../kernel/index.ts';
import { csafTests } from './list.ts';
import { validateCsaf, type OutsideTools } from './validate.ts';

const folder = 'csaf/2.0/validator/data/';

interface Case {
  readonly name: string;
  readonly valid: boolean;
}
interface OfficialTest {
  readonly id: string;
  readonly failures: readonly Case[];
  readonly valid?: readonly Case[];
}

/** The world as the official cases need it: two of their URLs do not resolve, and these words are right. */
const rightWords = new Set(
  `a allows an and any arbitrary attacker b canonical code company component csaf disclosed example execute exists failing found
  in informative initial is multiple oasis privileges product remote researchers root second security spell check tc test that to
  unauthenticated undisclosed valid version vulnerabilities vulnerability summary with xyz`.split(/\s+/),
);
const world: OutsideTools = {
  resolve: (url) => Promise.resolve(url.includes('.invalid') ? undefined : url.endsWith('/not-available') ? 404 : 200),
  misspelt: (text, language) =>
    language.startsWith('en')
      ? text.split(/[^A-Za-z0-9-]+/).filter((word) => /^[A-Za-z]/.test(word) && !rightWords.has(word.toLowerCase()))
      : undefined,
};

/** Cases that are listed as valid, and use one hash algorithm twice, against the mandatory test 6.1.25. */
const contradictory: ReadonlySet<string> = new Set([
  'optional/oasis_csaf_tc-csaf_2_0-2021-6-2-08-02.json',
  'optional/oasis_csaf_tc-csaf_2_0-2021-6-2-09-02.json',
]);

function readCase(name: string): DataObject {
  return JSON.parse(readFileSync(sharedData(folder + name), 'utf8')) as DataObject;
}

describe('the official cases of the CSAF 2.0 tests', { skip: withoutSharedData(folder) }, () => {
  const list = existsSync(sharedData(`${folder}testcases.json`))
    ? (JSON.parse(readFileSync(sharedData(`${folder}testcases.json`), 'utf8')) as { readonly tests: readonly OfficialTest[] }).tests
    : [];

  test('every official test is one that is run', () => {
    assert.deepEqual(
      list.map(({ id }) => id).filter((id) => !csafTests.some((known) => known.id === id)),
      [],
    );
    assert.equal(csafTests.length, list.length + 1);
  });

  for (const { id, failures, valid = [] } of list) {
    test(`${id}: ${failures.length} documents fail and ${valid.length} pass`, async () => {
      for (const [cases, status] of [
        [failures, 'failed'],
        [valid, 'passed'],
      ] as const) {
        for (const { name, valid: isValid } of cases) {
          const { results, isValid: found } = await validateCsaf(readCase(name), world);
          assert.equal(results.find((result) => result.id === id)?.status, status, name);
          const wanted = contradictory.has(name) ? !isValid : isValid;
          assert.equal(
            found,
            wanted,
            `${name}: ${JSON.stringify(results.filter((one) => one.severity === 'error' && one.status !== 'passed'))}`,
          );
        }
      }
    });
  }
});
