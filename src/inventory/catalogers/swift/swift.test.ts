import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../../../kernel/index.ts';
import { edgesOf, issuesOf, nodeOf, readGraph, readTruncated, readWith, versionsOf } from '../../../../test/kit/catalogued.ts';
import { swiftCatalogers } from './index.ts';
import { nameOfLocation, repositoryUrl } from './location.ts';

const id = 'swift/package-resolved';
const commit = '0123456789abcdef0123456789abcdef01234567';

const two = `{
  "originHash" : "00",
  "pins" : [
    {
      "identity" : "swift-nio",
      "kind" : "remoteSourceControl",
      "location" : "https://github.com/apple/swift-nio.git",
      "state" : { "revision" : "${commit}", "version" : "2.62.0" }
    },
    {
      "identity" : "fork",
      "kind" : "remoteSourceControl",
      "location" : "git@git.example:team/Fork.git",
      "state" : { "branch" : "main", "revision" : "${commit}" }
    },
    {
      "identity" : "mona.linkedlist",
      "kind" : "registry",
      "location" : "",
      "state" : { "version" : "1.1.0" }
    },
    {
      "identity" : "near",
      "kind" : "localSourceControl",
      "location" : "/src/near",
      "state" : { "revision" : "${commit}", "version" : "1.0.0" }
    }
  ],
  "version" : 3
}`;

test('versions 2 and 3: the name is host and path of the location; without a version the commit says what is built', async () => {
  const graph = await readGraph(swiftCatalogers, id, { 'Package.resolved': two });
  assert.deepEqual(versionsOf(graph), ['github.com/apple/swift-nio 2.62.0', 'git.example/team/Fork', 'mona/linkedlist 1.1.0']);
  assert.deepEqual(nodeOf(graph, 'github.com/apple/swift-nio'), {
    name: 'github.com/apple/swift-nio',
    kind: 'package',
    version: '2.62.0',
    line: 4,
  });
  assert.deepEqual(nodeOf(graph, 'git.example/team/Fork').source, {
    kind: 'git',
    url: 'ssh://git@git.example/team/Fork.git',
    commit,
  });
  assert.deepEqual([nodeOf(graph, 'near').kind, nodeOf(graph, 'near').source], ['project', { kind: 'local', path: '/src/near' }]);
  assert.equal(graph.edges, 'none');
});

test('Package.swift beside it names what is direct, with requirement and line', async () => {
  const manifest = `// swift-tools-version:5.9
import PackageDescription
let package = Package(
  name: "App",
  dependencies: [
    .package(url: "https://github.com/Apple/swift-nio", .upToNextMajor(from: "2.0.0")),
    // .package(url: "https://github.com/x/never", from: "1.0.0"),
    .package(id: "mona.LinkedList", exact: "1.1.0"),
  ]
)
`;
  const graph = await readGraph(swiftCatalogers, id, { 'Package.resolved': two, 'Package.swift': manifest }, 'Package.resolved');
  assert.deepEqual(edgesOf(graph), [
    'App > github.com/apple/swift-nio runtime .upToNextMajor(from: "2.0.0") @ Package.swift:6',
    'App > mona/linkedlist runtime exact: "1.1.0" @ Package.swift:8',
  ]);
  assert.equal(graph.edges, 'partial');
});

test('version 1, kept by Xcode inside its project', async () => {
  const one = `{"object": {"pins": [
{"package": "Alamofire", "repositoryURL": "https://github.com/Alamofire/Alamofire", "state": {"branch": null, "revision": "${commit}", "version": "5.8.0"}}
]}, "version": 1}`;
  const path = 'ios/App.xcodeproj/project.xcworkspace/xcshareddata/swiftpm/Package.resolved';
  const graph = await readGraph(swiftCatalogers, id, { [path]: one });
  assert.deepEqual(versionsOf(graph), ['github.com/Alamofire/Alamofire 5.8.0']);
  assert.equal(graph.packages[0]?.directory, 'ios');
});

test('a location is read in every spelling of a repository', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['https://github.com/a/b.git', 'github.com/a/b'],
    ['https://user:secret@Git.example:8443/a/b/', 'git.example/a/b'],
    ['ssh://git@git.example:22/a/b.git', 'git.example/a/b'],
    ['git@git.example:a/b', 'git.example/a/b'],
    ['git.example/a/b', 'git.example/a/b'],
    ['/a/b', undefined],
    ['../a', undefined],
    ['file:///a/b', undefined],
    ['', undefined],
  ];
  for (const [location, name] of cases) assert.equal(nameOfLocation(location), name, location);
  assert.equal(repositoryUrl('https://me:pw@git.example/a'), 'https://git.example/a');
});

test('what cannot be understood is an issue on its line, and the rest is read', async () => {
  const text = `{"version": 9, "pins": [
{},
{"identity": "a", "location": "nowhere"},
{"identity": "b", "kind": "registry", "state": {}},
{"identity": "c.d", "kind": "registry", "state": []},
7
]}`;
  const read = await readWith(swiftCatalogers, id, { 'Package.resolved': text });
  assert.deepEqual(issuesOf(read), [
    'swift/version @ 1',
    'swift/shape',
    'swift/unnamed @ 2',
    'swift/location @ 3',
    'swift/location @ 4',
    'swift/shape @ 5',
    'swift/no-version @ 5',
  ]);
  assert.deepEqual(versionsOf(read.graph), ['c/d']);
});

test('files of the wrong shape are issues, no truncation throws, and there is a limit', async () => {
  for (const text of ['[]', '{}', '{"version": 2}', '{"version": 2, "pins": 1}', '{"version": 1, "object": []}']) {
    assert.notEqual((await readWith(swiftCatalogers, id, { 'Package.resolved': text })).issues.length, 0, text);
  }
  await readTruncated(swiftCatalogers, id, { 'Package.resolved': two }, 'Package.resolved');
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 1 } });
  const read = await readWith(swiftCatalogers, id, { 'Package.resolved': two }, 'Package.resolved', ctx);
  assert.deepEqual(issuesOf(read), ['file/too-many-packages @ 10']);
});

test('Package.swift alone asks for packages; what is not plain text is an issue', async () => {
  const manifest = [
    'let package = Package(name: "App", dependencies: [',
    '  .package(url: "https://github.com/a/pinned.git", exact: "1.2.3"),',
    '  .package(name: "Old", url: "https://github.com/a/old", .exact("0.1.0")),',
    '  .package(url: "https://github.com/a/ranged", "1.0.0"..<"2.0.0"),',
    `  .package(url: "https://github.com/a/commit", revision: "${commit}"),`,
    '  .package(path: "../Near"),',
    '  .package(url: base + "x", from: "1.0.0"), /* .package(url: "https://github.com/a/b") /* " */ */',
    '])',
  ].join('\n');
  const files = { 'p/Package.swift': manifest, 'p/.build/checkouts/x/Package.swift': manifest };
  const read = await readWith(swiftCatalogers, 'swift/package-swift', files, 'p/Package.swift');
  assert.deepEqual(issuesOf(read), ['swift/dynamic @ 7']);
  assert.deepEqual(versionsOf(read.graph), [
    'github.com/a/pinned 1.2.3',
    'github.com/a/old 0.1.0',
    'github.com/a/ranged',
    'github.com/a/commit',
  ]);
  assert.equal(nodeOf(read.graph, 'Near').directory, 'Near');
  assert.ok(edgesOf(read.graph).includes('App > github.com/a/ranged runtime "1.0.0"..<"2.0.0" @ 4'));
  const copy = await readWith(swiftCatalogers, 'swift/package-swift', files, 'p/.build/checkouts/x/Package.swift');
  assert.deepEqual([copy.graphs, copy.issues], [[], []]);
  await readTruncated(swiftCatalogers, 'swift/package-swift', { 'Package.swift': manifest }, 'Package.swift');
});

test('a call that is not closed does not hide the ones after it', async () => {
  const text = '.package(url: "https://git.example/a/b", exact: (\n.package(url: "https://git.example/c/d", exact: "1.0.0")\n))';
  const read = await readWith(swiftCatalogers, 'swift/package-swift', { 'Package.swift': text });
  assert.deepEqual(issuesOf(read), ['swift/dynamic @ 1']);
  assert.ok(versionsOf(read.graph).includes('git.example/c/d 1.0.0'));
});
