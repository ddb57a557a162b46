import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../../../../kernel/index.ts';
import { edgesOf, issuesOf, nodeOf, readWith, type Read } from '../../../../../test/kit/catalogued.ts';
import type { MemoryFiles } from '../../../../../test/kit/memory-files.ts';
import { mavenCatalogers } from '../index.ts';

const pom = '<project><groupId>com.example</groupId><artifactId>app</artifactId><version>1.0</version></project>';

function read(files: MemoryFiles, ctx = createContext()): Promise<Read> {
  return readWith(mavenCatalogers, 'maven/dependency-tree', files, Object.keys(files).toSorted(), ctx);
}

function packages({ graph }: Read): readonly string[] {
  return graph.packages.map(({ kind, name, version, scope }) => `${kind} ${name} ${version ?? '-'} ${scope ?? '-'}`);
}

const text = `com.example:app:jar:1.0
+- g:web:jar:2.0:compile
|  +- g:core:jar:2.1:compile
|  |  \\- g:deep:jar:sources:3.0:runtime
|  \\- g:free:jar:1.0:compile (optional)
+- g:native:jar:linux-x86_64:4.0:compile (version managed from 3.9)
+- g:servlet:jar:1.0:provided
\\- g:junit:jar:5.0:test
   \\- g:hamcrest:jar:1.3:test
`;
const everything = [
  'project com.example:app 1.0 -',
  'package g:web 2.0 runtime',
  'package g:native 4.0 runtime',
  'package g:servlet 1.0 optional',
  'package g:junit 5.0 test',
  'package g:hamcrest 1.3 test',
  'package g:core 2.1 runtime',
  'package g:free 1.0 optional',
  'package g:deep 3.0 runtime',
];

test('text: artifacts with their scope, line and edges below the project, in its directory', async () => {
  const result = await read({ 'a/pom.xml': pom, 'a/dependency-tree.txt': text });
  assert.deepEqual(result.issues, []);
  assert.deepEqual(packages(result), everything);
  assert.equal(result.graph.edges, 'partial');
  assert.deepEqual(edgesOf(result.graph).slice(0, 5), [
    'com.example:app > g:web runtime @ a/dependency-tree.txt:2',
    'com.example:app > g:native runtime @ a/dependency-tree.txt:6',
    'com.example:app > g:servlet optional @ a/dependency-tree.txt:7',
    'com.example:app > g:junit test @ a/dependency-tree.txt:8',
    'g:web > g:core runtime @ a/dependency-tree.txt:3',
  ]);
  const { directory, file, line } = nodeOf(result.graph, 'com.example:app');
  assert.deepEqual([directory, file, line], ['a', 'a/dependency-tree.txt', 1]);
});

test('the same tree drawn with other tokens, in a log with colours, with other line ends, as dot and as JSON', async () => {
  const extended = text.replaceAll('+- ', '├─ ').replaceAll('\\- ', '└─ ').replaceAll('|  ', '│  ');
  const log = `[INFO] Scanning for projects...\n[INFO] --- dependency:3.8.1:tree (default-cli) @ app ---\n${text
    .trimEnd()
    .split('\n')
    .map((row) => `[\u001b[1;34mINFO\u001b[m] ${row}`)
    .join('\n')}\n[INFO] ----\n[INFO] BUILD SUCCESS\n`;
  for (const written of [extended, log, text.replaceAll('\n', '\r\n'), `${text}\n`]) {
    const result = await read({ 'pom.xml': pom, 'my-dependency-tree.txt': written });
    assert.deepEqual(result.issues, []);
    assert.deepEqual(packages(result), everything);
  }
});

interface JsonNode {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version: string;
  readonly type: string;
  readonly scope: string;
  readonly classifier: string;
  readonly optional: string;
  readonly children?: readonly JsonNode[];
}

function node(
  artifactId: string,
  version: string,
  scope: string,
  children: readonly JsonNode[] = [],
  optional = 'false',
): JsonNode {
  return { groupId: 'g', artifactId, version, type: 'jar', scope, classifier: '', optional, children };
}

const json: JsonNode = {
  ...node('app', '1.0', '', [
    node('web', '2.0', 'compile', [
      node('core', '2.1', 'compile', [node('deep', '3.0', 'runtime')]),
      node('free', '1.0', 'compile', [], 'true'),
    ]),
    node('native', '4.0', 'compile'),
    node('servlet', '1.0', 'provided'),
    node('junit', '5.0', 'test', [node('hamcrest', '1.3', 'test')]),
  ]),
  groupId: 'com.example',
};

const dot = ` digraph "com.example:app:jar:1.0" { 
	"com.example:app:jar:1.0" -> "g:web:jar:2.0:compile" ; 
	"com.example:app:jar:1.0" -> "g:native:jar:linux-x86_64:4.0:compile" ; 
	"com.example:app:jar:1.0" -> "g:servlet:jar:1.0:provided" ; 
	"com.example:app:jar:1.0" -> "g:junit:jar:5.0:test" ; 
	"g:web:jar:2.0:compile" -> "g:core:jar:2.1:compile" ; 
	"g:web:jar:2.0:compile" -> "g:free:jar:1.0:compile (optional)" ; 
	"g:core:jar:2.1:compile" -> "g:deep:jar:3.0:runtime" ; 
	"g:junit:jar:5.0:test" -> "g:hamcrest:jar:1.3:test" ; 
 } `;

test('JSON and dot say the same', async () => {
  for (const [path, written] of [
    ['dependency-tree.json', JSON.stringify(json, null, 2)],
    ['target/maven-dependency-tree.json', JSON.stringify([json])],
    ['dependency-tree.dot', dot],
  ] as const) {
    const result = await read({ 'pom.xml': pom, [path]: written });
    assert.deepEqual(result.issues, [], path);
    assert.deepEqual(packages(result).toSorted(), everything.toSorted(), path);
    assert.equal(nodeOf(result.graph, 'com.example:app').directory, '.');
  }
});

test('a verbose tree has every edge: what stands elsewhere is linked, in the version that won', async () => {
  const verbose = `com.example:app:jar:1.0
+- g:a:jar:1.0:compile
|  +- g:b:jar:2.0:compile (version managed from 1.9; scope not updated to compile)
|  \\- (g:c:jar:1.0:compile - omitted for conflict with 3.0)
+- g:c:jar:3.0:compile
|  +- (g:b:jar:2.0:compile - omitted for duplicate)
|  +- (g:b:jar:2.0:compile - version managed from 1.0; omitted for duplicate)
|  \\- (g:a:jar:1.0:compile - omitted for cycle)
`;
  const { graph, issues } = await read({ 'pom.xml': pom, 'dependency-tree.txt': verbose });
  assert.deepEqual(issues, []);
  assert.equal(graph.edges, 'complete');
  assert.deepEqual(
    edgesOf(graph).map((edge) => edge.replace(/ runtime.*/, '')),
    ['com.example:app > g:a', 'com.example:app > g:c', 'g:a > g:b', 'g:a > g:c', 'g:c > g:b', 'g:c > g:a'],
  );
});

test('a module that another one needs is the project, whichever file its own tree is in', async () => {
  const module = (artifactId: string): string => pom.replace('app', artifactId);
  const { graphs, issues } = await read({
    'app/pom.xml': pom,
    'app/target/dependency-tree.txt': 'com.example:app:jar:1.0\n\\- com.example:lib:jar:1.0:compile\n   \\- g:x:jar:1:compile\n',
    'lib/pom.xml': module('lib'),
    'lib/dependency-tree.txt': 'com.example:lib:jar:1.0\n\\- g:x:jar:1:compile\n',
  });
  assert.deepEqual(issues, []);
  assert.deepEqual(
    graphs.map((graph) => graph.packages.map(({ kind, name, directory }) => [kind, name, directory])),
    [
      [
        ['project', 'com.example:app', 'app'],
        ['project', 'com.example:lib', 'lib'],
        ['package', 'g:x', undefined],
      ],
      [
        ['project', 'com.example:lib', 'lib'],
        ['package', 'g:x', undefined],
      ],
    ],
  );
});

test('of several projects in one file the strongest scope counts', async () => {
  const { graph } = await read({
    'pom.xml': pom,
    'dependency-tree.txt': 'com.example:app:jar:1.0\n\\- g:x:jar:1:test\ncom.example:b:jar:1.0\n\\- g:x:jar:1:compile\n',
  });
  assert.equal(nodeOf(graph, 'g:x').scope, 'runtime');
});

test('lines that are no dependencies are issues, bounded in number, and the rest is read', async () => {
  const broken = `com.example:app:jar:1.0\n+- g:a:jar:1:compile\n+- not coordinates\n|  |  \\- g:far:jar:1:compile\n+- (g:z:jar:9:compile - omitted for duplicate)\n\\- g:b:jar:1:compile\n`;
  const result = await read({ 'pom.xml': pom, 'dependency-tree.txt': broken });
  assert.deepEqual(issuesOf(result), ['maven/tree @ 3', 'maven/tree @ 4', 'maven/tree @ 5']);
  assert.deepEqual(packages(result).slice(1), ['package g:a 1 runtime', 'package g:b 1 runtime']);
  const many = await read({ 'pom.xml': pom, 'dependency-tree.txt': `com.example:app:jar:1.0\n${'+- x\n'.repeat(100_000)}` });
  assert.equal(many.issues.length, defaultLimits.issuesPerFile + 1);
  assert.match(many.issues.at(-1)?.message ?? '', /99980 more/);
});

test('a failed build, a file that is no tree, and JSON of another shape are issues', async () => {
  for (const [path, written] of [
    ['dependency-tree.txt', `${text}[ERROR] Failed to execute goal\n`],
    ['dependency-tree.txt', 'something else\n'],
    ['dependency-tree.txt', ''],
    ['dependency-tree.json', '{"name":"x","children":[]}'],
    ['dependency-tree.json', '[]'],
    ['dependency-tree.json', '{'],
    ['dependency-tree.json', JSON.stringify({ ...json, children: {} })],
    ['dependency-tree.json', JSON.stringify({ ...json, children: [7] })],
    ['dependency-tree.dot', 'digraph "x" {\n"x" -> "y" ;\n}'],
    ['dependency-tree.dot', dot.replace('g:web:jar:2.0:compile', 'g:web')],
  ] as const) {
    const { issues } = await read({ 'pom.xml': pom, [path]: written });
    assert.ok(issues.length > 0, written);
    assert.ok(issues.every((issue) => issue.path === path));
  }
});

test('in a target without a pom a file of that name is somebody else’s', async () => {
  const { graphs, issues } = await read({ 'dependency-tree.json': '{"anything": true}' });
  assert.deepEqual([graphs, issues], [[], []]);
});

test('trees of any depth and width are read without recursion', async () => {
  const deep = Array.from({ length: 2000 }, (_, level) => `${'   '.repeat(level)}\\- g:a${level}:jar:1:compile`).join('\n');
  const wide = '+- g:same:jar:1:compile\n'.repeat(200_000);
  for (const [tree, size] of [
    [deep, 2001],
    [wide, 2],
  ] as const) {
    const { graph } = await read({ 'pom.xml': pom, 'dependency-tree.txt': `com.example:app:jar:1.0\n${tree}\n` });
    assert.equal(graph.packages.length, size);
  }
});

test('the number of packages is bounded', async () => {
  const limits = { ...defaultLimits, packagesPerFile: 3 };
  const result = await read({ 'pom.xml': pom, 'dependency-tree.txt': text }, createContext({ limits }));
  assert.deepEqual(issuesOf(result), ['file/too-many-packages']);
  assert.equal(result.graph.packages.length, 4);
});

test('every truncation is read without throwing', async () => {
  for (const [path, written] of [
    ['dependency-tree.txt', text],
    ['dependency-tree.dot', dot],
    ['dependency-tree.json', JSON.stringify(json)],
  ] as const) {
    for (let length = 0; length < written.length; length += 3) await read({ 'pom.xml': pom, [path]: written.slice(0, length) });
  }
});
