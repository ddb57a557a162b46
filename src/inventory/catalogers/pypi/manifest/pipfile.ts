import { incomplete, IssueCollector, isObject, type Ctx, type Outcome } from '../../../../kernel/index.ts';
import { parseToml } from '../../../../kernel/toml/index.ts';
import type { Scope } from '../../../../model/index.ts';
import type { SourceFile } from '../../../cataloger.ts';
import { Fields } from '../../../fields.ts';
import { scopeOfGroup } from '../names.ts';
import { linesOfManifest } from './manifest-lines.ts';
import type { Declared, Manifest } from './manifest.ts';
import { readTomlRequirement } from './toml-requirement.ts';

/** Sections of a Pipfile that hold no packages. */
const settings: ReadonlySet<string> = new Set(['source', 'requires', 'pipenv', 'scripts']);

/** Pipfile: `[packages]`, `[dev-packages]` and categories of one's own. */
export async function readPipfile(file: SourceFile, ctx: Ctx): Promise<Outcome<Manifest | undefined>> {
  const text = await file.text();
  if (text.value === undefined) return incomplete(undefined, text.issues);
  const parsed = parseToml(text.value, { path: file.path, limits: ctx.limits });
  if (parsed.value === undefined) return incomplete(undefined, parsed.issues);
  const issues = new IssueCollector(file.path);
  issues.addAll(parsed.issues);
  const fields = new Fields(parsed.value, issues, 'pypi');
  const lines = linesOfManifest(text.value);
  const declared: Declared[] = [];
  for (const [section, packages] of Object.entries(fields.root())) {
    if (settings.has(section)) continue;
    if (!isObject(packages)) {
      fields.wrong(section, 'a table');
      continue;
    }
    for (const [name, value] of Object.entries(packages)) {
      const line = (isObject(value) ? fields.lineOf(value) : undefined) ?? lines.ofKey(section, name);
      const read = readTomlRequirement(name, value, { scope: scopeOfSection(section), group: section, file: file.path, line });
      if (read === undefined) fields.wrong(name, 'a version or a table', line);
      else declared.push(read);
    }
  }
  return issues.outcome({ file: file.path, declared, requirementsFiles: [] });
}

/** `packages` and `default`, `dev-packages` and `develop` are the names in Pipfile and in Pipfile.lock. */
export function scopeOfSection(section: string): Scope {
  if (section === 'packages' || section === 'default') return 'runtime';
  return section === 'dev-packages' || section === 'develop' ? 'dev' : scopeOfGroup(section);
}
