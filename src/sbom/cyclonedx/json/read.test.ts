import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPackage, type Component, type Inventory } from '../../../model/index.ts';
import { readSbomText } from '../../read.ts';
import { defaultLimits, type Outcome } from '../../../kernel/index.ts';

function read(members: object, limits = {}): Outcome<Inventory> {
  const text = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', ...members }, undefined, 1);
  return readSbomText(text, 'bom.json', { ...defaultLimits, ...limits });
}

function only(component: object): Component {
  const { value } = read({ components: [{ type: 'library', name: 'it', ...component }] });
  assert.equal(value.components.length, 1);
  return value.components[0] as Component;
}

/** `code line message` of every issue. */
function said({ issues }: Outcome<unknown>): readonly string[] {
  return issues.map(({ code, line, message }) => `${code} ${line ?? '-'} ${message}`);
}

function edges({ value }: Outcome<Inventory>): readonly string[] {
  const occurrences = value.graphs[0]?.occurrences ?? [];
  const nameAt = (index: number): string => value.components[occurrences[index]?.component ?? -1]?.name ?? '?';
  return occurrences.flatMap(({ dependsOn }, from) => dependsOn.map(({ to, scope }) => `${nameAt(from)} > ${nameAt(to)} ${scope}`));
}

const a = { type: 'library', name: 'a', 'bom-ref': 'a' };
const b = { type: 'library', name: 'b', 'bom-ref': 'b' };

test('a component has the name, the version and the ecosystem that its purl says', () => {
  const npm = only({ group: '@scope', name: 'thing', purl: 'pkg:npm/@scope/thing@1.2.3' });
  assert.deepEqual([npm.id, npm.purl], ['pkg:npm/%40scope/thing@1.2.3', 'pkg:npm/%40scope/thing@1.2.3']);
  assert.deepEqual([npm.ecosystem, npm.name, npm.version], ['npm', '@scope/thing', { state: 'known', value: '1.2.3' }]);
  assert.equal(only({ name: 'mux', purl: 'pkg:golang/github.com/gorilla/mux@v1.8.0' }).name, 'github.com/gorilla/mux');
  assert.equal(only({ name: 'Flask_Login', purl: 'pkg:pypi/flask-login@0.6' }).name, 'Flask_Login');
  assert.equal(only({ name: 'Flask', purl: 'pkg:pypi/django@4' }).name, 'django');
});

test('a version that contradicts the purl is a problem, and the purl counts', () => {
  const outcome = read({ components: [{ type: 'library', name: 'x', version: '9.0.14', purl: 'pkg:npm/x@1.0.0' }] });
  assert.equal(outcome.complete, false);
  assert.deepEqual(said(outcome), ['sbom/version-conflict 5 gives "x" the version "9.0.14" and, in its package URL, "1.0.0"']);
  assert.deepEqual(outcome.value.components[0]?.version, { state: 'known', value: '1.0.0' });
});

test('another spelling of the same version, an epoch and a commit are no contradictions', () => {
  const versionOf = (component: object): unknown => {
    const outcome = read({ components: [{ type: 'library', name: 'x', ...component }] });
    assert.ok(outcome.complete, said(outcome).join());
    return outcome.value.components[0]?.version;
  };
  assert.deepEqual(versionOf({ version: '1.8.0', purl: 'pkg:golang/example.org/x@v1.8.0' }), { state: 'known', value: '1.8.0' });
  assert.deepEqual(versionOf({ version: '8.2-1', purl: 'pkg:rpm/redhat/x@8.2-1?epoch=2' }), { state: 'known', value: '2:8.2-1' });
  assert.deepEqual(versionOf({ version: '2:8.2-1', purl: 'pkg:rpm/redhat/x@8.2-1?epoch=2' }), { state: 'known', value: '2:8.2-1' });
  assert.deepEqual(versionOf({ version: '1.5.1', purl: `pkg:github/spdx/x@${'2235d5d7f7'.repeat(4)}` }), {
    state: 'known',
    value: '1.5.1',
  });
});

test('a purl that cannot be read is a problem; the component stays', () => {
  const outcome = read({ components: [{ type: 'library', name: 'x', purl: 'npm/x@1' }] });
  assert.equal(outcome.complete, false);
  assert.match(said(outcome)[0] ?? '', /^sbom\/purl 5 gives "x" the package URL "npm\/x@1", which does not begin with "pkg:"$/);
  assert.equal(outcome.value.components[0]?.purl, undefined);
});

test('components inside components are components, and needed by what holds them', () => {
  const outcome = read({ components: [{ ...a, components: [{ ...b, components: [{ type: 'file', name: 'c' }] }] }] });
  assert.deepEqual(
    outcome.value.components.map(({ name }) => name),
    ['a', 'b', 'c'],
  );
  assert.deepEqual(edges(outcome), ['a > b runtime', 'b > c runtime']);
  assert.deepEqual(outcome.value.graphs[0]?.roots, [0]);
});

test('metadata.component is the subject, the first root and a component', () => {
  const outcome = read({
    metadata: { component: { type: 'application', name: 'app', 'bom-ref': 'app' } },
    components: [a, b],
    dependencies: [{ ref: 'app', dependsOn: ['a'] }, { ref: 'a' }],
  });
  assert.equal(outcome.value.subject, 'app');
  assert.deepEqual(edges(outcome), ['app > a runtime']);
  // Nothing leads to b: it is a root of its own, so that a path leads to it.
  assert.deepEqual(outcome.value.graphs[0]?.roots, [0, 2]);
});

test('the scope of an edge is that of its end where that is the weaker one', () => {
  const tool = { type: 'library', name: 'tool', 'bom-ref': 'tool', scope: 'excluded' };
  const part = { type: 'library', name: 'part', 'bom-ref': 'part', scope: 'excluded' };
  const extra = { type: 'library', name: 'extra', 'bom-ref': 'extra', scope: 'optional' };
  const outcome = read({
    components: [a, tool, part, extra],
    dependencies: [
      { ref: 'a', dependsOn: ['tool', 'extra'] },
      { ref: 'tool', dependsOn: ['part', 'a'] },
    ],
  });
  assert.deepEqual(edges(outcome), ['a > tool dev', 'a > extra optional', 'tool > part runtime', 'tool > a runtime']);
  assert.deepEqual(
    outcome.value.components.map(({ name, scope }) => `${name} ${scope}`),
    ['a runtime', 'extra optional', 'part dev', 'tool dev'],
  );
});

test('a dependency on what is not in the document is a problem with its line', () => {
  const outcome = read({ components: [a], dependencies: [{ ref: 'a', dependsOn: ['gone'] }, { ref: 'lost' }] });
  assert.equal(outcome.complete, false);
  assert.deepEqual(said(outcome), [
    'cyclonedx/dangling-ref 12 names a dependency on "gone", which is nothing in the document',
    'cyclonedx/dangling-ref 18 describes the dependencies of "lost", which is nothing in the document',
  ]);
});

test('a dependency on a service or on another document is a remark: no component is missing', () => {
  const outcome = read({
    components: [a],
    services: [{ name: 's', 'bom-ref': 's' }],
    dependencies: [{ ref: 'a', dependsOn: ['s', 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#x'] }],
  });
  assert.ok(outcome.complete);
  assert.match(
    said(outcome)[0] ?? '',
    /dependencies of what is no component \(1\), dependencies on components of other documents \(1\), services \(1\)$/,
  );
});

test('a bom-ref that two components use is a problem; both components stay', () => {
  const outcome = read({ components: [a, { ...b, 'bom-ref': 'a' }] });
  assert.equal(outcome.complete, false);
  assert.match(said(outcome)[0] ?? '', /^cyclonedx\/duplicate-ref 10 uses the bom-ref "a" for more than one component$/);
  assert.deepEqual(
    outcome.value.components.map(({ id, name }) => [id, name]),
    [
      ['a', 'a'],
      ['a (2)', 'b'],
    ],
  );
});

test('the same package in several places is one component with several occurrences', () => {
  const copy = (ref: string, scope?: string): object => ({
    type: 'library',
    name: 'x',
    version: '1.0.0',
    purl: 'pkg:npm/x@1.0.0',
    'bom-ref': ref,
    scope,
  });
  const { value } = read({ components: [copy('1', 'excluded'), { ...a, components: [copy('2')] }] });
  assert.deepEqual(
    value.components.map(({ id, scope }) => `${id} ${scope}`),
    ['a runtime', 'pkg:npm/x@1.0.0 runtime'],
  );
  assert.equal(value.graphs[0]?.occurrences.length, 3);
});

test('two packages of one purl that differ both stay', () => {
  const copy = (ref: string, content: string): object => ({
    ...a,
    purl: 'pkg:npm/a@1.0.0',
    'bom-ref': ref,
    hashes: [{ alg: 'MD5', content: content.repeat(32) }],
  });
  const { value } = read({ components: [copy('one', '0'), copy('two', '1'), copy('pkg:npm/a@1.0.0', '2')] });
  assert.deepEqual(
    value.components.map(({ id, hashes }) => `${id} ${hashes[0]?.value.charAt(0)}`),
    ['one 0', 'pkg:npm/a@1.0.0 2', 'two 1'],
  );
});

test('edges are complete when every component has an entry, and never because of silence', () => {
  const edgesOf = (members: object): string | undefined => read({ components: [a, b], ...members }).value.graphs[0]?.edges;
  const all = [{ ref: 'a', dependsOn: ['b'] }, { ref: 'b' }];
  assert.equal(edgesOf({}), 'none');
  assert.equal(edgesOf({ dependencies: all.slice(0, 1) }), 'partial');
  assert.equal(edgesOf({ dependencies: all }), 'complete');
  assert.equal(edgesOf({ dependencies: all, compositions: [{ aggregate: 'incomplete', dependencies: ['b'] }] }), 'partial');
  assert.equal(
    edgesOf({ dependencies: all.slice(0, 1), compositions: [{ aggregate: 'complete', dependencies: ['b'] }] }),
    'complete',
  );
});

test('licences are declared unless they are said to be concluded', () => {
  const licencesOf = (licenses: readonly object[]): unknown => only({ licenses }).licences;
  const known = (value: string): object => ({ state: 'known', value });
  const unknown = { state: 'unknown' };
  assert.deepEqual(licencesOf([]), { declared: unknown, concluded: unknown, observed: [] });
  assert.deepEqual(licencesOf([{ expression: 'MIT OR ISC', acknowledgement: 'concluded' }]), {
    declared: unknown,
    concluded: known('MIT OR ISC'),
    observed: [],
  });
  assert.deepEqual(licencesOf([{ license: { id: 'MIT' } }, { license: { name: 'Mine' } }, { license: { id: 'MIT' } }]), {
    declared: known('MIT AND Mine'),
    concluded: unknown,
    observed: [],
  });
  assert.deepEqual(licencesOf([{ expression: 'MIT OR ISC' }, { license: { id: '0BSD' } }]), {
    declared: known('(MIT OR ISC) AND 0BSD'),
    concluded: unknown,
    observed: [],
  });
});

test('evidence says where the document has the component, then where its maker saw it', () => {
  const { evidence, licences } = only({
    evidence: {
      identity: {
        field: 'purl',
        confidence: 0.9,
        methods: [
          { technique: 'filename', confidence: 0.1 },
          { technique: 'binary-analysis', confidence: 0.8 },
        ],
      },
      occurrences: [
        { location: '/lib/x.jar', line: 3 },
        { location: 'b', additionalContext: 'npm/package-lock (lockfile) in sha256:0f' },
      ],
      licenses: [{ license: { id: 'MIT' } }],
    },
  });
  assert.deepEqual(evidence, [
    { file: 'bom.json', line: 5, technique: 'sbom', cataloger: 'cyclonedx/json', confidence: 1 },
    { file: '/lib/x.jar', line: 3, technique: 'binary', cataloger: 'cyclonedx/json', confidence: 0.9 },
    { file: 'b', technique: 'lockfile', cataloger: 'npm/package-lock', confidence: 0.9, layer: 'sha256:0f' },
  ]);
  assert.deepEqual(licences.observed, ['MIT']);
});

test('hashes are in lower case; one of the wrong length is a problem, one of an algorithm without a place a remark', () => {
  const outcome = read({
    components: [
      {
        ...a,
        hashes: [
          { alg: 'MD5', content: 'AB'.repeat(16) },
          { alg: 'SHA-1', content: 'ab' },
          { alg: 'WHIRLPOOL', content: 'ab'.repeat(64) },
        ],
      },
    ],
  });
  assert.deepEqual(outcome.value.components[0]?.hashes, [{ algorithm: 'MD5', value: 'ab'.repeat(16) }]);
  assert.deepEqual(
    outcome.issues.map(({ code }) => code),
    ['sbom/hash', 'sbom/not-read'],
  );
});

test('vulnerabilities in the document are a remark with their number', () => {
  const outcome = read({ components: [a], vulnerabilities: [{ id: 'CVE-1' }, { id: 'CVE-2' }] });
  assert.ok(outcome.complete);
  assert.deepEqual(said(outcome), [
    'cyclonedx/vulnerabilities-not-read - states 2 vulnerabilities, which are not read yet: findings come from the advisories alone',
  ]);
});

test('another version of the specification is read as far as it goes, and is a problem', () => {
  const outcome = read({ specVersion: '2.0', components: [a] });
  assert.deepEqual(said(outcome), ['cyclonedx/spec-version 1 is CycloneDX 2.0; versions 1.2 to 1.7 are read']);
  assert.equal(outcome.value.components.length, 1);
  assert.match(said(read({ specVersion: undefined }))[0] ?? '', /does not say which version/);
});

test('parts of the wrong shape are problems with their place, and the rest is read', () => {
  const outcome = read({
    metadata: { component: 1 },
    components: [a, 3, { type: 'nonsense', name: 'b', scope: 'never', licenses: [{}], hashes: [{}], supplier: 'x' }],
    dependencies: {},
  });
  assert.equal(outcome.complete, false);
  assert.deepEqual(
    outcome.value.components.map(({ name, type, scope }) => `${name} ${type} ${scope}`),
    ['a library runtime', 'b library runtime'],
  );
  assert.equal(outcome.issues.length, 8);
  assert.ok(outcome.issues.every(({ line }) => line !== undefined));
});

test('the number of components and of issues is bounded, and the bound is said', () => {
  const many = Array.from({ length: 30 }, (_, index) => ({ type: 'nonsense', name: `n${index}` }));
  const tooMany = read({ components: many }, { packagesPerFile: 10 });
  assert.equal(tooMany.value.components.length, 10);
  assert.equal(tooMany.complete, false);
  assert.match(said(tooMany).at(-1) ?? '', /^sbom\/too-many-components \d+ has more than 10 components/);
  const problems = read({ components: many }, { issuesPerFile: 5 });
  assert.equal(problems.issues.length, 6);
  assert.match(problems.issues.at(-1)?.message ?? '', /^has 25 more problems/);
});

test('a project of ours stays a project; a mark on a package does not hide it', () => {
  const marks = [{ name: 'assay:ecosystem', value: 'npm' }];
  const { ecosystem, type } = only({ type: 'application', name: '@me/app', properties: marks });
  assert.deepEqual([type, ecosystem], ['application', 'npm']);
  const outcome = read({
    metadata: { component: { ...a, purl: 'pkg:npm/a@1.0.0', properties: [{ name: 'assay:target', value: 'true' }] } },
  });
  assert.equal(outcome.value.components[0]?.id, 'pkg:npm/a@1.0.0');
});

test("an application with a purl is somebody's package and looked up", () => {
  assert.ok(isPackage(only({ type: 'application', purl: 'pkg:npm/it@1.0.0' })));
});
