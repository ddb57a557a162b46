import { compareVersions } from '../../../ecosystem/index.ts';
import { IssueCollector, type Outcome } from '../../../kernel/index.ts';

export interface SummedModule {
  readonly version: string;
  /** 1-based line in go.sum. */
  readonly line: number;
}

/**
 * The modules whose content go.sum vouches for, each in its highest version, by module path. A line for `…/go.mod` alone means
 * that only the requirements of that version were looked at. Modules of earlier builds and tests of dependencies may be among
 * them: go.sum names everything that is used, and more.
 * @see https://go.dev/ref/mod#go-sum-files
 */
export function parseGoSum(text: string, path: string): Outcome<ReadonlyMap<string, SummedModule>> {
  const issues = new IssueCollector(path);
  const modules = new Map<string, SummedModule>();
  let line = 0;
  for (const row of text.split('\n')) {
    line += 1;
    const words = row.split(/[ \t\r]+/).filter((word) => word !== '');
    const [module, version] = words;
    if (module === undefined) continue;
    if (version === undefined || words.length !== 3) {
      issues.add('golang/go-sum', 'has a line that is not a module, a version and a hash', line);
      continue;
    }
    if (version.endsWith('/go.mod')) continue;
    const known = modules.get(module);
    if (known === undefined || compareVersions('golang', version, known.version) === 1) modules.set(module, { version, line });
  }
  return issues.outcome(modules);
}
