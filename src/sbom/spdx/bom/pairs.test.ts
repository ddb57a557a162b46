import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sharedData, withoutSharedData } from '../../../../test/kit/shared-data.ts';
import { readBom } from '../../bom/read.ts';
import { writeBom } from '../../bom/write.ts';

/**
 * The SPDX examples that exist in 2.x and in 3.0, converted by their authors: what we make of the one is compared with the other, with
 * names replaced by what they name. Differences that remain are listed with their reason; anything else fails.
 */
const folder = 'spdx/examples/software';
const pairs: readonly (readonly [string, string])[] = [
  ['example1/spdx2.2/example1.spdx', 'example1/spdx3.0/example1.json'],
  ['example3/spdx2.2/example3-bin.spdx', 'example3/spdx3.0/example3-bin.json'],
  ['example3/spdx2.2/example3-src.spdx', 'example3/spdx3.0/example3-src.json'],
  ['example4/spdx2.2/example4-bin.spdx', 'example4/spdx3.0/example4-bin.json'],
  ['example4/spdx2.2/example4-src.spdx', 'example4/spdx3.0/example4-src.json'],
  ['example5/spdx2.2/example5-bin.spdx', 'example5/spdx3.0/example5-bin.json'],
  ['example5/spdx2.2/example5-src.spdx', 'example5/spdx3.0/example5-src.json'],
  ['example6/spdx2.2/example6-bin.spdx', 'example6/spdx3.0/example6-bin.json'],
  ['example6/spdx2.2/example6-lib.spdx', 'example6/spdx3.0/example6-lib.json'],
  ['example6/spdx2.2/example6-src.spdx', 'example6/spdx3.0/example6-src.json'],
  ['example8/spdx2.3/examplemaven-0.0.1.spdx.json', 'example8/spdx3.0/examplemaven-0.0.1.spdx3.json'],
  ['example9/spdx2.2/appbomination.spdx.json', 'example9/spdx3.0/appbomination.spdx3.json'],
  ['example10/spdx2.3/hello-source.spdx.json', 'example10/spdx3.0/hello-source.spdx3.json'],
  ['example11/spdx2.3/sbom.spdx.json', 'example11/spdx3.0/sbom.spdx3.json'],
  ['example12/spdx2.2/hello-dist.spdx.json', 'example12/spdx3.0/hello-dist.spdx3.json'],
  ['example12/spdx2.2/hello-src.spdx.json', 'example12/spdx3.0/hello-src.spdx3.json'],
  ['example14/content/examplemaven-0.0.1.spdx.json', 'example14/content/examplemaven-0.0.1.spdx3.json'],
  ['example14/spdx2.3/examplemaven-0.0.1-enriched.spdx.json', 'example14/spdx3.0/examplemaven-0.0.1-enriched.spdx3.json'],
];

type Element = Record<string, unknown>;

/** Every element once, as a text without its name, its making and the order of what has none. */
function statements(graph: readonly Element[]): ReadonlySet<string> {
  const named = new Map(graph.map((element) => [element['spdxId'] ?? element['@id'], element]));
  const label = (value: unknown, member: string): unknown => {
    if (Array.isArray(value))
      return value.map((one) => label(one, member)).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    if (typeof value === 'object' && value !== null) return plain(value as Element);
    const element = named.get(value);
    if (element === undefined || member === 'name' || member === 'type')
      return typeof value === 'string' ? value.replace(/^.*[#/](?=(?:LicenseRef|SPDXRef)-)/, '') : value;
    if (String(element['type']).includes('License'))
      return `licence ${licence(element['simplelicensing_licenseExpression'] ?? value)}`;
    return `${String(element['type'])} ${JSON.stringify(element['name'] ?? '')}`;
  };
  const plain = (element: Element): Element =>
    Object.fromEntries(
      Object.entries(element)
        .filter(
          ([member, value]) =>
            !['spdxId', '@id', 'creationInfo', 'completeness'].includes(member) && !(member === 'comment' && value === ''),
        )
        .map(
          ([member, value]) =>
            [member, member === 'simplelicensing_licenseExpression' ? licence(value) : label(value, member)] as const,
        )
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
  return new Set(graph.map((element) => JSON.stringify(plain(element))));
}

/** Licences that are joined have no order. */
function licence(expression: unknown): string {
  return String(expression)
    .replace(/^.*[#/](?=LicenseRef-)/, '')
    .replaceAll(/[()]/g, '')
    .split(' AND ')
    .toSorted()
    .join(' AND ');
}

/** Why one of the two says something that the other does not. */
const differences: readonly (readonly [string, (statement: Element, side: 'ours' | 'theirs') => boolean])[] = [
  [
    'SPDX 2 "A DYNAMIC_LINK B" and SPDX 3 "A hasDynamicLink B" both say that A links to B; theirs is turned round',
    (one) => one['relationshipType'] === 'hasDynamicLink',
  ],
  [
    'a plain DEPENDS_ON says nothing of a build; theirs has the scope build',
    (one) => one['relationshipType'] === 'dependsOn' && (one['scope'] === 'build' || one['scope'] === undefined),
  ],
  [
    'theirs leaves out the texts of licences, and so what binds a LicenseRef to its text',
    (one) => one['type'] === 'expandedlicensing_CustomLicense' || one['simplelicensing_customIdToUri'] !== undefined,
  ],
  ['theirs leaves out who contributed to a file', (one, side) => side === 'ours' && one['type'] === 'Agent'],
  ['a namespace of imported names ends in # or not', (one) => one['type'] === 'SpdxDocument' && one['namespaceMap'] !== undefined],
  ['theirs leaves out the comment of the creators', (one) => one['type'] === 'CreationInfo'],
  [
    'theirs writes an empty copyright for a file that states none, or leaves out the contributors',
    (one) => one['type'] === 'software_File',
  ],
  [
    'theirs adds that nobody concluded a licence, where nothing is said',
    (one, side) =>
      side === 'theirs' && one['relationshipType'] === 'hasConcludedLicense' && JSON.stringify(one['to']).includes('NOASSERTION'),
  ],
  [
    'theirs loses the checksums of a package without a file name',
    (one) => one['type'] === 'software_Package' && (one['verifiedUsing'] !== undefined || one['software_packageUrl'] !== undefined),
  ],
];

for (const [two, three] of pairs) {
  test(
    `${two} becomes what its authors made of it in SPDX 3, but for what is explained`,
    { skip: withoutSharedData(folder) },
    () => {
      const read = readBom(readFileSync(sharedData(`${folder}/${two}`)), two);
      assert.ok(read.value !== undefined && read.complete);
      const { losses, text } = writeBom(
        read.value.bom,
        { family: 'spdx', version: '3.0.1', encoding: 'json' },
        { toolVersion: '1', now: new Date(0), name: 'x' },
      );
      assert.deepEqual(
        losses.filter(({ path }) => path !== 'creationInfo.licenseListVersion'),
        [],
      );
      const ours = statements((JSON.parse(text) as { readonly '@graph': readonly Element[] })['@graph']);
      const theirs = statements(
        (JSON.parse(readFileSync(sharedData(`${folder}/${three}`), 'utf8')) as { readonly '@graph': readonly Element[] })['@graph'],
      );
      const unexplained = (left: ReadonlySet<string>, right: ReadonlySet<string>, side: 'ours' | 'theirs'): readonly string[] =>
        [...left].filter((one) => !right.has(one) && !differences.some(([, is]) => is(JSON.parse(one) as Element, side)));
      assert.deepEqual(unexplained(ours, theirs, 'ours'), []);
      assert.deepEqual(unexplained(theirs, ours, 'theirs'), []);
      const shared = [...ours].filter((one) => theirs.has(one)).length;
      assert.ok(shared / theirs.size >= 0.55, `${shared} of ${theirs.size}`);
    },
  );

  test(`${two} comes back from SPDX 3 with the same elements and relationships`, { skip: withoutSharedData(folder) }, () => {
    const facts = { toolVersion: '1', now: new Date(0), name: 'x' };
    const { value } = readBom(readFileSync(sharedData(`${folder}/${two}`)), two);
    assert.ok(value);
    const upward = writeBom(value.bom, { family: 'spdx', version: '3.0.1', encoding: 'json' }, facts);
    const middle = readBom(upward.text, three).value;
    assert.ok(middle);
    const downward = writeBom(middle.bom, { family: 'spdx', version: '2.3', encoding: 'json' }, facts);
    const again = readBom(downward.text, two);
    assert.ok(again.complete, JSON.stringify(again.issues[0]));
    const summary = (bom: typeof value.bom): unknown => ({
      namespace: bom.facts.id,
      created: bom.facts.created,
      names: bom.components
        .map(({ kind, name, ref, version, purl, copyright }) => ({ kind, name, ref, version, purl, copyright }))
        .toSorted((a, b) => (String(a.ref) < String(b.ref) ? -1 : 1)),
      hashes: bom.components
        .flatMap(({ hashes, name }) => (hashes ?? []).map((hash) => `${name} ${hash.algorithm} ${hash.value}`))
        .toSorted(),
    });
    assert.deepEqual(summary(again.value?.bom as typeof value.bom), summary(value.bom));
    const said = new Set(again.value?.bom.relationships.map(({ from, to, type }) => `${from} ${type} ${to.join()}`));
    // A second word of the same meaning comes back as the first.
    for (const { from, to, type } of value.bom.relationships)
      assert.ok(said.has(`${from} ${type} ${to.join()}`), `${from} ${type} ${to.join()}`);
  });
}
