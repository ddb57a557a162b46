import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../../../../kernel/index.ts';
import type { PackageNode } from '../../../../model/index.ts';
import { inspectDirectory } from '../../../index.ts';
import { edgesOf, issuesOf, nodeOf, readWith, versionsOf, type Read } from '../../../../../test/kit/catalogued.ts';
import type { MemoryFiles } from '../../../../../test/kit/memory-files.ts';
import { sharedData, withoutSharedData } from '../../../../../test/kit/shared-data.ts';
import { mavenCatalogers } from '../index.ts';

const unknown = 'maven/transitive-unknown';

function read(files: MemoryFiles, ctx = createContext()): Promise<Read> {
  const wanted = Object.keys(files).filter((path) => /pom\.xml$|dependency-tree/.test(path));
  return readWith(mavenCatalogers, 'maven/pom', files, wanted.toSorted(), ctx);
}

/** Without what is said of every build that has no tree. */
function otherIssues(result: Read): readonly string[] {
  return issuesOf(result).filter((issue) => !issue.startsWith(unknown));
}

/** `name version scope requirement` of what the project in a directory asks for. */
function asked({ graphs }: Read, directory: string): readonly string[] {
  const isThere = (node: PackageNode): boolean => node.directory === directory;
  const graph = graphs.find(({ packages }) => packages.some(isThere)) ?? assert.fail(`nothing is in ${directory}`);
  const project = graph.packages.find(isThere) ?? assert.fail();
  return project.dependsOn.map(({ to, scope, requirement }) => {
    const target = graph.packages[to];
    const mark = target?.kind === 'project' ? ' (project)' : '';
    return `${target?.name} ${target?.version ?? '-'} ${scope} ${requirement ?? '-'}${mark}`;
  });
}

interface Written {
  readonly g?: string;
  readonly v?: string;
  readonly more?: string;
}

function dependency(artifactId: string, { g = 'g', v, more = '' }: Written = {}): string {
  const version = v === undefined ? '' : `<version>${v}</version>`;
  return `<dependency><groupId>${g}</groupId><artifactId>${artifactId}</artifactId>${version}${more}</dependency>`;
}

function pom(artifactId: string, body: string, parent?: string): string {
  const parentage = parent === undefined ? '<groupId>com.example</groupId><version>1.0</version>' : `<parent>${parent}</parent>`;
  return `<project>\n${parentage}\n<artifactId>${artifactId}</artifactId>\n${body}\n</project>`;
}

function dependencies(...list: readonly string[]): string {
  return `<dependencies>\n${list.join('\n')}\n</dependencies>`;
}

function managed(...list: readonly string[]): string {
  return `<dependencyManagement>${dependencies(...list)}</dependencyManagement>`;
}

const root = '<groupId>com.example</groupId><artifactId>root</artifactId><version>${revision}</version>';
const imported = '<type>pom</type><scope>import</scope>';

/** What Maven 3.8.7 makes of it was read with `mvn help:effective-pom`. */
const build: MemoryFiles = {
  '.mvn/maven.config': '-Drevision=3.1.4\n-Dfrom.config=5.0\n',
  'pom.xml': `<project>
<groupId>com.example</groupId><artifactId>root</artifactId><version>\${revision}</version>
<licenses><license><name>Apache-2.0</name></license></licenses>
<modules><module>app</module><module>lib</module><module>bom</module></modules>
<properties>
  <revision>0.0.1</revision><a.version>1.0</a.version><b.version>\${b.major}.2</b.version><b.major>2</b.major>
  <project.version>9.9.9</project.version>
</properties>
${managed(
  dependency('a', { v: '${a.version}' }),
  dependency('b', { v: '${b.version}', more: '<scope>test</scope>' }),
  dependency('lib', { g: '${project.groupId}', v: '${project.version}' }),
  dependency('typed', { v: '1.1', more: '<type>test-jar</type>' }),
  dependency('bom', { g: 'com.example', v: '${project.version}', more: imported }),
)}
${dependencies(dependency('everywhere', { v: '1.0' }))}
<profiles>
  <profile><id>on</id><activation><activeByDefault>true</activeByDefault></activation>
    <properties><a.version>1.5</a.version></properties>
    ${dependencies(dependency('by-default', { v: '${a.version}' }))}
  </profile>
  <profile><id>off</id><properties><a.version>7.7</a.version></properties>
    ${dependencies(dependency('dormant', { v: '${a.version}' }))}
  </profile>
</profiles>
</project>`,
  'app/pom.xml': pom(
    'app',
    `<properties><b.major>3</b.major></properties>${dependencies(
      dependency('a'),
      dependency('b'),
      dependency('lib', { g: '${project.groupId}' }),
      dependency('lib', { g: 'com.example', v: '1.0.0', more: '<classifier>old</classifier>' }),
      dependency('from-bom'),
      dependency('typed', { more: '<type>test-jar</type><scope>test</scope>' }),
      dependency('own', { v: '${from.config}', more: '<optional>true</optional>' }),
      dependency('provided', { v: '1.0', more: '<scope>provided</scope>' }),
      dependency('range', { v: '[1,2)' }),
      dependency('exact', { v: '[1.2]' }),
      dependency('twice', { v: '1' }),
      dependency('twice', { v: '2' }),
      dependency('everywhere', { v: '2.0' }),
      dependency('parent-version', { v: '${project.parent.version}' }),
    )}`,
    root,
  ),
  'lib/pom.xml': pom('lib', dependencies(dependency('b', { more: '<scope>runtime</scope>' })), root),
  'bom/pom.xml': `<project><groupId>com.example</groupId><artifactId>bom</artifactId><version>\${revision}</version>
<properties><x>4.5.6</x></properties>${managed(dependency('from-bom', { v: '${x}' }), dependency('a', { v: '0.1' }))}</project>`,
};

test('the effective model: parents, properties, management, imported poms, profiles, .mvn/maven.config', async () => {
  const result = await read(build);
  assert.deepEqual(otherIssues(result), []);
  assert.deepEqual(asked(result, 'app'), [
    'g:a 1.5 runtime ${a.version}',
    'g:b 3.2 test ${b.version}',
    'com.example:lib 3.1.4 runtime ${project.version} (project)',
    'com.example:lib 1.0.0 runtime 1.0.0',
    'g:from-bom 4.5.6 runtime ${x}',
    'g:typed 1.1 test 1.1',
    'g:own 5.0 optional ${from.config}',
    'g:provided 1.0 optional 1.0',
    'g:range - runtime [1,2)',
    'g:exact 1.2 runtime [1.2]',
    'g:twice 2 runtime 2',
    'g:everywhere 2.0 runtime 2.0',
    'g:parent-version 3.1.4 runtime ${project.parent.version}',
    'g:by-default 1.5 runtime ${a.version}',
    'g:dormant 7.7 optional ${a.version}',
  ]);
  assert.deepEqual(asked(result, 'lib').slice(0, 1), ['g:b 2.2 runtime ${b.version}']);
});

test('every module is a project in its directory, with inherited version and licence, in one graph with its build', async () => {
  const { graphs, graph } = await read(build);
  assert.equal(graphs.length, 1);
  assert.equal(graph.edges, 'partial');
  assert.deepEqual(
    graph.packages
      .filter(({ kind }) => kind === 'project')
      .map(({ name, version, directory, licence, file }) => [name, version, directory, licence, file]),
    [
      ['com.example:root', '3.1.4', '.', 'Apache-2.0', 'pom.xml'],
      ['com.example:app', '3.1.4', 'app', 'Apache-2.0', 'app/pom.xml'],
      ['com.example:lib', '3.1.4', 'lib', 'Apache-2.0', 'lib/pom.xml'],
      ['com.example:bom', '3.1.4', 'bom', undefined, 'bom/pom.xml'],
    ],
  );
});

test('packages and edges have the file and the line of the dependency that asks for them', async () => {
  const { graph } = await read({
    'pom.xml': pom('root', `<modules><module>m</module></modules>\n${dependencies(dependency('a', { v: '1' }))}`),
    'm/pom.xml': pom('m', dependencies(dependency('b', { v: '1' })), root.replace('${revision}', '1.0')),
  });
  assert.deepEqual(edgesOf(graph), [
    'com.example:root > g:a runtime 1 @ pom.xml:6',
    'com.example:m > g:b runtime 1 @ m/pom.xml:5',
    'com.example:m > g:a runtime 1 @ pom.xml:6',
  ]);
  assert.deepEqual(nodeOf(graph, 'g:a'), { kind: 'package', name: 'g:a', version: '1', file: 'pom.xml', line: 6 });
});

test('that transitive packages are not known is said once for a build, and not where nothing has any', async () => {
  const result = await read(build);
  assert.deepEqual(issuesOf(result), [`${unknown} @ 2`]);
  assert.equal(result.issues[0]?.path, 'pom.xml');
  const system = dependency('s', { v: '1', more: '<scope>system</scope><systemPath>${basedir}/lib/s.jar</systemPath>' });
  const none = await read({ 'pom.xml': pom('a', dependencies(system)) });
  assert.deepEqual(issuesOf(none), []);
  assert.deepEqual(nodeOf(none.graph, 'g:s').source, { kind: 'local', path: '${basedir}/lib/s.jar' });
});

test('a parent that is not in the target is an issue, and what it could decide is left unknown', async () => {
  const result = await read({
    'pom.xml': pom(
      'app',
      `<properties><own>1.0</own></properties>${managed(
        dependency('managed', { v: '2.0' }),
        dependency('bom', { g: 'com.example', v: '1.0', more: imported }),
      )}${dependencies(
        dependency('stated', { v: '${own}' }),
        dependency('managed'),
        dependency('by-parent'),
        dependency('from-bom'),
        dependency('property', { v: '${theirs}' }),
      )}`,
      '<groupId>org.other</groupId><artifactId>parent</artifactId><version>3.2.1</version><relativePath/>',
    ),
    'bom/pom.xml': pom('bom', managed(dependency('from-bom', { v: '9' }))),
  });
  assert.deepEqual(otherIssues(result), ['maven/missing-parent @ 2']);
  assert.deepEqual(asked(result, '.'), [
    'g:stated 1.0 runtime ${own}',
    'g:managed 2.0 runtime 2.0',
    'g:by-parent - runtime -',
    'g:from-bom - runtime -',
    'g:property - runtime ${theirs}',
  ]);
});

test('an imported pom that is not in the target is an issue only where a version depends on it', async () => {
  const bom = managed(
    dependency('far', { g: 'org.far', v: '1', more: imported }),
    dependency('near', { g: 'com.example', v: '1.0', more: imported }),
  );
  const near = pom('near', managed(dependency('both', { v: '2' })));
  const used = await read({ 'pom.xml': pom('a', bom + dependencies(dependency('both'))), 'near/pom.xml': near });
  assert.deepEqual(otherIssues(used), ['maven/missing-import @ 5']);
  assert.deepEqual(asked(used, '.'), ['g:both - runtime -']);
  const unused = await read({ 'pom.xml': pom('a', bom + dependencies(dependency('x', { v: '1' }))), 'near/pom.xml': near });
  assert.deepEqual(otherIssues(unused), []);
});

test('a parent is found by its relative path, by coordinates elsewhere in the target, and not when it is another one', async () => {
  const parent = pom('parent', managed(dependency('a', { v: '1' })));
  const asks = dependencies(dependency('a'));
  const of = (more: string, version = '1.0'): string =>
    `<groupId>com.example</groupId><artifactId>parent</artifactId><version>${version}</version>${more}`;
  for (const [files, version] of [
    [{ 'p/pom.xml': parent, 'p/c/pom.xml': pom('c', asks, of('')) }, '1'],
    [{ 'q/pom.xml': parent, 'p/c/pom.xml': pom('c', asks, of('<relativePath>../../q</relativePath>')) }, '1'],
    [{ 'q/pom.xml': parent, 'p/c/pom.xml': pom('c', asks, of('<relativePath>../../q/pom.xml</relativePath>')) }, '1'],
    [{ 'elsewhere/pom.xml': parent, 'p/c/pom.xml': pom('c', asks, of('<relativePath/>')) }, '1'],
    [{ 'p/pom.xml': parent, 'p/c/pom.xml': pom('c', asks, of('', '2.0')) }, '-'],
    [{ 'p/pom.xml': pom('other', managed(dependency('a', { v: '1' }))), 'p/c/pom.xml': pom('c', asks, of('')) }, '-'],
    [{ 'p/c/pom.xml': pom('c', asks, of('<relativePath>../../../../outside</relativePath>')) }, '-'],
  ] as const) {
    const result = await read(files);
    assert.deepEqual(asked(result, 'p/c'), [`g:a ${version} runtime ${version}`], JSON.stringify(files));
  }
});

test('a dependency on a project of the target is an edge to it, unless it is another version', async () => {
  const result = await read({
    'a/pom.xml': pom(
      'a',
      dependencies(
        dependency('b', { g: 'com.example', v: '1.0' }),
        dependency('b', { g: 'com.example', v: '0.9', more: '<type>zip</type>' }),
      ),
    ),
    'b/pom.xml': pom('b', ''),
  });
  assert.deepEqual(asked(result, 'a'), ['com.example:b 1.0 runtime 1.0 (project)', 'com.example:b 0.9 runtime 0.9']);
});

test('a module that is not in the target is an issue of the pom that names it; modules of profiles count', async () => {
  const { issues, graphs } = await read({
    'pom.xml': pom(
      'root',
      '<modules><module>a</module><module>gone</module></modules><profiles><profile><modules><module>b/other.xml</module><module>c</module></modules></profile></profiles>',
    ),
    'a/pom.xml': pom('a', ''),
    'c/pom.xml': pom('c', ''),
  });
  assert.deepEqual(
    issues.map(({ code, line, message }) => [code, line, message]),
    [['maven/module', 4, 'has modules whose pom.xml is not in the target or cannot be read: gone, b/other.xml']],
  );
  assert.equal(graphs.length, 1);
});

test('plugins are no dependencies, and neither is what is only managed', async () => {
  const { graph } = await read({
    'pom.xml': pom(
      'a',
      `${managed(dependency('managed', { v: '1' }))}<build><plugins><plugin><groupId>p</groupId><artifactId>q</artifactId><version>1</version>${dependencies(dependency('of-plugin', { v: '1' }))}</plugin></plugins></build>`,
    ),
  });
  assert.deepEqual(versionsOf(graph), []);
});

test('a profile that is active where a property is not set puts the default ones out of effect', async () => {
  const profile = (id: string, activation: string): string =>
    `<profile><id>${id}</id><activation>${activation}</activation><properties><v>${id}</v></properties></profile>`;
  const result = await read({
    'pom.xml': pom(
      'a',
      `<profiles>${profile('1', '<activeByDefault>true</activeByDefault>')}${profile('2', '<property><name>!skip</name></property>')}${profile('3', '<property><name>!skip</name></property><jdk>21</jdk>')}</profiles>${dependencies(dependency('x', { v: '${v}' }))}`,
    ),
  });
  assert.deepEqual(asked(result, '.'), ['g:x 2 runtime ${v}']);
});

test('a package whose name cannot be known is an issue on its line, and the rest is read', async () => {
  const result = await read({
    'pom.xml': pom(
      'a',
      dependencies(
        dependency('x', { g: '${gone}', v: '1' }),
        '<dependency/>',
        dependency('a b', { v: '1' }),
        dependency('y', { v: '1' }),
      ),
    ),
  });
  assert.deepEqual(otherIssues(result), ['maven/unresolved-name @ 5', 'maven/unresolved-name @ 6', 'maven/unresolved-name @ 7']);
  assert.deepEqual(versionsOf(result.graph), ['g:y 1']);
});

test('hostile poms end: properties that double or name themselves, parents, modules and imports in circles', async () => {
  const doubling = Array.from({ length: 60 }, (_, index) => `<p${index + 1}>\${p${index}}\${p${index}}</p${index + 1}>`).join('');
  const chain = Array.from({ length: 5000 }, (_, index) => `<q${index}>\${q${index + 1}}</q${index}>`).join('');
  const self = (of: string): string =>
    `<groupId>com.example</groupId><artifactId>${of}</artifactId><version>1.0</version><relativePath>../${of}</relativePath>`;
  const result = await read({
    'a/pom.xml': pom(
      'a',
      `<modules><module>../b</module></modules><properties><p0>1.0</p0>${doubling}${chain}<l>\${m}</l><m>\${l}</m></properties>${managed(
        dependency('b', { g: 'com.example', v: '1.0', more: imported }),
        dependency('a', { g: 'com.example', v: '1.0', more: imported }),
      )}${dependencies(dependency('x', { v: '${p60}' }), dependency('y', { v: '${q0}' }), dependency('z', { v: '${l}' }), dependency('w'))}`,
      self('b'),
    ),
    'b/pom.xml': pom(
      'b',
      `<modules><module>../a</module></modules>${managed(dependency('a', { g: 'com.example', v: '1.0', more: imported }))}`,
      self('a'),
    ),
  });
  assert.ok(otherIssues(result).includes('maven/parent @ 2'));
  assert.deepEqual(asked(result, 'a'), ['g:x - runtime ${p60}', 'g:y - runtime ${q0}', 'g:z - runtime ${l}', 'g:w - runtime -']);
});

test('poms in the encoding that they declare, and with the entities of HTML that Maven knows, are read', async () => {
  const text = `<?xml version="1.0" encoding="ISO-8859-1"?>${pom('a', `<developers><developer><name>J\u00f8rgen &oslash;</name></developer></developers>${dependencies(dependency('x', { v: '1' }))}`)}`;
  const { graph } = await read({ 'pom.xml': Buffer.from(text, 'latin1') });
  assert.deepEqual(versionsOf(graph), ['g:x 1']);
});

test('a pom that cannot be read is an issue and costs no other', async () => {
  for (const [content, code] of [
    ['<project>', 'xml/syntax'],
    ['<!DOCTYPE project [<!ENTITY x SYSTEM "file:///etc/passwd">]><project/>', 'xml/doctype'],
    ['<other/>', 'maven/shape'],
    ['<a>'.repeat(10_000), 'xml/nesting'],
    ['', 'xml/syntax'],
  ] as const) {
    const result = await read({ 'bad/pom.xml': content, 'good/pom.xml': pom('a', dependencies(dependency('x', { v: '1' }))) });
    assert.equal(result.issues[0]?.code, code);
    assert.equal(result.issues[0]?.path, 'bad/pom.xml');
    assert.deepEqual(versionsOf(result.graph), ['g:x 1']);
  }
});

test('the number of packages is bounded', async () => {
  const many = Array.from({ length: 9 }, (_, index) => dependency(`x${index}`, { v: '1' }));
  const limits = { ...defaultLimits, packagesPerFile: 3 };
  const result = await read({ 'pom.xml': pom('a', dependencies(...many)) }, createContext({ limits }));
  assert.ok(issuesOf(result).includes('file/too-many-packages'));
  assert.ok(versionsOf(result.graph).length < 9);
});

test('a project with a tree is read elsewhere, and is stale where the tree lacks what its pom asks for', async () => {
  const tree = 'com.example:a:jar:1.0\n\\- g:x:jar:1:compile\n';
  const files = { 'a/pom.xml': pom('a', dependencies(dependency('x', { v: '1' }))), 'a/dependency-tree.txt': tree };
  const known = await read(files);
  assert.deepEqual([known.graphs, known.issues], [[], []]);
  const stale = await read({
    ...files,
    'a/pom.xml': pom(
      'a',
      dependencies(
        dependency('x', { v: '1' }),
        dependency('new', { v: '1' }),
        dependency('t', { v: '1', more: '<scope>test</scope>' }),
      ),
    ),
  });
  assert.deepEqual(
    stale.issues.map(({ code, path, line, message }) => [code, path, line, message]),
    [['maven/stale-tree', 'a/dependency-tree.txt', 1, 'does not have g:new, which the project asks for (a/pom.xml line 6)']],
  );
  const partly = await read({ ...files, 'b/pom.xml': pom('b', dependencies(dependency('y', { v: '1' }))) });
  assert.deepEqual(issuesOf(partly), [`${unknown} @ 3`]);
  assert.deepEqual(versionsOf(partly.graph), ['g:y 1']);
});

test(
  'real poms: what log4j-core asks for, as mvn help:effective-pom has it',
  { skip: withoutSharedData('lockfiles/logging-log4j2') },
  async () => {
    const outcome = await inspectDirectory(sharedData('lockfiles/logging-log4j2'), createContext(), {
      catalogers: mavenCatalogers,
    });
    const { graphs, components } = outcome.value.inventory;
    const [graph] = graphs;
    const core = graph?.occurrences.find(({ component }) => components[component]?.name === 'org.apache.logging.log4j:log4j-core');
    const asked = new Set(core?.dependsOn.map(({ to }) => components[graph?.occurrences[to]?.component ?? -1]));
    // Of 23, four take their version from the imported pom of Jackson, which is not among the files.
    assert.equal(asked.size, 23);
    assert.equal([...asked].filter((component) => component?.version.state !== 'known').length, 4);
    assert.deepEqual(
      outcome.issues.map(({ code, path }) => [code, path]),
      [
        ['maven/module', 'pom.xml'],
        ['maven/missing-parent', 'pom.xml'],
        [unknown, 'pom.xml'],
      ],
    );
  },
);
