import type * as Zlib from 'node:zlib';
import {
  isObject,
  parseJson,
  systemCodeOf,
  type Ctx,
  type DataObject,
  type DataValue,
  type IssueCollector,
  type Outcome,
  type SourceDocument,
} from '../../../kernel/index.ts';
import type { PackageGraph, Scope } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { Fields } from '../../fields.ts';
import { PackageReader } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { catalogEachExecutable, type OpenedExecutable } from './each-executable.ts';
import type { Executable, Section } from './executable/index.ts';

/**
 * The packages that `cargo auditable` wrote into a Rust program, and who needs whom: zlib-compressed JSON in the section `.dep-v0`. What was
 * only needed to build it is not in the program and has the scope `dev`. Sources other than the default registry are named without their
 * place (`git`, `local`), so such packages are taken for those of the registry: rather a finding too many than one too few.
 * @see https://github.com/rust-secure-code/cargo-auditable/blob/master/PARSING.md
 */
export function catalogRustAuditable(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  return catalogEachExecutable(files, ctx, (opened) => Promise.resolve(readRustProgram(opened)));
}

function readRustProgram(opened: OpenedExecutable): readonly PackageGraph[] | undefined {
  const sections = opened.parts.map(auditSection).filter((section) => section !== undefined);
  if (sections.length === 0) return undefined;
  return sections.flatMap((section) => {
    const document = parseAuditData(section, opened);
    const graph = document === undefined ? undefined : toGraph(document, opened);
    return graph === undefined ? [] : [graph];
  });
}

function auditSection({ sections }: Executable): Section | undefined {
  return sections.find(({ name }) => name === '.dep-v0' || name.endsWith(',.dep-v0'));
}

/** It takes milliseconds to load, and most runs see no such program. */
const zlib = (): typeof Zlib => process.getBuiltinModule('node:zlib');

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseAuditData({ bytes, isCut }: Section, { file, issues, ctx }: OpenedExecutable): SourceDocument | undefined {
  const most = ctx.limits.manifestBytes;
  let text: string;
  try {
    text = utf8.decode(zlib().inflateSync(bytes, { maxOutputLength: most }));
  } catch (thrown) {
    const isTooLong = systemCodeOf(thrown) === 'ERR_BUFFER_TOO_LARGE';
    const reason = isTooLong ? `decompress to more than ${most} bytes` : 'cannot be decompressed';
    issues.add(
      'cargo/audit-data',
      `has a list of Rust packages that ${isCut ? 'lies in part outside of the file' : `would ${reason}`}`,
    );
    return undefined;
  }
  const parsed = parseJson(text, { path: file.path, limits: ctx.limits });
  // The lines are those of the list and not of the file.
  for (const { code, message } of parsed.issues) issues.add(code, `has a list of Rust packages that ${message}`);
  return parsed.value;
}

function toGraph(document: SourceDocument, { file, issues, ctx }: OpenedExecutable): PackageGraph | undefined {
  const reader = new PackageReader(file, ctx, 'cargo', issues);
  const fields = new Fields({ ...document, lineOf: () => undefined }, issues, 'cargo');
  const { value } = document;
  if (!isObject(value)) {
    issues.add('cargo/shape', 'has a list of Rust packages that is not an object');
    return undefined;
  }
  const written = fields.list(value, 'packages');
  const packages: Added[] = [];
  for (const [index, entry] of written.entries()) packages.push(addPackage(entry, index, reader, fields));
  for (const one of packages) connect(one, packages, reader, issues);
  return reader.build('complete');
}

interface Added {
  readonly index: number | undefined;
  readonly name: string;
  readonly scope: Scope;
  readonly dependencies: readonly DataValue[];
}

function addPackage(entry: DataValue, position: number, reader: PackageReader, fields: Fields): Added {
  const owner: DataObject = isObject(entry) ? entry : {};
  if (owner !== entry) fields.wrong(`packages[${position}]`, 'an object');
  const name = fields.text(owner, 'name');
  const version = fields.text(owner, 'version');
  const kind = fields.text(owner, 'kind');
  if (kind !== undefined && kind !== 'build' && kind !== 'runtime') fields.wrong('kind', '"build" or "runtime"');
  const scope: Scope = kind === 'build' ? 'dev' : 'runtime';
  const dependencies = fields.list(owner, 'dependencies');
  if (name === undefined) {
    if (owner === entry) fields.wrong(`packages[${position}]`, 'named');
    return { index: undefined, name: '', scope, dependencies };
  }
  // A build and a runtime copy of the same version are one package with two entries, as are two sources of it.
  const index = reader.add(String(position), { kind: 'package', name, ...present({ version }), scope });
  return { index, name, scope, dependencies };
}

function connect(from: Added, packages: readonly Added[], reader: PackageReader, issues: IssueCollector): void {
  for (const dependency of from.dependencies) {
    const to = typeof dependency === 'number' ? packages[dependency] : undefined;
    if (to === undefined) issues.add('cargo/dependency', `has ${from.name} depend on a package that its list does not have`);
    else reader.connect(from.index, to.index, { scope: to.scope });
  }
}
