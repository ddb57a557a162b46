import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../../../kernel/index.ts';
import { edgesOf, issuesOf, nodeOf, readTruncated, readWith, versionsOf } from '../../../../test/kit/catalogued.ts';
import { githubactionsCatalogers } from './index.ts';
import { parseUses } from './uses.ts';

const id = 'githubactions/workflow';
const path = 'sub/.github/workflows/ci.yml';
const commit = '0123456789abcdef0123456789abcdef01234567';

const workflow = `name: CI
on: [push]
jobs:
  build:
    runs-on: ubuntu-latest
    container: node:20-slim
    services:
      db:
        image: postgres:16
        env: {}
      cache: redis:7
    steps:
      - uses: actions/checkout@v4
      - name: Set up
        if: always()
        uses: "actions/setup-node@${commit}" # v4.0.2
        with:
          node-version: 20
      - run: |
          uses: actions/never@v1
      - uses: ./.github/actions/local
      - uses: docker://alpine:3.19
      - {uses: github/codeql-action/init@main, with: {a: b}}
      - uses: actions/cache@${commit}
  call:
    uses: org/shared/.github/workflows/build.yml@v2.1.0
`;

test('actions and reusable workflows by name, with the tag as version, and the line of each use', async () => {
  const read = await readWith(githubactionsCatalogers, id, { [path]: workflow });
  assert.deepEqual(read.issues, []);
  const [actions] = read.graphs;
  assert.ok(actions !== undefined);
  assert.equal(actions.packages[0]?.directory, 'sub');
  assert.deepEqual(versionsOf(actions), [
    'actions/checkout v4',
    'actions/setup-node v4.0.2',
    'github/codeql-action/init',
    'actions/cache',
    'org/shared/.github/workflows/build.yml v2.1.0',
  ]);
  assert.deepEqual(edgesOf(actions), [
    'sub > actions/checkout runtime v4 @ 13',
    `sub > actions/setup-node runtime ${commit} @ 16`,
    'sub > github/codeql-action/init runtime main @ 23',
    `sub > actions/cache runtime ${commit} @ 24`,
    'sub > org/shared/.github/workflows/build.yml runtime v2.1.0 @ 26',
  ]);
});

test('a commit is kept as the source; the tag in its comment is a claim, with less confidence', async () => {
  const { graph } = await readWith(githubactionsCatalogers, id, { [path]: workflow });
  const source = { kind: 'git', url: 'https://github.com/actions/setup-node', commit };
  assert.deepEqual(nodeOf(graph, 'actions/setup-node'), {
    name: 'actions/setup-node',
    kind: 'package',
    version: 'v4.0.2',
    confidence: 0.5,
    source,
    line: 16,
  });
  assert.deepEqual(nodeOf(graph, 'actions/cache'), {
    name: 'actions/cache',
    kind: 'package',
    source: { ...source, url: 'https://github.com/actions/cache' },
    line: 24,
  });
});

test('images of containers, services and docker:// are images', async () => {
  const [, images] = (await readWith(githubactionsCatalogers, id, { [path]: workflow })).graphs;
  assert.ok(images !== undefined);
  assert.equal(images.ecosystem, 'docker');
  assert.deepEqual(edgesOf(images), [
    'sub > alpine runtime alpine:3.19 @ 22',
    'sub > node runtime node:20-slim @ 6',
    'sub > postgres runtime postgres:16 @ 9',
    'sub > redis runtime redis:7 @ 11',
  ]);
});

test('comments name a tag in many ways', () => {
  const claimed = (comment: string): string | undefined => {
    const uses = parseUses(`a/b@${commit}`, comment);
    return uses?.kind === 'action' ? uses.node.version : undefined;
  };
  for (const comment of [' v1.2.3', 'tag=v1.2.3', ' pin@v1.2.3', ' ratchet:a/b@v1.2.3', ' (v1.2.3)', ' v1.2.3, pinned']) {
    assert.equal(claimed(comment), 'v1.2.3', comment);
  }
  assert.deepEqual(
    [claimed('1.2'), claimed('v3'), claimed(' 2024-01-02'), claimed(' main'), claimed(' see #12')],
    ['1.2', 'v3', undefined, undefined, undefined],
  );
});

test('what is no use of an action is an issue on its line, and the rest is read', async () => {
  const text = `jobs:
  a:
    container: \${{ matrix.image }}
    steps:
      - uses: actions/checkout
      - uses: [1]
      - 7
      - uses: actions/setup-go@v5
  b: 7
  c:
    steps: x
    services: {x: {image: [1]}}
`;
  const read = await readWith(githubactionsCatalogers, id, { [path]: text });
  assert.deepEqual(issuesOf(read), [
    'githubactions/shape @ 1',
    'githubactions/uses @ 5',
    'githubactions/shape @ 6',
    'githubactions/shape @ 4',
    'githubactions/image @ 3',
    'githubactions/shape @ 10',
    'githubactions/shape @ 12',
  ]);
  assert.deepEqual(versionsOf(read.graph), ['actions/setup-go v5']);
});

test('a file that is no workflow is an issue, no truncation throws, and there is a limit', async () => {
  for (const text of ['[]', 'on: push', 'jobs: 1', 'jobs: [']) {
    assert.notEqual((await readWith(githubactionsCatalogers, id, { [path]: text })).issues.length, 0, text);
  }
  await readTruncated(githubactionsCatalogers, id, { [path]: workflow }, path);
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 1 } });
  const read = await readWith(githubactionsCatalogers, id, { [path]: workflow }, path, ctx);
  assert.equal(issuesOf(read)[0], 'file/too-many-packages @ 16');
});

test('action.yml: the steps of a composite action and the image of one in a container', async () => {
  const composite = 'name: Mine\nruns:\n  using: composite\n  steps:\n    - uses: actions/checkout@v4.1.0\n      with: {}\n';
  const one = await readWith(githubactionsCatalogers, 'githubactions/action', { 'mine/action.yml': composite });
  assert.deepEqual(edgesOf(one.graph), ['mine > actions/checkout runtime v4.1.0 @ 5']);
  const image = await readWith(githubactionsCatalogers, 'githubactions/action', {
    'action.yaml': 'runs:\n  using: docker\n  image: docker://registry.example/a/b:1\n',
  });
  assert.deepEqual(image.graphs[1] === undefined ? [] : edgesOf(image.graphs[1]), ['. > a/b runtime registry.example/a/b:1 @ 3']);
  for (const text of ['runs:\n  using: docker\n  image: Dockerfile\n', 'action: other tool\n', '']) {
    const read = await readWith(githubactionsCatalogers, 'githubactions/action', { 'action.yml': text });
    assert.deepEqual([read.graphs.flatMap(versionsOf), read.issues], [[], []], text);
  }
});

test('the name of a service may hold signs that mean something in a regular expression', async () => {
  const text = 'jobs:\n  a:\n    services:\n      "(": postgres:16\n      "a.*+?[]{}|^$": redis:7\n';
  const read = await readWith(githubactionsCatalogers, 'githubactions/workflow', { '.github/workflows/a.yml': text });
  assert.deepEqual(issuesOf(read), []);
  assert.deepEqual(
    read.graphs[1]?.packages.flatMap(({ name, line }) => (line === undefined ? [] : [`${name} @ ${line}`])),
    ['postgres @ 4', 'redis @ 5'],
  );
});
