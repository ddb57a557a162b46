import { resolve } from 'node:path';
import { findConfig, readConfig, resolveSettings, type Settings } from '../app/index.ts';
import type { Invocation } from './command.ts';

export const configOption = {
  config: { kind: 'path', placeholder: 'FILE', doc: 'Use this configuration instead of the nearest assay.jsonc' },
} as const;

/** The settings of one run, from its flags, the environment and the nearest configuration; paths are absolute. */
export function settingsOf({ flags, environment, directory }: Invocation, target?: string): Settings {
  const file = flags['config'] === undefined ? findConfig(directory) : resolve(directory, flags['config'] as string);
  return resolveSettings({
    flags,
    environment,
    directory,
    ...(file === undefined ? {} : { config: readConfig(file) }),
    ...(target === undefined ? {} : { target }),
  });
}
