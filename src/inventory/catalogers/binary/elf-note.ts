import { isObject, parseJson, textOf, type Ctx, type DataObject, type Outcome } from '../../../kernel/index.ts';
import type { EcosystemId, PackageGraph, PackageNode } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { PackageReader } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { catalogEachExecutable, type OpenedExecutable } from './each-executable.ts';
import { FileFields, type Executable } from './executable/index.ts';

const OWNER = 'FDO\0';
const PACKAGE_NOTE = 0xcafe1a7e;
const HEADER_BYTES = 12;
/** A note is a few hundred bytes long. */
const MOST_NOTE_BYTES = 1024 * 1024;

/**
 * The package that a program was built for, as the distribution's build wrote it into ELF and PE files. It is the source package, which
 * advisories of distributions are about, too.
 * @see https://uapi-group.org/specifications/specs/package_metadata_for_executable_files/
 */
export function catalogPackageNotes(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  return catalogEachExecutable(files, ctx, (opened) => Promise.resolve(readNotes(opened)));
}

function readNotes(opened: OpenedExecutable): readonly PackageGraph[] | undefined {
  const notes = opened.parts.flatMap((part) => [...packageNotes(part)]);
  if (notes.length === 0) return undefined;
  return notes.flatMap((note) => toGraphs(note, opened));
}

/** The JSON of the notes: an ELF note of the type and owner, in whatever section it lies, or a section of its own in PE. */
function* packageNotes({ format, sections, isLittleEndian }: Executable): Iterable<Buffer> {
  for (const { name, bytes } of sections) {
    if (format === 'pe' && name === '.pkgnote') yield bytes;
    else if (format === 'elf' && name.startsWith('.note')) yield* notesIn(new FileFields(bytes, isLittleEndian));
  }
}

/** Notes follow each other, name and description each padded to four bytes (System V ABI, "Note Section"). */
function* notesIn(fields: FileFields): Iterable<Buffer> {
  for (let at = 0; fields.holds(at, HEADER_BYTES);) {
    const nameBytes = fields.u32(at);
    const bytes = fields.u32(at + 4);
    const start = at + HEADER_BYTES + padded(nameBytes);
    if (!fields.holds(start, bytes)) return;
    const isPackage =
      fields.u32(at + 8) === PACKAGE_NOTE && fields.bytes.toString('latin1', at + HEADER_BYTES, at + HEADER_BYTES + 4) === OWNER;
    if (isPackage && nameBytes === OWNER.length) yield fields.bytes.subarray(start, start + bytes);
    at = start + padded(bytes);
  }
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function toGraphs(note: Buffer, { file, issues, ctx }: OpenedExecutable): readonly PackageGraph[] {
  const end = note.indexOf(0);
  const json = note.subarray(0, end === -1 ? note.length : end);
  let text: string | undefined;
  try {
    text = json.length > MOST_NOTE_BYTES ? undefined : utf8.decode(json);
  } catch {
    text = undefined;
  }
  if (text === undefined) {
    issues.add('binary/package-note', 'has a package note that is too long or not UTF-8');
    return [];
  }
  const parsed = parseJson(text, { path: file.path, limits: ctx.limits });
  for (const { code, message } of parsed.issues) issues.add(code, `has a package note that ${message}`);
  if (parsed.value === undefined) return [];
  const { value } = parsed.value;
  const name = isObject(value) ? textOf(value['name']) : undefined;
  if (!isObject(value) || name === undefined) {
    issues.add('binary/package-note', 'has a package note that names no package');
    return [];
  }
  const { ecosystem, node } = toPackage(value, name);
  const reader = new PackageReader(file, ctx, ecosystem, issues);
  reader.add('note', node);
  const graph = reader.build('none');
  return graph.packages.length === 0 ? [] : [graph];
}

const distributionTypes: ReadonlyMap<string, EcosystemId> = new Map([
  ['deb', 'deb'],
  ['rpm', 'rpm'],
  ['apk', 'apk'],
]);

function toPackage(
  note: DataObject,
  name: string,
): { readonly ecosystem: EcosystemId; readonly node: Omit<PackageNode, 'dependsOn'> } {
  const type = textOf(note['type'])?.toLowerCase();
  const ecosystem = distributionTypes.get(type ?? '') ?? 'generic';
  const version = textOf(note['version']);
  const arch = textOf(note['architecture']);
  const system = systemOf(note);
  const distro = system?.version === undefined ? undefined : `${system.id}-${system.version}`;
  const qualifiers = present({ arch, distro });
  const namespace = ecosystem === 'generic' ? undefined : system?.id;
  return {
    ecosystem,
    node: {
      kind: 'package',
      name,
      ...present({ namespace, version }),
      ...(Object.keys(qualifiers).length === 0 ? {} : { qualifiers }),
    },
  };
}

/** What CPE names call some systems, and `ID` of os-release does. */
const systemIds: ReadonlyMap<string, string> = new Map([
  ['debian_linux', 'debian'],
  ['ubuntu_linux', 'ubuntu'],
  ['enterprise_linux', 'rhel'],
]);

/** The system as `ID` and `VERSION_ID` of os-release: from `os` and `osVersion`, else from the CPE name, in either of its bindings. */
function systemOf(note: DataObject): { readonly id: string; readonly version?: string } | undefined {
  const id = /^[\w.+-]{1,64}$/.exec(textOf(note['os']) ?? '')?.[0].toLowerCase();
  if (id !== undefined) return { id, ...present({ version: textOf(note['osVersion']) }) };
  const cpe = textOf(note['osCpe']);
  if (cpe === undefined || cpe.length > 500) return undefined;
  const match = /^cpe:(?:\/o|2\.3:o):[^:]*:([a-z0-9_.-]+)(?::([a-z0-9_.-]+))?/.exec(cpe);
  if (match === null) return undefined;
  const product = match[1] as string;
  return { id: systemIds.get(product) ?? product, ...present({ version: match[2] === '-' ? undefined : match[2] }) };
}
