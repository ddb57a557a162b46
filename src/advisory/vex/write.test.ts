import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { product, says } from '../../../test/kit/made-vex.ts';
import { sharedData, withoutSharedData } from '../../../test/kit/shared-data.ts';
import { defaultLimits, type DataObject } from '../../kernel/index.ts';
import { checkShape, validateCsaf } from '../csaf/index.ts';
import { toCsafVex } from './formats/csaf-write.ts';
import { toCycloneDxVex } from './formats/cyclonedx-write.ts';
import { openVexShape } from './formats/openvex-shape.ts';
import { toOpenVex } from './formats/openvex-write.ts';
import { mergeVex } from './merge.ts';
import { readVexText } from './read.ts';
import { effectiveTime, nameOfProduct, vexStatuses, type VexStatement } from './statement.ts';

const facts = { author: 'Somebody', timestamp: '2026-05-01T00:00:00Z', namespace: 'https://vendor.example' };

const products = [
  'pkg:npm/a@1.0.0',
  'pkg:npm/a',
  'pkg:npm/b@2.0.0 in pkg:npm/shop@1.0.0',
  'pkg:npm/b in pkg:npm/a@1.0.0',
  'name:shop',
];
const ranged = { ...product('pkg:npm/ranged'), versions: ['vers:npm/<2.0.0'] };
const statement: fc.Arbitrary<VexStatement> = fc
  .record({
    status: fc.constantFrom(...vexStatuses),
    id: fc.constantFrom('CVE-2026-1000', 'CVE-2026-2000', 'GHSA-aaaa-bbbb-cccc'),
    about: fc.uniqueArray(fc.constantFrom(...products), { minLength: 1, maxLength: 3 }),
    isRanged: fc.boolean(),
    timestamp: fc.constantFrom('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'),
    text: fc.constantFrom('one', 'two'),
    isJustified: fc.boolean(),
  })
  .map(({ status, id, about, isRanged, timestamp, text, isJustified }) => {
    const { justification, ...made } = says(status, id, about, { timestamp, aliases: id.startsWith('CVE') ? ['X-1'] : [] });
    return {
      ...made,
      products: isRanged ? [...made.products, ranged] : made.products,
      ...(status === 'affected' ? { action: text } : {}),
      ...(status === 'not_affected' && !isJustified ? { impact: text } : {}),
      ...(status === 'not_affected' && isJustified && justification !== undefined ? { justification } : {}),
    };
  });
/** One statement for each vulnerability and product, as CSAF has it. */
const merged = fc
  .array(statement, { minLength: 1, maxLength: 6 })
  .map((given) => mergeVex(given.map((one) => ({ ...one, aliases: [] }))).statements);

/** What is said, product by product. */
function said(statements: readonly VexStatement[]): readonly string[] {
  const one = ({ vulnerability, status, justification, impact, action, ...rest }: VexStatement): readonly string[] =>
    rest.products.map((stated) =>
      JSON.stringify([
        vulnerability,
        nameOfProduct(stated).replace(/^urn:product:/, ''),
        stated.purls.map((purl) => purl.split('?')[0]),
        stated.subcomponents.flatMap(({ purls }) => purls),
        status,
        justification,
        impact,
        action,
        effectiveTime(rest as VexStatement),
      ]).replaceAll(/\?vers=[^"]*/g, ''),
    );
  return statements.flatMap(one).toSorted();
}

function readBack(document: object): readonly VexStatement[] {
  const { value, issues } = readVexText(JSON.stringify(document), 'again.json', defaultLimits);
  assert.deepEqual(issues, []);
  return value?.statements ?? [];
}

describe('an OpenVEX document that is written', () => {
  test('has the form of the format, and says what it was made of', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 6 }), (statements) => {
        const document = toOpenVex(statements, facts);
        assert.deepEqual(checkShape(document as DataObject, openVexShape(), ''), { broken: [], additional: [] });
        assert.deepEqual(new Set(said(readBack(document))), new Set(said(statements)));
      }),
    );
  });

  test('is the same for the same statements in any order, its id included', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 6 }), (statements) => {
        assert.deepEqual(toOpenVex(statements.toReversed(), facts), toOpenVex(statements, facts));
      }),
    );
  });

  test('keeps a range of versions: without it a statement would be about more', () => {
    const several = { ...product('pkg:npm/a'), versions: ['vers:npm/<1.0.0', 'vers:generic/2.0.0'], cpes: ['cpe:/a:v:a'] };
    const document = toOpenVex([{ ...says('fixed', 'CVE-2026-1000', []), products: [several] }], facts);
    const [first] = document['statements'] as readonly { readonly products: readonly object[] }[];
    assert.deepEqual(first?.products, [
      { '@id': 'pkg:npm/a?vers=vers%3Anpm%2F%3C1.0.0', identifiers: { purl: 'pkg:npm/a?vers=vers%3Anpm%2F%3C1.0.0' } },
      { '@id': 'pkg:npm/a@2.0.0', identifiers: { purl: 'pkg:npm/a@2.0.0' } },
    ]);
  });
});

test('a CSAF document that is written fails no mandatory test, and says what it was made of', async () => {
  await fc.assert(
    fc.asyncProperty(merged, async (statements) => {
      const document = toCsafVex(statements, facts) as DataObject;
      const { results } = await validateCsaf(document);
      assert.deepEqual(
        results.filter(({ severity, status }) => severity === 'error' && status !== 'passed'),
        [],
      );
      const timeless = (statement: string): string => statement.replace(/,"[^"]*"\]$/, '');
      const action = (text: string): string => text.replaceAll('"No action is stated."', 'null');
      assert.deepEqual(said(readBack(document)).map(timeless).map(action), said(statements).map(timeless).toSorted());
    }),
    { numRuns: 50 },
  );
});

describe('a CycloneDX document that is written', () => {
  test('says what it was made of', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 6 }), (statements) => {
        const documents = toCycloneDxVex(statements, facts);
        const again = documents.flatMap(readBack);
        const plain = (all: readonly VexStatement[]): ReadonlySet<string> =>
          new Set(
            all.flatMap((one) =>
              one.products.map(({ purls, subcomponents }) =>
                JSON.stringify([
                  one.vulnerability,
                  one.status,
                  one.justification,
                  one.impact,
                  one.action,
                  purls,
                  subcomponents.map((part) => part.purls),
                ]),
              ),
            ),
          );
        assert.deepEqual(plain(again), plain(statements));
      }),
    );
  });

  test('is valid against the schema of CycloneDX 1.6', { skip: withoutSharedData('cyclonedx/schema') }, () => {
    const validate = cycloneDxSchema();
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 6 }), (statements) => {
        for (const document of toCycloneDxVex(statements, facts)) assert.ok(validate(document), JSON.stringify(validate.errors));
      }),
    );
  });
});

function cycloneDxSchema(): ValidateFunction {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const schema = (name: string): object =>
    JSON.parse(readFileSync(sharedData(`cyclonedx/schema/${name}.schema.json`), 'utf8')) as object;
  for (const name of ['spdx', 'jsf-0.82']) ajv.addSchema(schema(name));
  return ajv.compile(schema('bom-1.6'));
}
