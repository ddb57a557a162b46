import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { sharedData, withoutSharedData } from '../../../test/kit/shared-data.ts';
import { canonicalPurl, formatPurl, knownPurlTypes, parsePurl, toPurl, validatePurl, type Purl, type PurlParts } from './index.ts';

interface SuiteParts {
  readonly type: string | null;
  readonly namespace: string | null;
  readonly name: string | null;
  readonly version: string | null;
  readonly qualifiers: Readonly<Record<string, string>> | null;
  readonly subpath: string | null;
}

type SuiteCase = { readonly description: string; readonly expected_failure: boolean } & (
  | { readonly test_type: 'parse'; readonly input: string; readonly expected_output?: SuiteParts | null }
  | { readonly test_type: 'build'; readonly input: SuiteParts; readonly expected_output?: string | null }
  | { readonly test_type: 'validate'; readonly input: string; readonly expected_output: string }
);

function suiteParts(purl: Purl): SuiteParts {
  return {
    type: purl.type,
    namespace: purl.namespace ?? null,
    name: purl.name,
    version: purl.version ?? null,
    qualifiers: purl.qualifiers.size === 0 ? null : Object.fromEntries(purl.qualifiers),
    subpath: purl.subpath ?? null,
  };
}

function partsOf(parts: SuiteParts): PurlParts {
  return {
    type: parts.type ?? '',
    namespace: parts.namespace ?? undefined,
    name: parts.name ?? '',
    version: parts.version ?? undefined,
    qualifiers: parts.qualifiers ?? undefined,
    subpath: parts.subpath ?? undefined,
  };
}

function runCase(one: SuiteCase): void {
  const message = `${one.test_type}: ${one.description}: ${JSON.stringify(one.input)}`;
  if (one.test_type === 'parse') {
    const parsed = parsePurl(one.input);
    assert.equal(parsed.ok, !one.expected_failure, message);
    if (parsed.ok) assert.deepEqual(suiteParts(parsed.purl), one.expected_output, message);
  } else if (one.test_type === 'build') {
    const built = formatPurl(partsOf(one.input));
    assert.equal(built.ok, !one.expected_failure, message);
    if (!built.ok) return;
    assert.equal(built.text, one.expected_output, message);
    assert.equal(toPurl(partsOf(one.input)), one.expected_output, message);
  } else {
    assert.equal(one.expected_failure, false, message);
    assert.deepEqual(canonicalPurl(one.input), { ok: true, text: one.expected_output }, message);
    const expected =
      one.input === one.expected_output
        ? []
        : [{ severity: 'warning', message: 'is not in canonical form', canonical: one.expected_output }];
    assert.deepEqual(validatePurl(one.input), expected, message);
  }
}

/*
 * Two pairs of cases meet in one rule. gem and rpm must refuse `?Platform=java` and `?Arch=i386` when parsing, maven must
 * read `?repositorY_url=…`; and the canonical spelling of all three is asked for. So: the standard's own keys are read in any
 * case, others only where the caller folds keys.
 */
describe('the official package-url suite', { skip: withoutSharedData('purl') }, () => {
  const files = ['spec/specification-test.json', ...readdirSync(sharedData('purl/types')).map((name) => `types/${name}`)];
  const suites = files.map((file) => {
    const { tests } = JSON.parse(readFileSync(sharedData(`purl/${file}`), 'utf8')) as { readonly tests: readonly SuiteCase[] };
    return { file, tests };
  });

  for (const { file, tests } of suites) {
    test(`${file} passes in all ${tests.length} cases`, () => tests.forEach(runCase));
  }

  test('has the 586 cases that this project answers for', () => {
    assert.equal(
      suites.reduce((sum, { tests }) => sum + tests.length, 0),
      586,
    );
  });

  test('knows the rules of every type that has cases', () => {
    const types = files.slice(1).map((file) => file.slice('types/'.length, -'-test.json'.length));
    assert.deepEqual(knownPurlTypes(), types.toSorted());
  });
});
