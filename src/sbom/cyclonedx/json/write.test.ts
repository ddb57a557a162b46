import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import currentIds from 'spdx-license-ids/index.json' with { type: 'json' };
import { sharedData, withoutSharedData } from '../../../../test/kit/shared-data.ts';
import {
  known,
  none,
  unknown,
  withheld,
  type Component,
  type Finding,
  type InventoryGraph,
  type Occurrence,
  type Inventory,
} from '../../../model/index.ts';
import type { CdxComponent } from './document.ts';
import { toCycloneDx, toCycloneDxText } from './write.ts';

const facts = { toolVersion: '1.2.3', created: new Date('2026-01-02T03:04:05.678Z') };

function component(id: string, more: Partial<Component> = {}): Component {
  return {
    id,
    type: 'library',
    ecosystem: 'npm',
    name: id,
    version: known('1.0.0'),
    purl: id,
    scope: 'runtime',
    hashes: [],
    licences: { declared: unknown, concluded: unknown, observed: [] },
    supplier: unknown,
    externalReferences: [],
    evidence: [],
    ...more,
  };
}

function graph(
  edges: InventoryGraph['edges'],
  dependsOn: readonly (readonly number[])[],
  roots: readonly number[],
): InventoryGraph {
  const occurrences: Occurrence[] = dependsOn.map((targets, index) => ({
    component: index,
    scope: 'runtime',
    dependsOn: targets.map((to) => ({ to, scope: 'runtime' })),
  }));
  return { file: 'package-lock.json', cataloger: 'npm/package-lock', edges, occurrences, roots };
}

function inventory(components: readonly Component[], graphs: readonly InventoryGraph[] = []): Inventory {
  return { target: { kind: 'directory', name: '/home/me/work/app/' }, components, graphs };
}

function written(more: Partial<Component>): CdxComponent {
  const { components } = toCycloneDx(inventory([component('pkg:npm/x@1.0.0', { name: 'x', ...more })]), [], facts);
  return components[0] as CdxComponent;
}

function finding(more: Partial<Finding>): Finding {
  return {
    id: 'CVE-2026-1',
    aliases: ['CVE-2026-1', 'GHSA-aaaa-bbbb-cccc', 'PYSEC-2026-1'],
    records: ['GHSA-aaaa-bbbb-cccc'],
    component: 'pkg:npm/x@1.0.0',
    verdict: 'affected',
    reason: '1.0.0 is below 1.0.2.',
    summary: 'Something is wrong.',
    severity: { level: 'unknown' },
    paths: [],
    priority: { score: 0, reasons: [] },
    references: [],
    weaknesses: [],
    ...more,
  };
}

const app = component('project:npm:.', { type: 'application', name: '@me/app' });
const project: Component = { ...app };
delete (project as { purl?: string }).purl;

test('a project that nothing depends on is metadata.component, and not among the components', () => {
  const x = component('pkg:npm/x@1.0.0', { name: 'x' });
  const document = toCycloneDx(inventory([x, project], [graph('complete', [[], [0]], [1])]), [], facts);
  assert.deepEqual(document.metadata, {
    timestamp: '2026-01-02T03:04:05Z',
    tools: { components: [{ type: 'application', name: 'assay', version: '1.2.3' }] },
    component: {
      type: 'application',
      'bom-ref': 'project:npm:.',
      name: 'app',
      group: '@me',
      version: '1.0.0',
      scope: 'required',
      properties: [{ name: 'assay:ecosystem', value: 'npm' }],
    },
  });
  assert.deepEqual(document.components, [
    { type: 'library', 'bom-ref': 'pkg:npm/x@1.0.0', name: 'x', version: '1.0.0', scope: 'required', purl: 'pkg:npm/x@1.0.0' },
  ]);
  assert.deepEqual(document.dependencies, [{ ref: 'pkg:npm/x@1.0.0' }, { ref: 'project:npm:.', dependsOn: ['pkg:npm/x@1.0.0'] }]);
});

test('where several projects stand side by side, the target stands above them, without the path to it', () => {
  const other = { ...project, id: 'project:npm:b' };
  const document = toCycloneDx(inventory([project, other], [graph('complete', [[], []], [0, 1])]), [], facts);
  assert.deepEqual(document.metadata.component, {
    type: 'application',
    'bom-ref': 'assay:target',
    name: 'app',
    properties: [{ name: 'assay:target', value: 'true' }],
  });
  assert.deepEqual(document.dependencies[0], { ref: 'assay:target', dependsOn: ['project:npm:.', 'project:npm:b'] });
});

test('a workspace member is no second subject: the root project depends on it', () => {
  const member = { ...project, id: 'project:npm:member' };
  const document = toCycloneDx(inventory([project, member], [graph('complete', [[1], []], [0, 1])]), [], facts);
  assert.equal(document.metadata.component['bom-ref'], 'project:npm:.');
});

test('the graphs are joined: every edge once, sorted, each with how far it is known', () => {
  const [x, y, z] = ['x', 'y', 'z'].map((name) => component(`pkg:npm/${name}@1.0.0`)) as [Component, Component, Component];
  const whole = graph('complete', [[2, 1, 2], [], []], [0]);
  const write = (graphs: readonly InventoryGraph[]) => toCycloneDx(inventory([x, y, z], graphs), [], facts);
  const joined = write([whole, graph('partial', [[1], [2]], [0]), graph('partial', [[1], [2], []], [0])]);
  assert.deepEqual(joined.dependencies.slice(1), [
    { ref: x.id, dependsOn: [y.id, z.id] },
    { ref: y.id, dependsOn: [z.id] },
  ]);
  assert.deepEqual(joined.compositions, [{ aggregate: 'incomplete', dependencies: [x.id, y.id, z.id] }]);
  assert.deepEqual(write([whole]).dependencies.slice(1), [{ ref: x.id, dependsOn: [y.id, z.id] }, { ref: y.id }, { ref: z.id }]);
  assert.deepEqual(write([whole]).compositions, [{ aggregate: 'complete', dependencies: [x.id, y.id, z.id] }]);
  const unseen = write([graph('none', [[], [], []], [0, 1, 2])]);
  assert.deepEqual(unseen.dependencies, [{ ref: 'assay:target', dependsOn: [x.id, y.id, z.id] }]);
  assert.deepEqual(unseen.compositions, [{ aggregate: 'unknown', dependencies: [x.id, y.id, z.id] }]);
});

test('a target that could not be read whole is said to be incomplete', () => {
  const { compositions } = toCycloneDx(inventory([]), [], { ...facts, complete: false });
  assert.deepEqual(compositions, [{ aggregate: 'incomplete', assemblies: ['assay:target'] }]);
});

test('the scope is required, optional or excluded; which of the excluded ones it is, is a property', () => {
  const scopeOf = (scope: Component['scope']): unknown[] => [written({ scope }).scope, written({ scope }).properties];
  assert.deepEqual(scopeOf('runtime'), ['required', undefined]);
  assert.deepEqual(scopeOf('optional'), ['optional', undefined]);
  assert.deepEqual(scopeOf('dev'), ['excluded', [{ name: 'assay:scope', value: 'dev' }]]);
  assert.deepEqual(scopeOf('test'), ['excluded', [{ name: 'assay:scope', value: 'test' }]]);
});

test('a licence is an id of the SPDX list, an expression or a name', () => {
  const declared = (text: string): unknown =>
    written({ licences: { declared: known(text), concluded: unknown, observed: [] } }).licenses;
  const acknowledgement = 'declared';
  assert.deepEqual(declared('mit'), [{ license: { id: 'MIT', acknowledgement } }]);
  assert.deepEqual(declared('mit or Apache-2.0'), [{ expression: 'MIT OR Apache-2.0', acknowledgement }]);
  assert.deepEqual(declared('Apache-2.0+'), [{ expression: 'Apache-2.0+', acknowledgement }]);
  assert.deepEqual(declared('SEE LICENSE IN x'), [{ license: { name: 'SEE LICENSE IN x', acknowledgement } }]);
});

test('declared and concluded licences stand side by side, without an expression, which 1.6 allows only by itself', () => {
  assert.deepEqual(written({ licences: { declared: known('MIT OR ISC'), concluded: known('MIT'), observed: [] } }).licenses, [
    { license: { name: 'MIT OR ISC', acknowledgement: 'declared' } },
    { license: { id: 'MIT', acknowledgement: 'concluded' } },
  ]);
});

test('what is none or withheld is said, and what is unknown is not', () => {
  const { properties } = written({
    version: none,
    supplier: withheld,
    licences: { declared: none, concluded: unknown, observed: [] },
  });
  assert.deepEqual(properties, [
    { name: 'assay:licence:declared', value: 'none' },
    { name: 'assay:supplier', value: 'withheld' },
    { name: 'assay:version', value: 'none' },
  ]);
});

test('evidence is where a component was seen and how', () => {
  const seen = { file: 'package-lock.json', line: 7, technique: 'lockfile', cataloger: 'npm/package-lock', confidence: 1 } as const;
  assert.deepEqual(written({ evidence: [seen] }).evidence, {
    identity: [
      { field: 'purl', confidence: 1, methods: [{ technique: 'manifest-analysis', confidence: 1, value: 'npm/package-lock' }] },
    ],
    occurrences: [{ location: 'package-lock.json', line: 7, additionalContext: 'npm/package-lock (lockfile)' }],
  });
});

test('a finding is a vulnerability with its rating, its other names and the way out', () => {
  const x = component('pkg:npm/x@1.0.0', { name: 'x' });
  const severity = {
    level: 'high',
    score: 7.5,
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
    source: 'CVSS:3.1 of GHSA-aaaa-bbbb-cccc',
  } as const;
  const found = finding({
    severity,
    fixedIn: '1.0.2',
    weaknesses: ['CWE-79', 'CWE-20'],
    references: ['https://example.org/a b'],
    published: '2026-01-01T00:00:00Z',
    modified: 'never',
  });
  assert.deepEqual(toCycloneDx(inventory([x]), [found], facts).vulnerabilities, [
    {
      'bom-ref': 'vulnerability:CVE-2026-1',
      id: 'CVE-2026-1',
      source: { name: 'NVD', url: 'https://nvd.nist.gov/vuln/detail/CVE-2026-1' },
      references: [
        { id: 'GHSA-aaaa-bbbb-cccc', source: { name: 'GITHUB', url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc' } },
        { id: 'PYSEC-2026-1', source: { name: 'OSV', url: 'https://osv.dev/vulnerability/PYSEC-2026-1' } },
      ],
      ratings: [{ source: { name: severity.source }, score: 7.5, severity: 'high', method: 'CVSSv31', vector: severity.vector }],
      cwes: [20, 79],
      description: 'Something is wrong.',
      recommendation: 'Upgrade x to 1.0.2.',
      advisories: [{ url: 'https://example.org/a%20b' }],
      published: '2026-01-01T00:00:00Z',
      affects: [{ ref: 'pkg:npm/x@1.0.0', versions: [{ version: '1.0.0', status: 'affected' }] }],
    },
  ]);
});

test('one vulnerability of several components is one entry; what could not be decided is another, in triage', () => {
  const [x, y] = [component('pkg:npm/x@1.0.0', { name: 'x' }), component('pkg:npm/y', { name: 'y', version: unknown })];
  const findings = [
    finding({ component: y.id, verdict: 'could not decide', reason: 'It has no version.' }),
    finding({ component: x.id, fixedIn: '1.0.2' }),
  ];
  const { vulnerabilities } = toCycloneDx(inventory([x, y]), findings, facts);
  assert.deepEqual(
    vulnerabilities?.map(({ affects, analysis }) => [affects, analysis]),
    [
      [[{ ref: x.id, versions: [{ version: '1.0.0', status: 'affected' }] }], undefined],
      [[{ ref: y.id }], { state: 'in_triage', detail: 'It has no version.' }],
    ],
  );
});

test('the text is the document, and its serial number is made of its content', () => {
  const one = inventory([component('pkg:npm/x@1.0.0', { description: '"serialNumber": "x"' })]);
  const document = toCycloneDx(one, [], facts);
  assert.equal(toCycloneDxText(one, [], facts), JSON.stringify(document, undefined, 2));
  assert.match(document.serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(toCycloneDx(one, [], { ...facts, toolVersion: '1.2.4' }).serialNumber, document.serialNumber);
});

test(
  'every id of the SPDX list is written in a way that the schema of 1.6 allows',
  { skip: withoutSharedData('cyclonedx/schema') },
  () => {
    const schema = JSON.parse(readFileSync(sharedData('cyclonedx/schema/spdx.schema.json'), 'utf8')) as {
      readonly enum: readonly string[];
    };
    const allowed = new Set(schema.enum);
    const licences = currentIds.map(
      (id) => written({ licences: { declared: known(id), concluded: unknown, observed: [] } }).licenses?.[0],
    );
    const refused = licences.filter(
      (one) => one !== undefined && 'license' in one && 'id' in one.license && !allowed.has(one.license.id),
    );
    assert.deepEqual(refused, []);
    assert.ok(licences.filter((one) => one !== undefined && 'license' in one).length > 600);
  },
);
