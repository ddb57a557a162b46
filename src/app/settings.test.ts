import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flagName, variableName, type OptionSpecs } from '../kernel/index.ts';
import { settingSpecs } from './settings.ts';

const settings = Object.entries(settingSpecs as OptionSpecs);

test('every setting has its own flag and variable, and one sentence without a full stop', () => {
  assert.equal(new Set(settings.map(([key]) => flagName(key))).size, settings.length);
  assert.equal(new Set(settings.map(([key]) => variableName(key))).size, settings.length);
  for (const [key, spec] of settings) {
    assert.match(spec.doc, /^[A-Z][^\n]*[^.\n]$/, key);
    assert.ok(key !== 'projects' && !key.startsWith('$'), `${key} means something else in assay.jsonc`);
  }
});

test('the default of a choice is one of its values', () => {
  for (const [key, spec] of settings) if (spec.kind === 'choice') assert.ok(spec.values.includes(spec.default ?? ''), key);
});

test('out of the box every finding fails the scan, what is shipped counts, and ignore files are heeded', () => {
  assert.equal(settingSpecs.failOn.default, 'low');
  assert.equal(settingSpecs.includeDev.default, false);
  assert.equal(settingSpecs.ignoreFiles.default, true);
});
