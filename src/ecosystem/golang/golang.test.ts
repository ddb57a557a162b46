import assert from 'node:assert/strict';
import { test } from 'node:test';
import { golang } from './golang.ts';

const order = golang.compareVersions;

test('v is optional: records leave it out and go.mod writes it', () => {
  assert.equal(order('v1.2.3', '1.2.3'), 0);
  assert.equal(order('v1.9.0', '1.10.0'), -1);
});

test('a short version stands for one with zeros', () => {
  assert.equal(order('v1', 'v1.0.0'), 0);
  assert.equal(order('v1.2', 'v1.2.0'), 0);
});

test('pseudo-versions are pre-releases, ordered by their time ("Pseudo-versions")', () => {
  assert.equal(order('v0.0.0-20191109021931-daa7c04131f5', 'v0.0.0-20200101000000-000000000000'), -1);
  assert.equal(order('v1.2.4-0.20191109021931-daa7c04131f5', 'v1.2.3'), 1);
  assert.equal(order('v1.2.4-0.20191109021931-daa7c04131f5', 'v1.2.4'), -1);
  assert.equal(order('v0.0.0-20191109021931-daa7c04131f5', '0.0.0-20191109021931-daa7c04131f5'), 0);
});

test('+incompatible has no part in the order', () => {
  assert.equal(order('v2.0.0+incompatible', '2.0.0'), 0);
  assert.equal(order('v24.0.7+incompatible', '24.0.9+incompatible'), -1);
});

test('the releases of Go are versions of stdlib and toolchain, written either way ("Go toolchain names")', () => {
  assert.equal(order('go1.21.3', '1.21.3'), 0);
  assert.equal(order('go1.21', '1.21.0'), 0);
  assert.equal(order('go1.21rc2', '1.21.0-rc.2'), 0);
  assert.equal(order('1.21rc1', '1.21.0'), -1);
  assert.equal(order('go1.9beta2', 'go1.9rc1'), -1);
  assert.equal(order('go1.22rc1', '1.22.0-0'), 1);
  assert.equal(order('go1.21.3', 'go1.21.10'), -1);
});

test("a builder's suffix has no part in the order", () => {
  assert.equal(order('go1.21.3-bigcorp', '1.21.3'), 0);
  assert.equal(order('go1.22.1 X:rangefunc', '1.22.1'), 0);
});

test('what is not a version is not read', () => {
  for (const text of [
    '(devel)',
    'devel go1.22-abcdef',
    'go',
    'gopher',
    'master',
    'v',
    'v1.2.3-',
    'latest',
    '234fd47e07d1004f0aed9c',
  ]) {
    assert.equal(golang.parseVersion(text), undefined, text);
  }
});

test('a requirement is the lowest version that will do ("Minimal version selection")', () => {
  assert.equal(golang.satisfies('v1.3.0', 'v1.2.9'), true);
  assert.equal(golang.satisfies('1.2.9', 'v1.2.9'), true);
  assert.equal(golang.satisfies('v1.2.8', 'v1.2.9'), false);
  assert.equal(golang.satisfies('v1.2.8', 'latest'), undefined);
});
