import type { OptionSpec, OptionSpecs } from '../kernel/index.ts';
import { settingSpecs } from './settings.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** JSON Schema 2020-12 of `assay.jsonc`, made from the same declarations that check it. */
export function configSchema(): JsonSchema {
  const settings = Object.fromEntries(Object.entries(settingSpecs as OptionSpecs).map(([key, spec]) => [key, toSchema(spec)]));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:assay:config:1',
    title: 'assay.jsonc',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...settings,
      projects: {
        description: 'Settings for single projects, by their directory relative to this file',
        type: 'object',
        // The reader refuses this name everywhere; here no list of properties does it.
        propertyNames: { not: { const: '__proto__' } },
        additionalProperties: { type: 'object', additionalProperties: false, properties: settings },
      },
    },
  };
}

function toSchema(spec: OptionSpec): JsonSchema {
  const doc = { description: spec.doc, ...(spec.default === undefined ? {} : { default: spec.default }) };
  switch (spec.kind) {
    case 'boolean':
      return { ...doc, type: 'boolean' };
    case 'choice':
      return { ...doc, enum: spec.values };
    case 'list':
      return { ...doc, type: 'array', items: { type: 'string' } };
    default:
      return { ...doc, type: 'string', minLength: 1 };
  }
}
