import { posix } from 'node:path';
import { IssueCollector, parseJson, type Ctx, type DataObject } from '../../../kernel/index.ts';
import type { Scope } from '../../../model/index.ts';
import type { SourceFile } from '../../cataloger.ts';
import { Fields } from '../../fields.ts';
import { TextLines } from '../../text-lines.ts';

export interface Required {
  /** In lower case. */
  readonly name: string;
  readonly requirement: string;
  readonly scope: Scope;
  readonly line: number | undefined;
}

/** The parts of a composer.json that say what a project is and what it asks for. */
export interface Manifest {
  readonly path: string;
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly licence: string | undefined;
  readonly requires: readonly Required[];
}

const platform = /^(?:php(?:-64bit|-ipv6|-zts|-debug)?|hhvm|composer(?:-(?:plugin|runtime)-api)?|(?:ext|lib)-[^/]*)$/i;

/** PHP, its extensions and libraries, and Composer itself: not packages. */
export function isPlatform(name: string): boolean {
  return platform.test(name);
}

/** The members of an object of names and constraints. PHP writes an empty object as an empty list. */
export function constraintsOf(fields: Fields, owner: DataObject, key: string): readonly (readonly [string, string])[] {
  const value = owner[key];
  if (Array.isArray(value) && value.length === 0) return [];
  return fields.textMembers(owner, key, fields.lineOf(owner)).map(([name, constraint]) => [name.toLowerCase(), constraint]);
}

/** Several licences are a choice. @see https://getcomposer.org/doc/04-schema.md#license */
export function licenceOf(fields: Fields, owner: DataObject): string | undefined {
  const { license } = owner;
  const licences = Array.isArray(license) ? fields.texts(owner, 'license', fields.lineOf(owner)) : [fields.text(owner, 'license')];
  return licences.filter((licence) => licence !== undefined && licence !== '').join(' OR ') || undefined;
}

/** Undefined when there is none, or none that can be read; the issues say why where it is read for itself. */
export async function readManifest(
  file: SourceFile | undefined,
  ctx: Ctx,
  issues = new IssueCollector(file?.path ?? ''),
): Promise<Manifest | undefined> {
  if (file === undefined) return undefined;
  const text = await file.text();
  issues.addAll(text.issues);
  if (text.value === undefined) return undefined;
  const json = parseJson(text.value, { path: file.path, limits: ctx.limits });
  issues.addAll(json.issues);
  if (json.value === undefined) return undefined;
  const fields = new Fields(json.value, issues, 'composer');
  const root = fields.root();
  const lines = new TextLines(text.value);
  const requires = (['require', 'require-dev'] as const).flatMap((key) => {
    const section = fields.object(root, key);
    const begin = section === undefined ? undefined : fields.lineOf(section);
    const keys = begin === undefined ? undefined : lines.keysBelow(begin);
    return constraintsOf(fields, root, key).map(([name, requirement]): Required => {
      return { name, requirement, scope: key === 'require' ? 'runtime' : 'dev', line: keys?.get(name) ?? begin };
    });
  });
  return {
    path: file.path,
    name: fields.text(root, 'name'),
    version: fields.text(root, 'version'),
    licence: licenceOf(fields, root),
    requires: requires.filter(({ name }) => !isPlatform(name)),
  };
}

/** Whether a file lies in the copy of a package that Composer installed: below the directory that holds `composer/installed.json`. */
export async function isInstalledCopy(file: SourceFile): Promise<boolean> {
  const levels = posix.dirname(file.path).split('/').length;
  for (let level = 2; level <= levels; level += 1) {
    if ((await file.sibling(`${'../'.repeat(level)}composer/installed.json`)) !== undefined) return true;
  }
  return false;
}
