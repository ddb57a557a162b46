import { isObject, IssueCollector, type Ctx, type DataObject, type DataValue } from '../../../kernel/index.ts';
import type { Scope, Source } from '../../../model/index.ts';
import type { SourceFile } from '../../cataloger.ts';
import { Fields, member } from '../../fields.ts';
import { joinPath, withoutCredentials } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { readYaml } from '../../read.ts';
import { TextLines } from '../../text-lines.ts';

export interface Declared {
  readonly name: string;
  readonly requirement?: string;
  readonly scope: Scope;
  /** Where it is not asked of a registry. */
  readonly source?: Source;
  /** `sdk: flutter`: a part of that SDK. */
  readonly sdk?: string;
  readonly line?: number;
}

/** The parts of a pubspec.yaml that say what a project is and what it asks for. */
export interface Pubspec {
  readonly path: string;
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** `resolution: workspace`: its lockfile is that of a directory above. */
  readonly isMember: boolean;
  readonly declared: readonly Declared[];
}

const sections = [
  ['dependencies', 'runtime'],
  ['dev_dependencies', 'dev'],
] as const;

/** Undefined when there is none, or none that can be read. @see https://dart.dev/tools/pub/pubspec */
export async function readPubspec(
  file: SourceFile | undefined,
  ctx: Ctx,
  issues = new IssueCollector(file?.path ?? ''),
): Promise<Pubspec | undefined> {
  if (file === undefined) return undefined;
  const yaml = await readYaml(file, ctx);
  const text = await file.text();
  issues.addAll(yaml.issues);
  const [document] = yaml.value;
  if (document === undefined) return undefined;
  const fields = new Fields(document, issues, 'pub');
  const root = fields.root();
  const lines = new TextLines(text.value ?? '');
  const directory = file.path.slice(0, Math.max(file.path.lastIndexOf('/'), 0)) || '.';
  const declared: Declared[] = [];
  for (const [key, scope] of sections) {
    const section = fields.object(root, key);
    if (section === undefined) continue;
    const keys = lines.keysBelow(fields.lineOf(section) ?? 1);
    for (const [name, value] of Object.entries(section)) {
      const line = keys.get(name) ?? fields.lineOf(section);
      declared.push({ name, scope, ...facts(name, value, directory, fields), ...present({ line }) });
    }
  }
  return {
    path: file.path,
    name: fields.text(root, 'name'),
    version: fields.text(root, 'version'),
    isMember: fields.text(root, 'resolution') === 'workspace',
    declared,
  };
}

/** A constraint, or a description with `hosted`, `git`, `path` or `sdk`. Nothing at all means any version. */
function facts(
  name: string,
  value: DataValue | undefined,
  directory: string,
  fields: Fields,
): Pick<Declared, 'requirement' | 'source' | 'sdk'> {
  if (typeof value === 'string') return { requirement: value };
  if (value === null || value === undefined) return {};
  if (!isObject(value)) {
    fields.wrong(name, 'a constraint or a description');
    return {};
  }
  const line = fields.lineOf(value);
  const requirement = fields.text(value, 'version', line);
  return present({ requirement, sdk: fields.text(value, 'sdk', line), source: sourceIn(value, directory, fields) });
}

function sourceIn(value: DataObject, directory: string, fields: Fields): Source | undefined {
  const line = fields.lineOf(value);
  const path = fields.text(value, 'path', line);
  if (path !== undefined) return { kind: 'local', path: joinPath(directory, path) };
  const git = member(value, 'git');
  const url = isObject(git) ? fields.text(git, 'url', line) : fields.text(value, 'git', line);
  if (url !== undefined) return { kind: 'git', url: withoutCredentials(url) };
  const hosted = member(value, 'hosted');
  const host = isObject(hosted) ? fields.text(hosted, 'url', line) : fields.text(value, 'hosted', line);
  return host === undefined ? undefined : registrySource(host);
}

/** Undefined for the registry that is used when nothing else is said. */
export function registrySource(url: string): Source | undefined {
  return /^https:\/\/pub\.(?:dev|dartlang\.[a-z]{3})\/?$/.test(url)
    ? undefined
    : { kind: 'registry', url: withoutCredentials(url) };
}
