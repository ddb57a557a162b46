import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import {
  AppError,
  decodeText,
  defaultLimits,
  isObject,
  nearest,
  parseJson,
  variableName,
  type DataObject,
  type DataValue,
  type Issue,
  type OptionSpec,
  type OptionSpecs,
  type OptionValue,
  type OptionValues,
  type SourceDocument,
} from '../kernel/index.ts';
import { settingSpecs } from './settings.ts';

export const configFileName = 'assay.jsonc';

export type Settings = OptionValues<typeof settingSpecs>;
type PartialSettings = { readonly [key: string]: OptionValue };

/** `assay.jsonc`, checked: settings for everything, and for single projects. */
export interface Config {
  readonly file: string;
  readonly settings: PartialSettings;
  /** By absolute path of the project's directory. */
  readonly projects: ReadonlyMap<string, PartialSettings>;
}

/**
 * The nearest `assay.jsonc` from a directory upwards, not beyond the root of its git repository.
 * It is looked for where the user stands, never in what is scanned: a target must not choose how it is judged.
 */
export function findConfig(from: string): string | undefined {
  for (let directory = resolve(from); ; directory = dirname(directory)) {
    const file = join(directory, configFileName);
    if (existsSync(file)) return file;
    if (existsSync(join(directory, '.git')) || dirname(directory) === directory) return undefined;
  }
}

/** Reads and checks a configuration file. Throws `AppError` `config/…` with every problem and its line. */
export function readConfig(file: string): Config {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (thrown) {
    throw new AppError('config/unreadable', `${file} cannot be read`, { cause: thrown });
  }
  const text = decodeText(bytes, file);
  const document =
    text.value === undefined ? undefined : parseJson(text.value, { path: file, limits: defaultLimits, comments: true });
  const issues: Issue[] = [...text.issues, ...(document?.issues ?? [])];
  const config = document?.value === undefined ? undefined : new ConfigReader(file, document.value, issues).read();
  if (config === undefined || issues.length > 0) {
    const lines = issues.map((issue) => `${issue.path}:${issue.line ?? 1} ${issue.message}`);
    throw new AppError('config/invalid', lines.join('\n'), { hint: 'docs/reference/configuration.md lists every key.' });
  }
  return config;
}

class ConfigReader {
  readonly #file: string;
  readonly #document: SourceDocument;
  readonly #issues: Issue[];

  constructor(file: string, document: SourceDocument, issues: Issue[]) {
    this.#file = file;
    this.#document = document;
    this.#issues = issues;
  }

  read(): Config | undefined {
    const root = this.#document.value;
    if (!isObject(root)) {
      this.#issues.push({ code: 'config/shape', path: this.#file, line: 1, message: 'is not a JSON object' });
      return undefined;
    }
    const { $schema: _, projects, ...rest } = root;
    return { file: this.#file, settings: this.#settings(rest, root), projects: this.#projects(projects, root) };
  }

  #projects(value: DataValue | undefined, root: DataObject): ReadonlyMap<string, PartialSettings> {
    const projects = new Map<string, PartialSettings>();
    if (value === undefined) return projects;
    if (!isObject(value)) {
      this.#issue('has "projects" that is not an object of directories', root);
      return projects;
    }
    for (const [directory, settings] of Object.entries(value)) {
      if (isObject(settings)) projects.set(resolve(dirname(this.#file), directory), this.#settings(settings, settings));
      else this.#issue(`has no object of settings for the project "${directory}"`, value);
    }
    return projects;
  }

  #settings(values: DataObject, place: DataObject): PartialSettings {
    const settings: Record<string, OptionValue> = {};
    for (const [key, value] of Object.entries(values)) {
      const spec: OptionSpec | undefined = (settingSpecs as OptionSpecs)[key];
      if (spec === undefined) {
        const meant = nearest(key, [...Object.keys(settingSpecs), 'projects']);
        this.#issue(`has an unknown key "${key}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`, place);
        continue;
      }
      const checked = checkValue(spec, value);
      if (checked === undefined) this.#issue(`has a value for "${key}" that is not ${expectation(spec)}`, place);
      else settings[key] = spec.kind === 'path' ? resolve(dirname(this.#file), checked as string) : checked;
    }
    return settings;
  }

  #issue(message: string, place: DataObject): void {
    this.#issues.push({ code: 'config/value', path: this.#file, line: this.#document.lineOf(place) ?? 1, message });
  }
}

function checkValue(spec: OptionSpec, value: DataValue | undefined): OptionValue | undefined {
  switch (spec.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'choice':
      return typeof value === 'string' && spec.values.includes(value) ? value : undefined;
    case 'list':
      return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
    default:
      return typeof value === 'string' && value !== '' ? value : undefined;
  }
}

function expectation(spec: OptionSpec): string {
  switch (spec.kind) {
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${spec.values.join(', ')}`;
    case 'list':
      return 'a list of texts';
    default:
      return 'a text';
  }
}

export interface SettingSources {
  readonly flags: Readonly<Record<string, OptionValue | undefined>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly config?: Config;
  /** Absolute path of what is scanned: settings of the innermost project that contains it apply. */
  readonly target?: string;
}

/** Flags over variables over the project's part of the file over the file over the defaults. Throws `AppError` `usage/…` for a bad variable. */
export function resolveSettings(sources: SettingSources): Settings {
  const resolved: Record<string, OptionValue | undefined> = {};
  const project =
    sources.config === undefined || sources.target === undefined ? {} : projectSettings(sources.config, sources.target);
  for (const [key, spec] of Object.entries(settingSpecs as OptionSpecs)) {
    resolved[key] =
      sources.flags[key] ??
      fromVariable(key, spec, sources.environment) ??
      project[key] ??
      sources.config?.settings[key] ??
      spec.default;
  }
  return resolved as unknown as Settings;
}

function fromVariable(key: string, spec: OptionSpec, environment: SettingSources['environment']): OptionValue | undefined {
  const name = variableName(key);
  const text = environment[name];
  if (text === undefined || text === '') return undefined;
  const value = spec.kind === 'boolean' ? booleanWord(text) : spec.kind === 'list' ? text.split(',') : checkValue(spec, text);
  if (value === undefined) throw new AppError('usage/variable', `${name} is "${text}", not ${expectation(spec)}`);
  return value;
}

function booleanWord(text: string): boolean | undefined {
  if (/^(?:1|true|yes|on)$/i.test(text)) return true;
  return /^(?:0|false|no|off)$/i.test(text) ? false : undefined;
}

function projectSettings(config: Config, target: string): PartialSettings {
  let innermost = '';
  for (const directory of config.projects.keys()) {
    const contains = target === directory || target.startsWith(directory + sep);
    if (contains && directory.length > innermost.length) innermost = directory;
  }
  return config.projects.get(innermost) ?? {};
}
