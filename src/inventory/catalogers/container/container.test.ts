import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../../../kernel/index.ts';
import { edgesOf, issuesOf, nodeOf, readGraph, readTruncated, readWith, versionsOf } from '../../../../test/kit/catalogued.ts';
import { parseImage } from './image.ts';
import { containerCatalogers } from './index.ts';
import { expand, UNKNOWN } from './variables.ts';

const id = 'container/dockerfile';
// Written in parts: no file names the host of a registry.
const hub = ['docker', 'io'].join('.');
const digest = `sha256:${'ab'.repeat(32)}`;

const dockerfile = `# syntax=docker/dockerfile:1.6
ARG NODE=20
ARG BASE=node:\${NODE}-slim
FROM --platform=$BUILDPLATFORM golang:1.22 AS Build
RUN --mount=type=bind,from=busybox:1.36,source=/bin,target=/b make \\
  # a comment
  FROM=never

RUN <<EOF
FROM never:1
EOF
FROM registry.example:5000/team/tool:2@${digest} as tool
FROM \${BASE} AS final
COPY --from=build --chown=1 /a /b
COPY --from=0 /a /b
COPY --from=${hub}/library/nginx:1.25 /c /d
FROM python:3.12 AS test
RUN pytest
FROM final
CMD ["x"]
`;

test('images are those of FROM, COPY --from and --mount, with tag or digest, registry and line; stages are none', async () => {
  const graph = await readGraph(containerCatalogers, id, { 'app/Dockerfile': dockerfile });
  assert.deepEqual(versionsOf(graph), [
    'golang 1.22',
    'busybox 1.36',
    `team/tool ${digest}`,
    'node 20-slim',
    'nginx 1.25',
    'python 3.12',
    'docker/dockerfile 1.6',
  ]);
  assert.deepEqual(nodeOf(graph, 'team/tool'), {
    name: 'team/tool',
    kind: 'package',
    version: digest,
    line: 12,
    source: { kind: 'registry', url: 'registry.example:5000' },
    qualifiers: { repository_url: 'registry.example:5000', tag: '2' },
    hashes: [{ algorithm: 'SHA-256', value: 'ab'.repeat(32) }],
  });
});

test('what the last stage needs is runtime, the rest dev; the requirement is as written', async () => {
  const graph = await readGraph(containerCatalogers, id, { 'app/Dockerfile': dockerfile });
  assert.deepEqual(edgesOf(graph), [
    'app > docker/dockerfile runtime docker/dockerfile:1.6 @ 1',
    'app > golang runtime golang:1.22 @ 4',
    'app > busybox runtime busybox:1.36 @ 5',
    `app > team/tool dev registry.example:5000/team/tool:2@${digest} @ 12`,
    'app > node runtime ${BASE} @ 13',
    `app > nginx runtime ${hub}/library/nginx:1.25 @ 16`,
    'app > python dev python:3.12 @ 17',
  ]);
});

test('an argument without a default leaves the tag unknown; where it is the image, that is an issue', async () => {
  const text =
    'ARG TAG\nARG IMAGE\nFROM nginx:${TAG}\nFROM ${IMAGE:-alpine}:3\nFROM $IMAGE\nFROM a b c d\nFROM\nFROM UPPER/Not_Valid!\n';
  const read = await readWith(containerCatalogers, id, { Dockerfile: text });
  assert.deepEqual(versionsOf(read.graph), ['nginx', 'alpine 3', 'a']);
  assert.deepEqual(issuesOf(read), ['container/image @ 5', 'container/image @ 7', 'container/image @ 8']);
});

test('the escape character can be chosen, and a file without FROM or with an open here-document is an issue', async () => {
  const windows = await readGraph(containerCatalogers, id, {
    Dockerfile: '# escape=`\nFROM `\n  windows/servercore:ltsc2022\nCOPY a C:\\\nFROM b:1\n',
  });
  assert.deepEqual(versionsOf(windows), ['windows/servercore ltsc2022', 'b 1']);
  assert.deepEqual(issuesOf(await readWith(containerCatalogers, id, { Dockerfile: 'RUN x\n' })), ['container/no-from @ 1']);
  const open = await readWith(containerCatalogers, id, { Dockerfile: 'FROM a:1\nRUN <<-"E" cat\n\tE2\nFROM b:1\n' });
  assert.deepEqual(issuesOf(open), ['container/here-document @ 2']);
  const ignore = await readWith(containerCatalogers, id, { 'Dockerfile.dockerignore': 'node_modules\n' });
  assert.deepEqual([ignore.graphs, ignore.issues], [[], []]);
});

test('no truncation throws, and there is a limit', async () => {
  await readTruncated(containerCatalogers, id, { Dockerfile: dockerfile }, 'Dockerfile');
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 1 } });
  const read = await readWith(containerCatalogers, id, { Dockerfile: dockerfile }, 'Dockerfile', ctx);
  assert.deepEqual(issuesOf(read), ['file/too-many-packages @ 5']);
});

test('references to images are read in all their parts', () => {
  assert.deepEqual(parseImage('nginx'), { repository: 'nginx' });
  assert.deepEqual(parseImage(`index.${hub}/library/nginx:1`), { repository: 'nginx', tag: '1' });
  assert.deepEqual(parseImage('localhost/a/b'), { registry: 'localhost', repository: 'a/b' });
  assert.deepEqual(parseImage('host:5000/a'), { registry: 'host:5000', repository: 'a' });
  assert.deepEqual(parseImage(`a/b@${digest}`), { repository: 'a/b', digest });
  for (const text of ['', ':1', 'a:', 'a@sha256:12', 'a//b', '/a', 'a b', '{{ image }}', 'a:b:c'])
    assert.equal(parseImage(text), undefined, text);
});

test('variables are replaced as shells and Compose do', () => {
  const value = (name: string): string | undefined => ({ A: 'a', EMPTY: '' })[name];
  const cases: readonly (readonly [string, string])[] = [
    ['$A-${A}', 'a-a'],
    ['${B:-b}${EMPTY:-e}${EMPTY-x}', 'be'],
    ['${A:+plus}${B:+plus}', 'plus'],
    ['${B:-$A}${B:-${A}}', 'aa'],
    ['$B', UNKNOWN],
    ['${A#x}', UNKNOWN],
    ['${A:?message}', 'a'],
    ['$$A', '$A'],
    ['${A', '${A'],
  ];
  for (const [text, expanded] of cases) assert.equal(expand(text, value), expanded, text);
});

const compose = `x-base: &base
  image: redis:7.2
services:
  web:
    build: .
    image: mine:1
  db:
    restart: always
    image: "postgres:\${PG:-16}"
  cache:
    <<: *base
  admin:
    image: registry.example/admin
    profiles: [debug]
  odd:
    image: \${IMAGE}
  empty:
include:
  - ../other/compose.yaml
  - path: services.yaml
`;

test('Compose: images of services, with defaults and merges; what is built here is not taken from anywhere', async () => {
  const read = await readWith(containerCatalogers, 'container/compose', { 'x/docker-compose.dev.yml': compose });
  assert.deepEqual(versionsOf(read.graph), ['postgres 16', 'redis 7.2', 'admin']);
  assert.deepEqual(edgesOf(read.graph), [
    'x > postgres runtime postgres:${PG:-16} @ 9',
    'x > redis runtime redis:7.2 @ 10',
    'x > admin optional registry.example/admin @ 13',
  ]);
  assert.deepEqual(issuesOf(read), ['container/image @ 16', 'container/include']);
});

test('a Compose file of the wrong shape is an issue, and no truncation throws', async () => {
  for (const text of ['[]', 'services: 1', 'services: {a: 1}', 'services: {a: {image: []}}', 'a: [']) {
    assert.notEqual((await readWith(containerCatalogers, 'container/compose', { 'compose.yml': text })).issues.length, 0, text);
  }
  await readTruncated(containerCatalogers, 'container/compose', { 'compose.yaml': compose }, 'compose.yaml');
});

test('a row that is no instruction, and a stage that is not there, are issues', async () => {
  const text = 'FROM node:24 AS a\nCOPY --from=a /x /x\nCOPY --from=7 /x /x\n{% if x %}\nONBUILD RUN <<EOF\n[[ 1 ]]\nEOF\n';
  const read = await readWith(containerCatalogers, id, { Dockerfile: text });
  assert.deepEqual(issuesOf(read), ['container/instruction @ 4', 'container/image @ 2', 'container/image @ 3']);
});
