import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { scratchDirectory } from '../../test/kit/scratch.ts';
import { AppError, type OptionSpec, type OptionSpecs } from '../kernel/index.ts';
import { configSchema } from './config-schema.ts';
import { readConfig, resolveSettings } from './config.ts';
import { settingSpecs } from './settings.ts';

const isValid = new Ajv2020({ allErrors: true }).compile(configSchema());

function isRead(file: string, text: string): boolean {
  writeFileSync(file, text);
  try {
    readConfig(file);
    return true;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'config/invalid') return false;
    throw thrown;
  }
}

const keys = Object.keys(settingSpecs);
const key = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...keys) },
  { weight: 1, arbitrary: fc.constantFrom('$schema', 'projects', 'fail-on', 'FailOn', '', 'toString', 'constructor', '__proto__') },
);
const anything = fc.constantFrom('', 'low', 'LOW', 'text', true, false, null, 0, 1, [], ['low'], {});
const fitting: ReadonlyMap<string, fc.Arbitrary<unknown>> = new Map(
  Object.entries(settingSpecs as OptionSpecs).map(([name, spec]) => [name, valueFor(spec)]),
);

function valueFor(spec: OptionSpec): fc.Arbitrary<unknown> {
  switch (spec.kind) {
    case 'boolean':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...spec.values);
    case 'list':
      return fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 });
    default:
      return fc.constantFrom('data', '/srv/data', '.');
  }
}

/** A member with a value that mostly fits. */
const member = key.chain((name) =>
  fc.tuple(
    fc.constant(name),
    fc.oneof({ weight: 6, arbitrary: fitting.get(name) ?? anything }, { weight: 1, arbitrary: anything }),
  ),
);
const settings = fc.array(member, { maxLength: 4 }).map(toJson);
// Names of different directories: that two spellings of one directory are refused is beyond a schema.
const project = fc.tuple(
  fc.constantFrom('shop', 'a/b', '..', '/srv', '__proto__', 'toString'),
  fc.oneof({ weight: 6, arbitrary: settings }, { weight: 1, arbitrary: anything.map((value) => JSON.stringify(value)) }),
);
const projects = fc.array(project, { maxLength: 3 }).map((all) => objectOf(all));
const documents = fc.oneof(
  { weight: 3, arbitrary: settings },
  { weight: 3, arbitrary: fc.tuple(settings, projects).map(([own, of]) => objectOf([...membersOf(own), ['projects', of]])) },
  { weight: 1, arbitrary: anything.map((value) => JSON.stringify(value)) },
);

/** As text, because an object cannot have a member `__proto__` by assignment. */
function toJson(members: readonly (readonly [string, unknown])[]): string {
  return objectOf(members.map(([name, value]) => [name, JSON.stringify(value)]));
}

/** Each name once: that a name stands twice is beyond a schema. */
function objectOf(members: readonly (readonly [string, string])[]): string {
  return `{${[...new Map(members)].map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
}

function membersOf(json: string): readonly (readonly [string, string])[] {
  return Object.entries(JSON.parse(json) as object).map(([name, value]) => [name, JSON.stringify(value)]);
}

test('the JSON Schema accepts and refuses the same documents as the reader', (t) => {
  const file = join(scratchDirectory(t), 'assay.jsonc');
  const seen = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(documents, (text) => {
      const accepted = isRead(file, text);
      assert.equal(isValid(JSON.parse(text)), accepted, text);
      seen[accepted ? 'accepted' : 'refused'] += 1;
    }),
    { numRuns: 600 },
  );
  assert.ok(seen.accepted > 30 && seen.refused > 30, JSON.stringify(seen));
});

test('the schema describes every setting, at the top and in a project, and its defaults are those that hold', () => {
  const schema = configSchema() as {
    readonly properties: Readonly<Record<string, { readonly description?: string; readonly default?: unknown }>> & {
      readonly projects: { readonly additionalProperties: { readonly properties: object } };
    };
  };
  const defaults = resolveSettings({ flags: {}, directory: '/home/me', environment: {} });
  for (const [name, spec] of Object.entries(settingSpecs)) {
    assert.equal(schema.properties[name]?.description, spec.doc);
    assert.equal(schema.properties[name]?.default, defaults[name as keyof typeof defaults]);
  }
  assert.deepEqual(Object.keys(schema.properties.projects.additionalProperties.properties), keys);
});
