import assert from 'node:assert/strict';
import test from 'node:test';
import { isDevelopmentFile, keyOf, scopeOfGroup } from './names.ts';

test('spellings of one name have one key (PEP 503, "Normalized Names")', () => {
  for (const name of ['Friendly-Bard', 'friendly.bard', 'FRIENDLY_BARD', 'friendly--bard', 'FrIeNdLy-._.-bArD']) {
    assert.equal(keyOf(name), 'friendly-bard');
  }
});

test('a group is for development when its name says so, and else optional', () => {
  for (const name of ['dev', 'Tests', 'unit-test', 'docs', 'lint_ci']) assert.equal(scopeOfGroup(name), 'dev', name);
  for (const name of ['yaml', 'contest', 'device', 'latest']) assert.equal(scopeOfGroup(name), 'optional', name);
});

test('a file is for development by its own name or that of its directory', () => {
  for (const path of [
    'requirements-dev.txt',
    'dev-requirements.txt',
    'requirements_test.txt',
    'requirements/dev.txt',
    'a/tests/requirements.txt',
  ]) {
    assert.ok(isDevelopmentFile(path), path);
  }
  for (const path of ['requirements.txt', 'requirements/base.txt', 'dev/app/requirements.txt', 'requirements-devices.txt']) {
    assert.ok(!isDevelopmentFile(path), path);
  }
});
