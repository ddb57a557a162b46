import type { Scope, Source } from '../../../model/index.ts';
import { withoutCredentials } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { parseDcf, type DcfRecord } from './dcf.ts';

export interface Wanted {
  readonly name: string;
  /** Without the parentheses: `>= 3.5.0`. */
  readonly requirement?: string;
  readonly scope: Scope;
  /** 1-based line of the field that asks for it. */
  readonly line?: number;
}

/** Where a package is looked for: CRAN and Bioconductor have names and advisories of their own. */
export type Repository = 'cran' | 'bioconductor';

/** What the DESCRIPTION of an R package says: "Writing R Extensions", 1.1.1. */
export interface Description {
  readonly name: string;
  readonly version?: string;
  readonly licence?: string;
  readonly repository: Repository;
  readonly source?: Source;
  readonly wants: readonly Wanted[];
  /** R wrote it when it built or installed the package. */
  readonly isInstalled: boolean;
  readonly line: number;
  /** What could not be read of it. */
  readonly problems: readonly { readonly message: string; readonly line: number | undefined }[];
}

const sections = [
  ['Depends', 'runtime'],
  ['Imports', 'runtime'],
  ['LinkingTo', 'runtime'],
  ['Suggests', 'optional'],
  ['Enhances', 'optional'],
] as const;

/** Packages that are a part of R itself. */
const partsOfR: ReadonlySet<string> = new Set(
  'R base compiler datasets graphics grDevices grid methods parallel splines stats stats4 tcltk tools translations utils'.split(
    ' ',
  ),
);

/** Undefined when the text does not describe a package: other programs have files of this name too. */
export function parseDescription(text: string): Description | undefined {
  const { records, brokenLine } = parseDcf(text);
  const [record] = records;
  const name = record?.fields.get('Package');
  if (record === undefined || name === undefined || name === '') return undefined;
  const { fields } = record;
  const problems: { readonly message: string; readonly line: number | undefined }[] = [];
  if (brokenLine !== undefined) problems.push({ message: 'has a line that is not a new field and its value', line: brokenLine });
  return {
    name,
    ...present({
      version: fields.get('Version') || undefined,
      licence: fields.get('License') || undefined,
      source: remoteSource((key) => fields.get(key) || undefined),
    }),
    repository: fields.has('biocViews') || /bioconductor/i.test(fields.get('Repository') ?? '') ? 'bioconductor' : 'cran',
    wants: wantsOf(record, (message, line) => problems.push({ message, line })),
    isInstalled: fields.has('Built') || fields.has('Packaged'),
    line: record.line,
    problems,
  };
}

function wantsOf(record: DcfRecord, onProblem: (message: string, line: number | undefined) => void): readonly Wanted[] {
  return sections.flatMap(([field, scope]) => {
    const line = record.lines.get(field);
    const wanted = splitWanted(record.fields.get(field) ?? '', (entry) => {
      onProblem(`asks for ${JSON.stringify(entry.slice(0, 100))}, which is not a package`, line);
    });
    return wanted.map((each) => Object.assign({ scope, ...present({ line }) }, each));
  });
}

/**
 * `R (>= 3.5), cli (>= 3.4.0), rlang`, without what is a part of R.
 * @param onProblem called with an entry that is not a name and a requirement
 */
export function splitWanted(
  list: string,
  onProblem: (entry: string) => void = () => undefined,
): readonly Pick<Wanted, 'name' | 'requirement'>[] {
  const wanted: Pick<Wanted, 'name' | 'requirement'>[] = [];
  for (const entry of list.split(',')) {
    const [, name, requirement] = /^\s*([A-Za-z][\w.]*)\s*(?:\(([^()]*)\))?\s*$/.exec(entry) ?? [];
    if (name === undefined) {
      if (entry.trim() !== '') onProblem(entry.trim());
    } else if (!partsOfR.has(name)) {
      wanted.push({ name, ...present({ requirement: requirement?.trim() || undefined }) });
    }
  }
  return wanted;
}

const hosts: ReadonlyMap<string, string> = new Map([
  ['github', 'https://github.com'],
  ['gitlab', 'https://gitlab.com'],
  ['bitbucket', 'https://bitbucket.org'],
]);

/** `RemoteType` and its like: what was not taken from a repository of packages. Undefined for what was. */
export function remoteSource(field: (name: string) => string | undefined): Source | undefined {
  const type = field('RemoteType')?.toLowerCase();
  const commit = field('RemoteSha');
  const host = type === undefined ? undefined : hosts.get(type);
  if (host !== undefined) {
    const [user, repository] = [field('RemoteUsername'), field('RemoteRepo')];
    if (user === undefined || repository === undefined) return undefined;
    return { kind: 'git', url: `${host}/${user}/${repository}`, ...present({ commit }) };
  }
  const url = field('RemoteUrl');
  if (url === undefined) return undefined;
  if (type === 'git' || type === 'git2r' || type === 'xgit')
    return { kind: 'git', url: withoutCredentials(url), ...present({ commit }) };
  if (type === 'url') return { kind: 'archive', url: withoutCredentials(url) };
  return type === 'local' ? { kind: 'local', path: url } : undefined;
}
