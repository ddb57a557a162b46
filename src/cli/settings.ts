import { resolve } from 'node:path';
import { findConfig, readConfig, resolveSettings, type Settings } from '../app/index.ts';
import type { Invocation } from './command.ts';

/** The settings of one run, from its flags, the environment and the nearest configuration; paths are absolute. */
export function settingsOf({ flags, environment, directory }: Invocation, target?: string): Settings {
  const file = flags['config'] === undefined ? findConfig(directory) : resolve(directory, flags['config'] as string);
  const settings = resolveSettings({
    flags,
    environment,
    ...(file === undefined ? {} : { config: readConfig(file) }),
    ...(target === undefined ? {} : { target }),
  });
  return settings.db === undefined ? settings : { ...settings, db: resolve(directory, settings.db) };
}

/** Where data comes from, as the user wrote it: an address stays, a path is resolved. */
export function placeOf(source: string, directory: string): string {
  return /^https?:\/\//.test(source) ? source : resolve(directory, source);
}

export const configOption = {
  config: { kind: 'path', placeholder: 'FILE', doc: 'Use this configuration instead of the nearest assay.jsonc' },
} as const;
