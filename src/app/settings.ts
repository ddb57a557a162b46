import type { OptionSpecs } from '../kernel/index.ts';
import { failOnLevels } from './report.ts';

/**
 * What can be set for good in `assay.jsonc`, per run by a flag of the same name, or in the environment.
 * A flag outranks a variable, a variable the file, the file the default.
 */
export const settingSpecs = {
  failOn: {
    kind: 'choice',
    values: failOnLevels,
    default: 'low',
    doc: 'Lowest severity of a finding that fails the scan; an unknown severity always counts',
  },
  includeDev: {
    kind: 'boolean',
    default: false,
    doc: 'Let findings in development and test dependencies count too',
  },
  db: {
    kind: 'path',
    placeholder: 'DIR',
    doc: 'Advisory database to use, or a folder of OSV records; default is in the user cache directory',
  },
  dbSource: {
    kind: 'place',
    placeholder: 'URL|DIR',
    doc: 'Where advisory data is fetched from, laid out as the public OSV export, which is the default',
  },
  offline: {
    kind: 'boolean',
    default: false,
    doc: 'Never touch the network, not even to fetch advisory data that is missing',
  },
  ignoreFiles: {
    kind: 'boolean',
    default: true,
    doc: 'Leave out what .gitignore and .assayignore files name',
  },
} as const satisfies OptionSpecs;
