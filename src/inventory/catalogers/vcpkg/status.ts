import { posix } from 'node:path';
import { IssueCollector, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { PackageReader } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { shown } from '../../shown.ts';
import { parseParagraphs, type Paragraph } from './paragraphs.ts';

interface Port {
  readonly name: string;
  readonly triplet: string;
  readonly paragraph: Paragraph;
  readonly file: string;
  /** Of the port and of its installed features. */
  readonly depends: string[];
}

/**
 * The ports of one installed tree. `status` is a snapshot; the files of `updates`, in the order of their names, say what happened since:
 * the last paragraph about a port or one of its features counts.
 */
export async function catalogStatus(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const reader = new PackageReader(files[0] as SourceFile, ctx, 'vcpkg');
  const { issues } = reader;
  const last = new Map<string, { readonly paragraph: Paragraph; readonly file: string }>();
  let isRead = false;
  for (const file of inOrder(files)) {
    const text = await file.text();
    issues.addAll(text.issues);
    if (text.value === undefined) continue;
    isRead = true;
    const own = new IssueCollector(file.path);
    for (const paragraph of parseParagraphs(text.value, own)) {
      const { fields, line } = paragraph;
      const name = fields.get('package') || undefined;
      const status = fields.get('status') || undefined;
      const isVersioned = fields.has('feature') || Boolean(fields.get('version'));
      if (name === undefined) {
        own.add('vcpkg/unnamed', 'has a paragraph without a package', line);
        continue;
      }
      if (status === undefined || !knownStatus.test(status))
        own.add('vcpkg/no-status', `does not say whether ${shown(name)} is installed`, line);
      else if (isInstalled(status) && !isVersioned) own.add('vcpkg/no-version', `has no version for ${shown(name)}`, line);
      last.set(`${name}:${fields.get('architecture') ?? ''}[${fields.get('feature') ?? ''}]`, { paragraph, file: file.path });
    }
    issues.addAll(own.issues);
  }
  const ports = installedPorts(last);
  const added = new Map<string, readonly [index: number, port: Port]>();
  for (const [id, port] of ports) {
    const index = add(port, reader);
    if (index !== undefined) added.set(id, [index, port]);
  }
  for (const [index, { depends, triplet, paragraph, file }] of added.values()) {
    for (const wanted of depends) {
      const [name = '', other = triplet] = wanted.split(':', 2);
      reader.connect(index, added.get(`${name}:${other}`)?.[0], { line: paragraph.line, file });
    }
  }
  return issues.outcome({ graphs: isRead ? [reader.build('complete')] : [] });
}

function inOrder(files: readonly SourceFile[]): readonly SourceFile[] {
  const isUpdate = (file: SourceFile): boolean => posix.basename(posix.dirname(file.path)) === 'updates';
  return [...files.filter((file) => !isUpdate(file)), ...files.filter(isUpdate).toSorted((a, b) => (a.path < b.path ? -1 : 1))];
}

const knownStatus = /^\w+ ok (?:not-|half-)?installed$/;

/** `install ok installed`; `purge ok not-installed` and `install ok half-installed` are not. */
function isInstalled(status: string | undefined): boolean {
  return status?.endsWith(' installed') === true;
}

function installedPorts(
  last: ReadonlyMap<string, { readonly paragraph: Paragraph; readonly file: string }>,
): ReadonlyMap<string, Port> {
  const ports = new Map<string, Port>();
  const installed = [...last.values()].filter(({ paragraph }) => isInstalled(paragraph.fields.get('status')));
  for (const { paragraph, file } of installed) {
    if (paragraph.fields.has('feature')) continue;
    const [name = '', triplet = ''] = [paragraph.fields.get('package'), paragraph.fields.get('architecture')];
    ports.set(`${name}:${triplet}`, { name, triplet, paragraph, file, depends: dependsOf(paragraph) });
  }
  for (const { paragraph } of installed) {
    if (!paragraph.fields.has('feature')) continue;
    const port = ports.get(`${paragraph.fields.get('package')}:${paragraph.fields.get('architecture')}`);
    for (const wanted of dependsOf(paragraph)) port?.depends.push(wanted);
  }
  return ports;
}

/** `zlib, vcpkg-cmake:x64-linux, curl[core] (!windows)`: the port, with a triplet where it is not the same. */
function dependsOf({ fields }: Paragraph): string[] {
  return (fields.get('depends') ?? '')
    .split(',')
    .map((each) => each.replaceAll(/\[[^[\]]*\]|\([^()]*\)|\s/g, ''))
    .filter((each) => each !== '');
}

function add({ name, triplet, paragraph, file }: Port, reader: PackageReader): number | undefined {
  const { fields, line } = paragraph;
  const version = fields.get('version') || undefined;
  const portVersion = fields.get('port-version');
  const qualifiers = present({
    triplet: triplet || undefined,
    port_version: portVersion === '0' ? undefined : portVersion || undefined,
  });
  return reader.add(`${name}:${triplet}`, {
    name,
    kind: 'package',
    file,
    line,
    ...present({ version, qualifiers: Object.keys(qualifiers).length === 0 ? undefined : qualifiers }),
  });
}
