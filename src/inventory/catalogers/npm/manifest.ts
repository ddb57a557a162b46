import {
  incomplete,
  isObject,
  IssueCollector,
  parseJson,
  textOf,
  type Ctx,
  type DataObject,
  type DataValue,
  type Outcome,
  type SourceDocument,
} from '../../../kernel/index.ts';
import type { SourceFile } from '../../cataloger.ts';
import { MemberLines } from './member-lines.ts';
import { directoryOf } from './paths.ts';
import { eachRequirement, requirementSections, type RequirementKind } from './requirements.ts';

export interface Requirement {
  readonly range: string;
  readonly kind: RequirementKind;
}

/** A project's own package.json. */
export interface Manifest {
  readonly path: string;
  /** Relative to the target, `.` for the target itself. */
  readonly directory: string;
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly licence: string | undefined;
  readonly requirements: ReadonlyMap<string, Requirement>;
  /** Globs of the workspaces, as written. */
  readonly workspaces: readonly string[];
  /** Yarn's `resolutions`: pattern to requirement. */
  readonly resolutions: ReadonlyMap<string, string>;
  /** 1-based line of the object as a whole. */
  readonly line: number | undefined;
  /** 1-based line on which a package is asked for. */
  lineOf(name: string): number | undefined;
}

/** The package.json in `file`, or undefined when there is none or it cannot be read. */
export async function readManifest(file: SourceFile | undefined, ctx: Ctx): Promise<Outcome<Manifest | undefined>> {
  if (file === undefined) return { value: undefined, complete: true, issues: [] };
  const text = await file.text();
  if (text.value === undefined) return incomplete(undefined, text.issues);
  const json = parseJson(text.value, { path: file.path, limits: ctx.limits });
  if (json.value === undefined) return incomplete(undefined, json.issues);
  const issues = new IssueCollector(file.path);
  issues.addAll(json.issues);
  if (!isObject(json.value.value)) {
    issues.add('npm/shape', 'is not a JSON object', 1);
    return issues.outcome(undefined);
  }
  return issues.outcome(toManifest(json.value.value, json.value, text.value, file.path, issues));
}

function toManifest(root: DataObject, document: SourceDocument, text: string, path: string, issues: IssueCollector): Manifest {
  const line = document.lineOf(root);
  const requirements = new Map<string, Requirement>();
  eachRequirement(root, true, { issues, owner: 'the project', line }, (name, range, kind) =>
    requirements.set(name, { range, kind }),
  );
  const members = new MemberLines(text);
  return {
    path,
    directory: directoryOf(path),
    name: textOf(root['name']),
    version: textOf(root['version']),
    licence: licenceOf(root),
    requirements,
    workspaces: workspacesOf(root['workspaces'], issues),
    resolutions: resolutionsOf(root['resolutions']),
    line,
    lineOf(name) {
      for (const key of requirementSections) {
        const section = root[key];
        if (!isObject(section) || !Object.hasOwn(section, name)) continue;
        const begin = document.lineOf(section);
        return begin === undefined ? undefined : (members.of(key, begin).get(name) ?? begin);
      }
      return undefined;
    },
  };
}

/** `license` as text, as `{ type }`, or the older `licenses` list, of which each may be chosen. */
export function licenceOf(entry: DataObject): string | undefined {
  const licence = entry['license'];
  if (licence !== undefined) return textOf(isObject(licence) ? licence['type'] : licence);
  const licences = entry['licenses'];
  if (!Array.isArray(licences)) return undefined;
  const names = (licences as readonly DataValue[]).map((each) => textOf(isObject(each) ? each['type'] : each));
  const known = names.filter((name) => name !== undefined);
  return known.length === 0 ? undefined : known.join(' OR ');
}

function workspacesOf(value: DataValue | undefined, issues: IssueCollector): readonly string[] {
  const globs = isObject(value) ? value['packages'] : value;
  if (globs === undefined || globs === null) return [];
  const texts = Array.isArray(globs) ? (globs as readonly DataValue[]).filter((glob) => typeof glob === 'string') : undefined;
  if (texts === undefined || texts.length !== (globs as readonly DataValue[]).length) {
    issues.add('npm/shape', 'has "workspaces" that are not a list of globs', 1);
  }
  return texts ?? [];
}

function resolutionsOf(value: DataValue | undefined): ReadonlyMap<string, string> {
  const resolutions = new Map<string, string>();
  if (!isObject(value)) return resolutions;
  for (const [pattern, range] of Object.entries(value)) if (typeof range === 'string') resolutions.set(pattern, range);
  return resolutions;
}
