import { posix } from 'node:path';
import { isObject, incomplete, IssueCollector, type Ctx, type DataObject, type Outcome } from '../../../../kernel/index.ts';
import { parseToml } from '../../../../kernel/toml/index.ts';
import type { Scope, Source } from '../../../../model/index.ts';
import type { SourceFile } from '../../../cataloger.ts';
import { Fields, member } from '../../../fields.ts';
import { keyOf } from '../names.ts';
import { parseRequirement } from '../requirement.ts';
import { localSource } from '../source.ts';
import { linesOfManifest, type ManifestLines } from './manifest-lines.ts';
import { toDeclared, type Declared, type Manifest } from './manifest.ts';
import { readTomlRequirement, sourceOfTable } from './toml-requirement.ts';

/**
 * pyproject.toml: `[project]` (PEP 621), `[dependency-groups]` (PEP 735), and what Poetry, PDM and uv add in `[tool]`.
 * Undefined when it describes no project.
 */
export async function readPyproject(file: SourceFile, ctx: Ctx): Promise<Outcome<Manifest | undefined>> {
  const text = await file.text();
  if (text.value === undefined) return incomplete(undefined, text.issues);
  const parsed = parseToml(text.value, { path: file.path, limits: ctx.limits });
  if (parsed.value === undefined) return incomplete(undefined, parsed.issues);
  const issues = new IssueCollector(file.path);
  issues.addAll(parsed.issues);
  const fields = new Fields(parsed.value, issues, 'pypi');
  return issues.outcome(new PyprojectReader(file.path, fields, issues, linesOfManifest(text.value)).manifest());
}

class PyprojectReader {
  readonly #path: string;
  readonly #fields: Fields;
  readonly #issues: IssueCollector;
  readonly #lines: ManifestLines;
  readonly #declared: Declared[] = [];
  #sources: ReadonlyMap<string, Source> = new Map();

  constructor(path: string, fields: Fields, issues: IssueCollector, lines: ManifestLines) {
    this.#path = path;
    this.#fields = fields;
    this.#issues = issues;
    this.#lines = lines;
  }

  manifest(): Manifest | undefined {
    const fields = this.#fields;
    const root = fields.root();
    const project = fields.object(root, 'project');
    const tool = fields.object(root, 'tool') ?? {};
    const poetry = fields.object(tool, 'poetry');
    const pdm = fields.object(tool, 'pdm') ?? {};
    const uv = fields.object(tool, 'uv') ?? {};
    const groups = fields.object(root, 'dependency-groups');
    if (project === undefined && poetry === undefined && groups === undefined) return undefined;

    this.#sources = this.#sourcesOfUv(uv);
    if (project !== undefined) this.#project(project);
    this.#groups('dependency-groups', groups, () => 'dev');
    this.#groups('tool.pdm.dev-dependencies', fields.object(pdm, 'dev-dependencies'), () => 'dev');
    this.#requirements('tool.uv', 'dev-dependencies', member(uv, 'dev-dependencies'), 'dev', 'dev');
    if (poetry !== undefined) this.#poetry(poetry);
    return {
      ...this.#identity(project ?? {}, poetry ?? {}),
      ...this.#computed(project, poetry, tool),
      file: this.#path,
      declared: this.#declared,
    };
  }

  #identity(project: DataObject, poetry: DataObject): Pick<Manifest, 'name' | 'version' | 'licence'> {
    const fields = this.#fields;
    const licence = member(project, 'license');
    return {
      name: fields.text(project, 'name') ?? fields.text(poetry, 'name'),
      version: fields.text(project, 'version') ?? fields.text(poetry, 'version'),
      licence:
        (isObject(licence) ? fields.text(licence, 'text') : fields.text(project, 'license')) ?? fields.text(poetry, 'license'),
    };
  }

  /** PEP 621 `dynamic`: setuptools may read the list from requirements files; else only a build knows it. */
  #computed(
    project: DataObject | undefined,
    poetry: DataObject | undefined,
    tool: DataObject,
  ): Pick<Manifest, 'requirementsFiles' | 'computed'> {
    const fields = this.#fields;
    if (project === undefined || !fields.texts(project, 'dynamic').includes('dependencies')) return { requirementsFiles: [] };
    const setuptools = fields.object(fields.object(tool, 'setuptools') ?? {}, 'dynamic') ?? {};
    const dependencies = fields.object(setuptools, 'dependencies') ?? {};
    const file = member(dependencies, 'file');
    const requirementsFiles = typeof file === 'string' ? [file] : fields.texts(dependencies, 'file');
    const isKnown = requirementsFiles.length > 0 || (poetry !== undefined && isObject(member(poetry, 'dependencies')));
    if (isKnown) return { requirementsFiles };
    const line = this.#lines.ofKey('project', 'dynamic');
    return { requirementsFiles, computed: line === undefined ? {} : { line } };
  }

  #project(project: DataObject): void {
    this.#requirements('project', 'dependencies', member(project, 'dependencies'), 'runtime');
    this.#groups('project.optional-dependencies', this.#fields.object(project, 'optional-dependencies'), () => 'optional');
  }

  #groups(table: string, groups: DataObject | undefined, scopeOf: (group: string) => Scope): void {
    for (const [group, list] of Object.entries(groups ?? {})) this.#requirements(table, group, list, scopeOf(group), group);
  }

  /** A list of PEP 508 requirements. `{include-group = …}` of PEP 735 adds nothing that is not read with its own group. */
  #requirements(table: string, key: string, list: unknown, scope: Scope, group?: string): void {
    if (list === undefined) return;
    const line = this.#lines.ofKey(table, key);
    if (!Array.isArray(list)) return this.#fields.wrong(key, 'a list', line);
    for (const item of list as readonly unknown[]) {
      if (typeof item === 'object' && item !== null && Object.hasOwn(item, 'include-group')) continue;
      if (typeof item !== 'string') this.#fields.wrong(key, 'a list of text', line);
      else this.#requirement(table, key, item, { scope, group, line });
    }
  }

  #requirement(
    table: string,
    key: string,
    text: string,
    place: { readonly scope: Scope; readonly group: string | undefined; readonly line: number | undefined },
  ): void {
    // PDM lets `-e` stand before what is developed beside the project.
    const parsed = parseRequirement(text.replace(/^-e\s+(.*)#egg=([A-Za-z0-9._-]+).*$/, '$2 @ $1'));
    if ('problem' in parsed) {
      this.#issues.add(
        'pypi/requirement',
        `has ${JSON.stringify(text)}, which is not a requirement: ${parsed.problem}`,
        place.line,
      );
      return;
    }
    const line = this.#lines.ofRequirement(table, key, parsed.requirement.name) ?? place.line;
    const declared = toDeclared(parsed.requirement, { scope: place.scope, group: place.group, file: this.#path, line });
    const source = declared.source ?? this.#sources.get(keyOf(declared.name));
    this.#declared.push(source === undefined ? declared : { ...declared, source });
  }

  #sourcesOfUv(uv: DataObject): ReadonlyMap<string, Source> {
    const sources = new Map<string, Source>();
    for (const [name, value] of Object.entries(this.#fields.object(uv, 'sources') ?? {})) {
      const table = isObject(value) ? value : Array.isArray(value) ? value.find(isObject) : undefined;
      if (table === undefined) continue;
      // A member of the workspace: its own manifest tells about it.
      const isMember = member(table, 'workspace') === true;
      const source = isMember ? localSource('.', posix.dirname(this.#path)) : sourceOfTable(table, this.#path);
      if (source !== undefined) sources.set(keyOf(name), source);
    }
    return sources;
  }

  /** Beside `[project]` dependencies those of `[tool.poetry]` with the same name only say where it comes from. */
  #poetry(poetry: DataObject): void {
    const fields = this.#fields;
    const inProject = new Set(this.#declared.filter((one) => one.scope !== 'dev').map((one) => keyOf(one.name)));
    this.#poetryTable('tool.poetry.dependencies', fields.object(poetry, 'dependencies'), 'runtime', undefined, inProject);
    this.#poetryTable('tool.poetry.dev-dependencies', fields.object(poetry, 'dev-dependencies'), 'dev', 'dev');
    const groups = fields.object(poetry, 'group') ?? {};
    for (const group of Object.keys(groups)) {
      const table = fields.object(groups, group);
      const dependencies = table === undefined ? undefined : fields.object(table, 'dependencies');
      this.#poetryTable(`tool.poetry.group.${group}.dependencies`, dependencies, 'dev', group);
    }
  }

  #poetryTable(
    table: string,
    dependencies: DataObject | undefined,
    scope: Scope,
    group?: string,
    except?: ReadonlySet<string>,
  ): void {
    for (const [name, value] of Object.entries(dependencies ?? {})) {
      if (name === 'python' || except?.has(keyOf(name))) continue;
      const line = (isObject(value) ? this.#fields.lineOf(value) : undefined) ?? this.#lines.ofKey(table, name);
      for (const one of Array.isArray(value) ? value : [value]) {
        const read = readTomlRequirement(name, one, { scope, group, file: this.#path, line });
        if (read === undefined) this.#fields.wrong(name, 'a version or a table', line);
        else this.#declared.push(read);
      }
    }
  }
}
