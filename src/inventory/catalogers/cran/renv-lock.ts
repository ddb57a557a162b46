import { isObject, IssueCollector, type Ctx, type DataObject, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { Fields, member } from '../../fields.ts';
import { unread } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { readJson } from '../../read.ts';
import { shown } from '../../shown.ts';
import { remoteSource, splitWanted, type Repository } from './description.ts';
import { TwoGraphs } from './two-graphs.ts';

/**
 * The packages of a renv.lock. What they need is in `Requirements`, since renv 1.1 in the fields of their DESCRIPTION. `Hash` is that of
 * the DESCRIPTION and of no package file.
 * @see https://rstudio.github.io/renv/articles/lockfile.html
 */
export async function catalogRenvLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const json = await readJson(file, ctx);
  if (json.value === undefined) return unread(json.issues);
  const issues = new IssueCollector(file.path);
  issues.addAll(json.issues);
  const fields = new Fields(json.value, issues, 'cran');
  const lock = fields.root();
  const packages = fields.object(lock, 'Packages');
  if (packages === undefined) issues.add('cran/truncated', 'has no "Packages", which renv always writes', 1);
  const graphs = new TwoGraphs(file, ctx, issues);
  graphs.project();
  const entries: (readonly [string, DataObject])[] = [];
  for (const [key, entry] of Object.entries(packages ?? {})) {
    if (!isObject(entry)) {
      fields.wrong(key, 'an object', packages === undefined ? undefined : fields.lineOf(packages));
      continue;
    }
    const line = fields.lineOf(entry);
    const name = fields.text(entry, 'Package', line) ?? key;
    const version = fields.text(entry, 'Version', line);
    if (version === undefined) issues.add('cran/no-version', `has no version for ${shown(name)}`, line);
    const source = remoteSource((field) => fields.text(entry, field, line));
    const licence = fields.text(entry, 'License', line);
    const node = { name, kind: 'package' as const, ...present({ version, source, licence, line }) };
    if (graphs.add(repositoryOf(fields, entry), node)) entries.push([name, entry]);
  }
  for (const [name, entry] of entries) connect(name, entry, fields, graphs);
  graphs.adoptLoose();
  return issues.outcome({ graphs: graphs.build() });
}

function repositoryOf(fields: Fields, entry: DataObject): Repository {
  const line = fields.lineOf(entry);
  const source = fields.text(entry, 'Source', line) ?? '';
  const repository = fields.text(entry, 'Repository', line) ?? '';
  return /bioconductor/i.test(source) || /^(?:bioc|bioconductor)/i.test(repository) ? 'bioconductor' : 'cran';
}

function connect(name: string, entry: DataObject, fields: Fields, graphs: TwoGraphs): void {
  const line = fields.lineOf(entry);
  for (const field of ['Requirements', 'Depends', 'Imports', 'LinkingTo']) {
    const value = member(entry, field);
    const texts = typeof value === 'string' ? [value] : fields.texts(entry, field, line);
    for (const { name: to, requirement } of splitWanted(texts.join(','))) graphs.connect(name, to, { requirement, line });
  }
}
