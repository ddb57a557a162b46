import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../../../kernel/index.ts';
import { edgesOf, issuesOf, nodeOf, readGraph, readTruncated, readWith, versionsOf } from '../../../../test/kit/catalogued.ts';
import { terraformCatalogers } from './index.ts';

const id = 'terraform/terraform-lock';
const sha256 = 'ab'.repeat(32);

const lock = `# This file is maintained automatically by "terraform init".
// Manual edits may be lost in future updates.

provider "registry.example/hashicorp/aws" {
  version     = "5.31.0"
  constraints = ">= 4.0.0, ~> 5.0"
  hashes = [
    "h1:AAAA=",
    "zh:${sha256.toUpperCase()}", # windows
  ]
}

/* two
   lines */
provider "registry.example/Hashicorp/random" {
  version = "3.6.0"
}
`;

test('providers have version, constraints, the SHA-256 of their archives and line', async () => {
  const graph = await readGraph(terraformCatalogers, id, { 'infra/.terraform.lock.hcl': lock });
  assert.deepEqual(versionsOf(graph), ['registry.example/hashicorp/aws 5.31.0', 'registry.example/hashicorp/random 3.6.0']);
  assert.deepEqual(nodeOf(graph, 'registry.example/hashicorp/aws'), {
    name: 'registry.example/hashicorp/aws',
    kind: 'package',
    line: 4,
    version: '5.31.0',
    hashes: [{ algorithm: 'SHA-256', value: sha256 }],
  });
  assert.deepEqual(edgesOf(graph), [
    'infra > registry.example/hashicorp/aws runtime >= 4.0.0, ~> 5.0 @ 4',
    'infra > registry.example/hashicorp/random runtime @ 15',
  ]);
});

test('what cannot be understood is an issue on its line, and the other blocks are read', async () => {
  const text = `provider "a/b" {
  version = 5
  hashes = ["x"]
}
module "x" {}
provider "c/d" {
  hashes = ["plain", "zh:12"]
}
=
provider "e f" {
  version = "1"
}
provider "g/h" {
  version = "1.\\"0"
  nested {}
}
provider "i/j" {
  version = "2.0"
`;
  const read = await readWith(terraformCatalogers, id, { '.terraform.lock.hcl': text });
  assert.deepEqual(issuesOf(read), [
    'terraform/syntax @ 2',
    'terraform/syntax @ 9',
    'terraform/syntax @ 15',
    'terraform/syntax @ 19',
    'terraform/no-version @ 1',
    'terraform/block @ 5',
    'terraform/no-version @ 6',
    'terraform/hash @ 6',
    'terraform/hash @ 6',
    'terraform/name @ 10',
  ]);
  assert.deepEqual(versionsOf(read.graph), ['a/b', 'c/d', 'g/h 1."0', 'i/j 2.0']);
});

test('a lockfile that is cut off is an issue, whatever it is cut off in', async () => {
  for (let length = lock.indexOf('provider') + 1; length < lock.indexOf('}'); length += 1) {
    const read = await readWith(terraformCatalogers, id, { '.terraform.lock.hcl': lock.slice(0, length) });
    assert.notEqual(read.issues.length, 0, lock.slice(0, length));
  }
  await readTruncated(terraformCatalogers, id, { '.terraform.lock.hcl': lock }, '.terraform.lock.hcl');
});

test('more packages than the limit are an issue', async () => {
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 1 } });
  const read = await readWith(terraformCatalogers, id, { '.terraform.lock.hcl': lock }, '.terraform.lock.hcl', ctx);
  assert.deepEqual(issuesOf(read), ['file/too-many-packages @ 15']);
});

test('a quote that is not closed costs its own block alone, and line ends in comments count', async () => {
  const text = 'provider "a/b" {\n  version = "1\n}\n/* one\ntwo */ /* three */\nprovider "c/d" {\n  version = "2"\n}\n';
  const read = await readWith(terraformCatalogers, id, { '.terraform.lock.hcl': text });
  assert.deepEqual(issuesOf(read), ['terraform/syntax @ 2', 'terraform/no-version @ 1']);
  assert.deepEqual(versionsOf(read.graph), ['a/b', 'c/d 2']);
  assert.equal(nodeOf(read.graph, 'c/d').line, 6);
});
