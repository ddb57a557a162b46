import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { defaultLimits, type Outcome } from '../../kernel/index.ts';
import { readVexText, type VexContent } from './read.ts';
import { closes, nameOfProduct } from './statement.ts';

function read(document: unknown): Outcome<VexContent | undefined> {
  return readVexText(typeof document === 'string' ? document : JSON.stringify(document), 'vex.json', defaultLimits);
}

/** `not_affected CVE-2026-1 pkg:npm/a@1 (pkg:npm/b) 2026-01-01T00:00:00Z`. */
function said(document: unknown): readonly string[] {
  return (read(document).value?.statements ?? []).map(({ status, vulnerability, aliases, products, timestamp, lastUpdated }) => {
    const about = products.map((product) => {
      const versions = product.versions === undefined ? '' : ` in ${product.versions.join(' or ')}`;
      const parts = product.subcomponents.map(nameOfProduct).join(', ');
      return `${nameOfProduct(product)}${versions}${parts === '' ? '' : ` (${parts})`}`;
    });
    return [status, [vulnerability, ...aliases].join('='), about.join(' + '), lastUpdated ?? timestamp].join(' ');
  });
}

function issues(document: unknown): readonly string[] {
  return read(document).issues.map(({ message }) => message);
}

const time = '2026-01-01T00:00:00Z';

describe('OpenVEX', () => {
  const statement = {
    vulnerability: { name: 'CVE-2026-1', aliases: ['GHSA-a', 'CVE-2026-1'] },
    products: [{ '@id': 'pkg:npm/shop@1', subcomponents: [{ identifiers: { purl: 'pkg:npm/b@2' } }] }],
    status: 'not_affected',
    justification: 'vulnerable_code_not_present',
  };
  const document = (...statements: readonly object[]): object => ({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://vex.example/1',
    author: 'Somebody',
    timestamp: time,
    version: 1,
    statements,
  });

  test('a statement inherits the time of the document and may have its own', () => {
    assert.deepEqual(
      said(document(statement, { ...statement, timestamp: '2026-02-01T00:00:00Z', last_updated: '2026-03-01T00:00:00Z' })),
      [
        'not_affected CVE-2026-1=GHSA-a pkg:npm/shop@1 (pkg:npm/b@2) 2026-01-01T00:00:00Z',
        'not_affected CVE-2026-1=GHSA-a pkg:npm/shop@1 (pkg:npm/b@2) 2026-03-01T00:00:00Z',
      ],
    );
    assert.deepEqual(issues(document(statement)), []);
  });

  test('not_affected without a justification or an impact statement is not valid and closes nothing', () => {
    const bare = { ...statement, justification: undefined };
    assert.deepEqual(said(document(bare)), []);
    assert.match(issues(document(bare))[0] ?? '', /^\/statements\/0 says "not_affected" without a justification/);
    assert.equal(said(document({ ...bare, impact_statement: 'not built' })).length, 1);
  });

  test('a word that is none of VEX closes nothing', () => {
    assert.match(issues(document({ ...statement, status: 'resolved' }))[0] ?? '', /status "resolved", which is none of VEX/);
    assert.match(issues(document({ ...statement, justification: 'because' }))[0] ?? '', /justification "because"/);
    assert.deepEqual(said(document({ ...statement, status: 'resolved' }, { ...statement, justification: 'because' })), []);
  });

  test('a part that cannot be read takes its product with it: without the part the statement would be about more', () => {
    for (const part of [{}, 7, { '@id': 'pkg:' }, { identifiers: { purl: 'no purl' } }]) {
      const wider = { ...statement, products: [{ '@id': 'pkg:npm/shop@1', subcomponents: [part] }] };
      assert.deepEqual(said(document(wider)), [], JSON.stringify(part));
      assert.ok(issues(document(wider)).length > 0);
    }
    assert.deepEqual(said(document({ ...statement, products: [{ '@id': 'pkg:npm/shop@1', subcomponents: 'all' }] })), []);
  });

  test('a closing statement without a time is left out, another one counts as the oldest', () => {
    const undated = { ...document(statement, { ...statement, status: 'affected', justification: undefined }), timestamp: 'soon' };
    assert.deepEqual(said(undated), ['affected CVE-2026-1=GHSA-a pkg:npm/shop@1 (pkg:npm/b@2) 0001-01-01T00:00:00Z']);
  });

  test('each issue has the line of what it is about', () => {
    const text = JSON.stringify(document({ ...statement, status: 'no' }), undefined, 1);
    const line = text.split('\n').findIndex((row) => row.includes('"vulnerability"'));
    assert.equal(read(text).issues[0]?.line, line);
  });
});

describe('CSAF', () => {
  const csaf = (productTree: object, vulnerability: object, more: object = {}): object => ({
    document: {
      category: 'csaf_vex',
      csaf_version: '2.0',
      publisher: { name: 'Vendor', namespace: 'https://vendor.example', category: 'vendor' },
      tracking: { id: 'V-1', version: '2', status: 'final', current_release_date: time, ...more },
    },
    product_tree: productTree,
    vulnerabilities: [{ cve: 'CVE-2026-1', ids: [{ system_name: 'x', text: 'GHSA-a' }], ...vulnerability }],
  });
  const named = (id: string, purl: string): object => ({ product_id: id, name: id, product_identification_helper: { purl } });
  const flat = { full_product_names: [named('A', 'pkg:npm/a@1'), named('B', 'pkg:npm/b@1')] };

  test('each list of the product status is a status, and flags, threats and remediations say why', () => {
    const document = csaf(flat, {
      product_status: { known_affected: ['A'], known_not_affected: ['B'] },
      flags: [{ label: 'component_not_present', product_ids: ['B'] }],
      remediations: [{ category: 'workaround', details: 'turn it off', product_ids: ['A'] }],
    });
    assert.deepEqual(said(document), [
      `affected CVE-2026-1=GHSA-a pkg:npm/a@1 ${time}`,
      `not_affected CVE-2026-1=GHSA-a pkg:npm/b@1 ${time}`,
    ]);
    const [affected, not] = read(document).value?.statements ?? [];
    assert.equal(affected?.action, 'turn it off');
    assert.equal(not?.justification, 'component_not_present');
    assert.deepEqual([not?.document.author, not?.document.id, not?.document.version], ['Vendor', 'V-1', '2']);
  });

  test('an impact may be said of a group, and without any a product is not called not affected', () => {
    const tree = { ...flat, product_groups: [{ group_id: 'G', product_ids: ['A', 'B'] }] };
    const status = { product_status: { known_not_affected: ['A', 'B'] } };
    assert.equal(
      said(csaf(tree, { ...status, threats: [{ category: 'impact', details: 'not built', group_ids: ['G'] }] })).length,
      2,
    );
    assert.deepEqual(said(csaf(tree, status)), []);
  });

  test('a relationship is a part of a product (2.0), and so is a product path (2.1)', () => {
    const product = named('AB', 'pkg:npm/unused');
    const relationship = {
      category: 'default_component_of',
      product_reference: 'A',
      relates_to_product_reference: 'B',
      full_product_name: product,
    };
    const path = {
      beginning_product_reference: 'A',
      subpaths: [{ category: 'default_component_of', next_product_reference: 'B' }],
      full_product_name: product,
    };
    const status = { product_status: { fixed: ['AB'] } };
    for (const tree of [
      { ...flat, relationships: [relationship] },
      { ...flat, product_paths: [path] },
    ]) {
      assert.deepEqual(said(csaf(tree, status)), [`fixed CVE-2026-1=GHSA-a pkg:npm/b@1 (pkg:npm/a@1) ${time}`]);
    }
  });

  test('a version in the branches narrows a package URL that has none; a range that cannot be read leaves the product out', () => {
    const branch = (category: string, name: string): object => ({
      branches: [{ category: 'vendor', name: 'V', branches: [{ category, name, product: named('A', 'pkg:npm/a') }] }],
    });
    const status = { product_status: { fixed: ['A'] } };
    assert.deepEqual(said(csaf(branch('product_version', '1.2'), status)), [
      `fixed CVE-2026-1=GHSA-a pkg:npm/a in vers:generic/1.2 ${time}`,
    ]);
    assert.deepEqual(said(csaf(branch('product_version_range', 'vers:npm/<2'), status)), [
      `fixed CVE-2026-1=GHSA-a pkg:npm/a in vers:npm/<2 ${time}`,
    ]);
    assert.deepEqual(said(csaf(branch('product_version_range', 'before 2'), status)), []);
  });

  test('a draft says nothing', () => {
    const draft = csaf(flat, { product_status: { fixed: ['A'] } }, { status: 'draft' });
    assert.deepEqual(said(draft), []);
    assert.deepEqual(issues(draft), ['is a draft: nothing that it says is applied']);
  });
});

describe('CycloneDX', () => {
  const bom = (vulnerability: object, more: object = {}): object => ({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
    version: 1,
    metadata: {
      timestamp: time,
      component: { 'bom-ref': 'shop', type: 'application', name: 'shop', version: '1', purl: 'pkg:npm/shop@1' },
    },
    components: [{ 'bom-ref': 'b', type: 'library', name: 'b', version: '2', purl: 'pkg:npm/b@2' }],
    vulnerabilities: [{ id: 'CVE-2026-1', references: [{ id: 'GHSA-a', source: {} }], affects: [{ ref: 'b' }], ...vulnerability }],
    ...more,
  });
  const analysis = { state: 'not_affected', justification: 'code_not_reachable' };

  test('the analysis of a component is about it in the subject of the document', () => {
    assert.deepEqual(said(bom({ analysis })), [`not_affected CVE-2026-1=GHSA-a pkg:npm/shop@1 (pkg:npm/b@2) ${time}`]);
    assert.deepEqual(said(bom({ analysis, affects: [{ ref: 'shop' }] })), [
      `not_affected CVE-2026-1=GHSA-a pkg:npm/shop@1 ${time}`,
    ]);
    assert.deepEqual(said(bom({ analysis }, { metadata: { timestamp: time } })), [
      `not_affected CVE-2026-1=GHSA-a pkg:npm/b@2 ${time}`,
    ]);
  });

  test('a reference may be a BOM-Link or the package URL itself', () => {
    const link = 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#';
    for (const ref of ['pkg:npm/c@3', `${link}pkg:npm/c@3`, `${link}pkg%3Anpm%2Fc%403`]) {
      assert.deepEqual(said(bom({ analysis, affects: [{ ref }] })), [
        `not_affected CVE-2026-1=GHSA-a pkg:npm/shop@1 (pkg:npm/c@3) ${time}`,
      ]);
    }
  });

  test('every state is a status, and the words of the format are kept beside the justification', () => {
    const states = ['resolved', 'resolved_with_pedigree', 'exploitable', 'in_triage', 'false_positive', 'not_affected'];
    assert.deepEqual(
      states.map((state) => read(bom({ analysis: { ...analysis, state } })).value?.statements[0]?.status),
      ['fixed', 'fixed', 'affected', 'under_investigation', 'not_affected', 'not_affected'],
    );
    const [statement] = read(bom({ analysis })).value?.statements ?? [];
    assert.deepEqual(
      [statement?.justification, statement?.statedJustification],
      ['vulnerable_code_not_in_execute_path', 'code_not_reachable'],
    );
    assert.deepEqual(said(bom({ analysis: { state: 'safe' } })), []);
  });

  test('versions narrow what is meant to those that are called affected', () => {
    const versions = [
      { range: 'vers:npm/<2', status: 'affected' },
      { version: '3', status: 'unaffected' },
    ];
    assert.match(said(bom({ analysis, affects: [{ ref: 'b', versions }] }))[0] ?? '', /\(pkg:npm\/b@2\)/);
    assert.deepEqual(
      read(bom({ analysis, affects: [{ ref: 'b', versions }] })).value?.statements[0]?.products[0]?.subcomponents[0]?.versions,
      ['vers:npm/<2'],
    );
    for (const unreadable of [[{ range: 'below 2' }], [7], 'all']) {
      assert.deepEqual(said(bom({ analysis, affects: [{ ref: 'b', versions: unreadable }] })), [], JSON.stringify(unreadable));
    }
  });

  test('a vulnerability without an analysis is no statement', () => {
    assert.deepEqual(issues(bom({})), ['makes no statement']);
  });
});

describe('hostile documents', () => {
  test('what is no VEX document is said to be none', () => {
    for (const text of ['', '[]', '{}', '{"@context":7}', '{"document":[]}', '{"bomFormat":"SPDX"}', '{"a":', '\u0000']) {
      const { value, complete, issues: found } = read(text);
      assert.deepEqual([value, complete, found.length > 0], [undefined, false, true], text);
    }
  });

  test('a member that stands twice is an issue', () => {
    assert.ok(!read('{"@context":"https://openvex.dev/ns","statements":[],"statements":[1]}').complete);
  });

  test('branches a hundred levels deep and relationships in a ring end', () => {
    let branch: object = { category: 'product_version', name: '1', product: { product_id: 'P', name: 'P' } };
    for (let level = 0; level < 60; level += 1) branch = { category: 'legacy', name: 'x', branches: [branch] };
    const ring = ['A', 'B'].map((id, index) => ({
      category: 'installed_on',
      product_reference: ['B', 'A'][index],
      relates_to_product_reference: id,
      full_product_name: { product_id: id, name: id },
    }));
    const document = {
      document: { csaf_version: '2.0', tracking: { id: 'x', current_release_date: time } },
      product_tree: { branches: [branch], relationships: ring },
      vulnerabilities: [{ cve: 'CVE-2026-1', product_status: { fixed: ['A', 'P', 'nothing'] } }],
    };
    assert.equal(read(document).value?.format, 'csaf');
  });

  test('whatever stands in a document, reading it ends, and what closes has a product and a time', () => {
    const marker = fc.constantFrom(
      { '@context': 'https://openvex.dev/ns/v0.2.0' },
      { document: { csaf_version: '2.0', tracking: { status: 'final', current_release_date: time } } },
      { bomFormat: 'CycloneDX', specVersion: '1.6', metadata: { timestamp: time } },
    );
    const words = `statements status not_affected fixed products @id pkg:npm/a@1 vulnerability name CVE-2026-1 impact_statement
      vulnerabilities cve id product_status product_tree full_product_names product_id flags label product_ids
      affects ref analysis state components bom-ref purl timestamp ${time} subcomponents resolved`;
    const word = fc.constantFrom(...words.split(/\s+/));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        word,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(word, tie('tree'), { maxKeys: 5 }),
        fc.constantFrom(null, 1, true),
      ),
    }));
    const body = fc.dictionary(word, tree, { maxKeys: 6 });
    fc.assert(
      fc.property(marker, body, (head, members) => {
        for (const statement of read({ ...members, ...head }).value?.statements ?? []) {
          assert.ok(statement.products.length > 0);
          if (closes(statement.status)) assert.match(statement.timestamp, /^\d{4}-/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
