import { IssueCollector, parseDigest, type Ctx, type DataObject, type Hash, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { Fields } from '../../fields.ts';
import { PackageReader } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { readJson } from '../../read.ts';
import { shown } from '../../shown.ts';
import { qualifiersOf } from './package-url.ts';

interface Installed {
  readonly index: number;
  readonly file: string;
  readonly depends: readonly string[];
}

/** The packages of one environment, each from the record that conda keeps of it. */
export async function catalogCondaMeta(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const reader = new PackageReader(files[0] as SourceFile, ctx, 'conda');
  const { issues } = reader;
  const installed: Installed[] = [];
  for (const file of files) {
    const json = await readJson(file, ctx);
    const own = new IssueCollector(file.path);
    own.addAll(json.issues);
    if (json.value !== undefined) {
      const fields = new Fields(json.value, own, 'conda');
      const one = add(fields, fields.root(), file.path, reader, own);
      if (one !== undefined) installed.push(one);
    }
    issues.addAll(own.issues);
  }
  for (const { index, file, depends } of installed) {
    for (const wanted of depends) {
      const { name, requirement } = splitSpec(wanted);
      reader.connect(index, reader.indexOf(name), { requirement, file });
    }
  }
  return issues.outcome({ graphs: installed.length === 0 ? [] : [reader.build('complete')] });
}

function add(
  fields: Fields,
  record: DataObject,
  file: string,
  reader: PackageReader,
  issues: IssueCollector,
): Installed | undefined {
  const name = fields.text(record, 'name');
  const version = fields.text(record, 'version');
  if (name === undefined) {
    issues.add('conda/unnamed', 'has no name of a package');
    return undefined;
  }
  if (version === undefined) issues.add('conda/no-version', `has no version for ${shown(name)}`);
  const hashes = hashesOf(fields, record, issues);
  const qualifiers = qualifiersOf({
    build: fields.text(record, 'build'),
    channel: fields.text(record, 'channel'),
    subdir: fields.text(record, 'subdir'),
    file: fields.text(record, 'fn'),
  });
  const index = reader.add(name.toLowerCase(), {
    name,
    kind: 'package',
    file,
    ...present({ version, qualifiers, licence: fields.text(record, 'license'), hashes: hashes.length === 0 ? undefined : hashes }),
  });
  return index === undefined ? undefined : { index, file, depends: fields.texts(record, 'depends') };
}

/** `sha256` and `md5` of the package file. */
export function hashesOf(fields: Fields, record: DataObject, issues: IssueCollector): readonly Hash[] {
  const hashes: Hash[] = [];
  for (const algorithm of ['sha256', 'md5']) {
    const value = fields.text(record, algorithm, fields.lineOf(record));
    if (value === undefined) continue;
    const hash = parseDigest(`${algorithm}:${value}`);
    if (hash === undefined) issues.add('conda/hash', `has a ${algorithm} that is none`, fields.lineOf(record));
    else hashes.push(hash);
  }
  return hashes;
}

/** `channel::name >=1.2,<2 build`: the name, in lower case, and all that is asked of it. */
export function splitSpec(spec: string): {
  readonly name: string;
  readonly requirement: string | undefined;
  readonly channel?: string;
} {
  const [, channel, name = '', rest = ''] = /^\s*(?:([^\s:[\]]+)::)?([^\s=<>!~,|[\]]*)(.*)$/s.exec(spec) ?? [];
  const requirement = rest.trim() || undefined;
  return { name: name.toLowerCase(), requirement, ...(channel === undefined ? {} : { channel }) };
}
