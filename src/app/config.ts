import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import {
  AppError,
  decodeText,
  defaultLimits,
  isObject,
  nearest,
  parseJson,
  toPlainText,
  systemCodeOf,
  variableName,
  type DataObject,
  type DataValue,
  type Issue,
  type OptionSpec,
  type OptionSpecs,
  type OptionValue,
  type OptionValues,
} from '../kernel/index.ts';
import { memberLines, type MemberLine } from './config-lines.ts';
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
  const text = decodeText(readBytes(file), file);
  const document =
    text.value === undefined ? undefined : parseJson(text.value, { path: file, limits: defaultLimits, comments: true });
  const issues: Issue[] = [...text.issues, ...(document?.issues ?? [])];
  const config =
    document?.value === undefined ? undefined : new ConfigReader(file, text.value ?? '', issues).read(document.value.value);
  if (config === undefined || issues.length > 0) {
    // The keys of a file that came with somebody's repository are printed here.
    const lines = issues.map((issue) => toPlainText(`${issue.path}:${issue.line ?? 1} ${issue.message}`));
    throw new AppError('config/invalid', lines.join('\n'), {
      hint: `The keys are ${Object.keys(settingSpecs).join(', ')} and projects.`,
    });
  }
  return config;
}

function readBytes(file: string): Uint8Array {
  const refuse = (why: string, cause?: unknown): AppError =>
    new AppError('config/unreadable', toPlainText(`${file} ${why}`), { cause });
  try {
    const facts = statSync(file);
    // A pipe is what `--config <(…)` is; a device that never ends is what a link in a repository may lead to.
    if (!facts.isFile() && !facts.isFIFO()) throw refuse('is not a file');
    if (facts.size > defaultLimits.manifestBytes) throw refuse(`is larger than ${defaultLimits.manifestBytes} bytes`);
    return readFileSync(file);
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : refuse(`cannot be read (${systemCodeOf(thrown) ?? 'unknown error'})`, thrown);
  }
}

class ConfigReader {
  readonly #file: string;
  readonly #text: string;
  readonly #issues: Issue[];
  #lineOf: MemberLine | undefined;

  constructor(file: string, text: string, issues: Issue[]) {
    this.#file = file;
    this.#text = text;
    this.#issues = issues;
  }

  read(root: DataValue): Config | undefined {
    if (!isObject(root)) {
      this.#issue('is not a JSON object');
      return undefined;
    }
    const { $schema, projects, ...rest } = root;
    if ($schema !== undefined && typeof $schema !== 'string')
      this.#issue('has a value for "$schema" that is not a text', '$schema');
    return { file: this.#file, settings: this.#settings(rest, []), projects: this.#projects(projects) };
  }

  #projects(value: DataValue | undefined): ReadonlyMap<string, PartialSettings> {
    const projects = new Map<string, PartialSettings>();
    if (value === undefined) return projects;
    if (!isObject(value)) {
      this.#issue('has "projects" that is not an object of directories', 'projects');
      return projects;
    }
    for (const [directory, settings] of Object.entries(value)) {
      const path = resolve(dirname(this.#file), directory);
      const place = ['projects', directory];
      if (!isObject(settings)) this.#issue(`has no object of settings for the project "${directory}"`, ...place);
      else if (projects.has(path)) this.#issue(`names the project "${directory}" twice, in different spellings`, ...place);
      else projects.set(path, this.#settings(settings, place));
    }
    return projects;
  }

  #settings(values: DataObject, place: readonly string[]): PartialSettings {
    const settings: Record<string, OptionValue> = {};
    for (const [key, value] of Object.entries(values)) {
      const spec = Object.hasOwn(settingSpecs, key) ? (settingSpecs as OptionSpecs)[key] : undefined;
      if (spec === undefined) {
        const known = place.length === 0 ? [...Object.keys(settingSpecs), 'projects', '$schema'] : Object.keys(settingSpecs);
        this.#issue(`has an unknown key "${key}"${question(nearest(key, known))}`, ...place, key);
        continue;
      }
      const checked = checkValue(spec, value);
      if (checked === undefined) {
        const meant = spec.kind === 'choice' && typeof value === 'string' ? nearest(value, spec.values) : undefined;
        this.#issue(`has a value for "${key}" that is not ${expectation(spec)}${question(meant)}`, ...place, key);
      } else {
        settings[key] = placed(spec, checked, dirname(this.#file));
      }
    }
    return settings;
  }

  #issue(message: string, ...place: readonly string[]): void {
    this.#lineOf ??= memberLines(this.#text);
    this.#issues.push({ code: 'config/value', path: this.#file, line: this.#lineOf(...place), message });
  }
}

function question(meant: string | undefined): string {
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
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
  /** Absolute: paths in flags and variables are relative to it. */
  readonly directory: string;
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
    const given = sources.flags[key] ?? fromVariable(key, spec, sources.environment);
    resolved[key] =
      given === undefined
        ? (project[key] ?? sources.config?.settings[key] ?? spec.default)
        : placed(spec, given, sources.directory);
  }
  return resolved as unknown as Settings;
}

function fromVariable(key: string, spec: OptionSpec, environment: SettingSources['environment']): OptionValue | undefined {
  const name = variableName(key);
  const text = environment[name];
  if (text === undefined || text === '') return undefined;
  const value = spec.kind === 'boolean' ? booleanWord(text) : spec.kind === 'list' ? listOf(text) : checkValue(spec, text);
  if (value !== undefined) return value;
  const meant = spec.kind === 'choice' ? nearest(text, spec.values) : undefined;
  throw new AppError('usage/variable', toPlainText(`${name} is "${text}", not ${expectation(spec)}${question(meant)}`));
}

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function booleanWord(text: string): boolean | undefined {
  if (/^(?:1|true|yes|on)$/i.test(text)) return true;
  return /^(?:0|false|no|off)$/i.test(text) ? false : undefined;
}

function projectSettings(config: Config, target: string): PartialSettings {
  let innermost: string | undefined;
  for (const directory of config.projects.keys()) {
    if (contains(directory, target) && (innermost === undefined || directory.length > innermost.length)) innermost = directory;
  }
  return innermost === undefined ? {} : (config.projects.get(innermost) ?? {});
}

function contains(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A path is relative to where it is written; an address stays as it is. */
function placed(spec: OptionSpec, value: OptionValue, directory: string): OptionValue {
  const isPath = spec.kind === 'path' || (spec.kind === 'place' && !isAddress(value as string));
  return isPath ? resolve(directory, value as string) : value;
}

/** Where something is, as a user wrote it: an address stays, a path is resolved. */
export function resolvePlace(place: string, directory: string): string {
  return isAddress(place) ? place : resolve(directory, place);
}

function isAddress(place: string): boolean {
  return /^https?:\/\//i.test(place);
}
