import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { sharedData, withoutSharedData } from '../../../test/kit/shared-data.ts';
import type { DataObject, DataValue } from '../../kernel/index.ts';
import { checkShape } from './shape.ts';
import { csafShape } from './shapes/document.ts';

function schemaValidator(): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  (addFormats as unknown as (instance: Ajv2020) => void)(ajv);
  // The schemas of CVSS are not among the public data: any object stands for one of theirs.
  for (const version of ['2.0', '3.0', '3.1']) {
    ajv.addSchema({
      $id: `https://www.first.org/cvss/cvss-v${version}.json`,
      ...(version === '3.1' ? { not: {} } : { type: 'object' }),
    });
  }
  return ajv.compile(JSON.parse(readFileSync(sharedData('csaf/schema/csaf_json_schema.json'), 'utf8')) as DataObject);
}

function isCvss(at: string): boolean {
  return /\/cvss_v[23](?:\/|$)/.test(at);
}

function documents(): readonly DataObject[] {
  const official = globSync('csaf/2.0/validator/data/{mandatory,optional,informative}/*.json', { cwd: sharedData('') });
  const real = globSync('sboms/trustify/ds3/csaf/**/*.json', { cwd: sharedData('') });
  return [...official, ...real].map((file) => JSON.parse(readFileSync(join(sharedData(''), file), 'utf8')) as DataObject);
}

const skip = withoutSharedData('csaf/schema/csaf_json_schema.json');

test('the shape finds what the official JSON schema finds, on the official cases and on real advisories', { skip }, () => {
  const validate = schemaValidator();
  for (const document of documents()) {
    const broken = checkShape(document, csafShape(), '').broken.filter(({ at }) => !isCvss(at));
    assert.equal(broken.length === 0, validate(document), JSON.stringify([document['document'], broken, validate.errors]));
  }
});

test('the shape finds what the official JSON schema finds, whatever one value is replaced by', { skip }, () => {
  const validate = schemaValidator();
  const originals = documents().filter((document) => JSON.stringify(document).length < 20_000);
  const replacement = fc.constantFrom<DataValue | undefined>(
    undefined,
    null,
    '',
    'text',
    7,
    true,
    [],
    {},
    ['a', 'a'],
    [{}],
    { name: 'a' },
    '2021-02-30T00:00:00Z',
    '2024-02-29T00:00:00Z',
    'a b',
  );
  fc.assert(
    fc.property(fc.nat(originals.length - 1), fc.nat(10_000), replacement, (index, place, value) => {
      const document = structuredClone(originals[index]) as DataObject;
      const at = replaceOne(document, place, value);
      if (isCvss(at)) return;
      const broken = checkShape(document, csafShape(), '').broken.filter((failure) => !isCvss(failure.at));
      assert.equal(broken.length === 0, validate(document), JSON.stringify([at, value, broken, validate.errors]));
    }),
    { numRuns: 3000 },
  );
});

/** Replaces the `place`th value that is met, or takes it away. */
function replaceOne(root: DataObject, place: number, value: DataValue | undefined): string {
  const holders: { holder: Record<string, DataValue | undefined>; name: string; at: string }[] = [];
  const visit = (node: DataValue | undefined, at: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [name, member] of Object.entries(node)) {
      holders.push({ holder: node as Record<string, DataValue | undefined>, name, at: `${at}/${name}` });
      visit(member, `${at}/${name}`);
    }
  };
  visit(root, '');
  const chosen = holders[place % holders.length];
  if (chosen === undefined) return '';
  if (value === undefined && !Array.isArray(chosen.holder)) delete chosen.holder[chosen.name];
  else chosen.holder[chosen.name] = value ?? null;
  return chosen.at;
}
