import { IssueCollector, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { Source } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { unread } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { shown } from '../../shown.ts';
import { parseDcf, type DcfRecord } from './dcf.ts';
import { splitWanted } from './description.ts';
import { TwoGraphs } from './two-graphs.ts';

/** The packages of a packrat.lock: a record about packrat itself, then one for each package. Its hashes are of no package file. */
export async function catalogPackratLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const text = await file.text();
  if (text.value === undefined) return unread(text.issues);
  const issues = new IssueCollector(file.path);
  const { records, brokenLine } = parseDcf(text.value);
  if (brokenLine !== undefined) issues.add('cran/syntax', 'has a line that is not a new field and its value', brokenLine);
  if (!records.some(({ fields }) => fields.has('PackratFormat'))) {
    issues.add('cran/truncated', 'has no "PackratFormat", with which packrat begins', 1);
  }
  const graphs = new TwoGraphs(file, ctx, issues);
  graphs.project();
  const added: (readonly [string, DcfRecord])[] = [];
  for (const record of records) {
    const { fields, line } = record;
    if (fields.has('PackratFormat')) continue;
    const name = fields.get('Package');
    const version = fields.get('Version') || undefined;
    if (name === undefined || name === '') {
      issues.add('cran/unnamed', 'has a record without a package', line);
      continue;
    }
    if (version === undefined) issues.add('cran/no-version', `has no version for ${shown(name)}`, line);
    const repository = /bioconductor/i.test(fields.get('Source') ?? '') ? 'bioconductor' : 'cran';
    const node = { name, kind: 'package' as const, line, ...present({ version, source: githubSource(fields) }) };
    if (graphs.add(repository, node)) added.push([name, record]);
  }
  for (const [name, { fields, lines }] of added) {
    for (const { name: to } of splitWanted(fields.get('Requires') ?? '')) graphs.connect(name, to, { line: lines.get('Requires') });
  }
  graphs.adoptLoose();
  return issues.outcome({ graphs: graphs.build() });
}

function githubSource(fields: DcfRecord['fields']): Source | undefined {
  const [user, repository, commit] = ['GithubUsername', 'GithubRepo', 'GithubSha1'].map((key) => fields.get(key) || undefined);
  if (user === undefined || repository === undefined) return undefined;
  return { kind: 'git', url: `https://github.com/${user}/${repository}`, ...present({ commit }) };
}
