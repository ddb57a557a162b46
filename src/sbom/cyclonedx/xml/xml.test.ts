import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBom } from '../../bom/read.ts';
import { writeBom } from '../../bom/write.ts';
import type { Dialect } from '../../bom/model.ts';

const facts = { toolVersion: '1.2.3', now: new Date('2026-01-02T03:04:05Z'), name: 'document' };
const xml: Dialect = { family: 'cyclonedx', version: '1.6', encoding: 'xml' };

function bom(inner: string, version = '1.6', attributes = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<bom xmlns="http://cyclonedx.org/schema/bom/${version}" version="1"${attributes}>${inner}</bom>\n`;
}

function component(inner: string): string {
  return bom(`<components><component type="library"><name>x</name><version>1</version>${inner}</component></components>`);
}

function faults(text: string): readonly string[] {
  return readBom(text, 'bom.xml').issues.map(({ message }) => message);
}

/** What is written of a document, without the white space between elements. */
function rewritten(text: string, target: Dialect = xml): string {
  const { issues, value } = readBom(text, 'bom.xml');
  assert.deepEqual(issues, []);
  assert.ok(value);
  return writeBom(value.bom, target, facts).text.replaceAll(/>\s+</g, '><');
}

const exact: readonly (readonly [string, string])[] = [
  [
    'numbers and truth values as they were spelled',
    component('<modified>1</modified><evidence><identity><field>purl</field><confidence>0.50</confidence></identity></evidence>'),
  ],
  [
    'attributes and elements of other namespaces, where they stood',
    component(
      '<licenses><license><id>MIT</id></license><o:note xmlns:o="urn:o" o:a="&quot;1&quot;">a &lt; b</o:note><license><name>own</name></license></licenses>',
    ),
  ],
  [
    'an expression with its acknowledgement',
    component('<licenses><expression acknowledgement="concluded">MIT OR Apache-2.0</expression></licenses>'),
  ],
  [
    'dependencies and what provides them, in their order',
    bom('<dependencies><dependency ref="a"><provides ref="c"/><dependency ref="b"/></dependency></dependencies>'),
  ],
  [
    'services with classified data',
    bom(
      '<services><service><name>s</name><data><dataflow name="n"><classification flow="inbound">PII</classification><source><url>https://example.org</url></source></dataflow><classification flow="unknown">public</classification></data></service></services>',
    ),
  ],
  ['tools as components, and as tools', bom('<metadata><tools><tool><vendor>v</vendor><name>t</name></tool></tools></metadata>')],
  ['white space inside text, and what must be escaped', component('<description>  a &amp; b\n  c  </description>')],
  [
    'references of compositions',
    bom(
      '<compositions><composition><aggregate>complete</aggregate><dependencies><dependency ref="a"/></dependencies></composition></compositions>',
    ),
  ],
  ['empty lists', bom('<components/><vulnerabilities/>')],
];

for (const [name, text] of exact) {
  test(`XML keeps ${name}`, () => assert.equal(rewritten(text), text.replaceAll(/>\s+</g, '><').trimEnd().concat('\n')));
}

test('a prefix for the namespace of CycloneDX is kept', () => {
  const text =
    '<?xml version="1.0" encoding="UTF-8"?><b:bom xmlns:b="http://cyclonedx.org/schema/bom/1.6" version="1"><b:components><b:component type="library"><b:name>x</b:name></b:component></b:components></b:bom>\n';
  assert.equal(rewritten(text), text);
});

test('elements stand in the order that the schema demands', () => {
  assert.deepEqual(
    faults(bom('<components><component type="library"><version>1</version><name>x</name></component></components>')),
    ['at components[0] has the element "name" after one that it must stand before'],
  );
  const json = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    components: [{ purl: 'pkg:npm/x@1', version: '1', name: 'x', type: 'library', 'bom-ref': 'r' }],
  };
  assert.match(rewritten(JSON.stringify(json)), /<component type="library" bom-ref="r"><name>x<\/name><version>1<\/version><purl>/);
});

test('what the schema does not allow is refused with its place', () => {
  assert.deepEqual(faults(component('<nonsense/>')), ['at components[0] has the element "nonsense", which it must not have']);
  assert.deepEqual(faults(component('<purl>a</purl><purl>b</purl>')), [
    'at components[0].purl has the element "purl" more than once',
  ]);
  assert.deepEqual(faults(component('<scope>sometimes</scope>')), [
    'at components[0].scope is "sometimes", which is none of the words that are allowed here',
  ]);
  assert.deepEqual(
    faults(
      bom(
        '<components><component type="library" bom-ref="a"><name>x</name></component><component type="file" bom-ref="a"><name>y</name></component></components>',
      ),
    ),
    ['at components[1] uses the bom-ref "a" a second time'],
  );
  assert.deepEqual(faults(bom('text')), ['has text where only elements belong']);
  assert.match(
    faults('<bom xmlns="http://cyclonedx.org/schema/bom/0.9"/>')[0] ?? '',
    /^is CycloneDX 0\.9; versions 1\.2 to 1\.7 are read$/,
  );
  assert.match(faults('<bom/>')[0] ?? '', /^is no CycloneDX document/);
});

test('from XML to JSON and back it says the same, but for what JSON has no place for', () => {
  const text = component('<licenses><license><id>MIT</id></license></licenses><purl>pkg:npm/x@1</purl><o:own xmlns:o="urn:o"/>');
  const json: Dialect = { ...xml, encoding: 'json' };
  const { value } = readBom(text, 'bom.xml');
  assert.ok(value);
  const written = writeBom(value.bom, json, facts);
  assert.deepEqual(written.losses, [
    { path: 'components[0]', what: 'elements of other namespaces', why: 'JSON has no place for them' },
  ]);
  assert.ok(!written.text.includes('#xml'));
  assert.equal(rewritten(written.text), text.replace('<o:own xmlns:o="urn:o"/>', '').replaceAll(/>\s+</g, '><'));
});

test('what XML has no way to write becomes a replacement character', () => {
  const json = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    components: [{ type: 'library', name: 'a\u0000b\ud800' }],
  };
  const text = rewritten(JSON.stringify(json));
  assert.match(text, /<name>a\ufffdb\ufffd<\/name>/);
  assert.equal(readBom(text, 'bom.xml').complete, true);
});
