import { isObject, parseDigest, type Ctx, type DataObject, type Outcome } from '../../../kernel/index.ts';
import type { PackageNode, Source } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { Fields, member } from '../../fields.ts';
import { localNode, PackageReader, unread, withoutCredentials } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { readYaml } from '../../read.ts';
import { shown } from '../../shown.ts';
import { readPubspec, registrySource, type Declared } from './pubspec.ts';

/**
 * The packages of a pubspec.lock. It says which the project asks for itself, and not who needs the others; what for is in the
 * pubspec.yaml beside it too.
 * @see https://dart.dev/tools/pub/glossary#lockfile
 */
export async function catalogPubspecLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const yaml = await readYaml(file, ctx);
  const [document] = yaml.value;
  if (document === undefined) {
    if (yaml.issues.length > 0) return unread(yaml.issues);
    return unread([{ code: 'pub/truncated', path: file.path, message: 'is empty' }]);
  }
  const reader = new PackageReader(file, ctx, 'pub');
  reader.issues.addAll(yaml.issues);
  const fields = new Fields(document, reader.issues, 'pub');
  const lock = fields.root();
  const pubspec = await readPubspec(await file.sibling('pubspec.yaml'), ctx);
  const root = reader.project(present({ name: pubspec?.name, version: pubspec?.version }));
  const declared = new Map(pubspec?.declared.map((each) => [each.name, each]));
  const packages = fields.object(lock, 'packages');
  for (const key of ['packages', 'sdks']) {
    // Of a project without dependencies the packages are empty. The SDKs come last; Dart 1 had one of them.
    if (Object.hasOwn(lock, key) || (key === 'sdks' && Object.hasOwn(lock, 'sdk'))) continue;
    reader.issues.add('pub/truncated', `has no "${key}", which pub always writes`, 1);
  }
  if (packages === undefined) return reader.outcome('partial');
  for (const [name, entry] of Object.entries(packages)) {
    if (!isObject(entry)) {
      fields.wrong(name, 'an object', fields.lineOf(packages));
      continue;
    }
    const index = reader.add(name, toNode(name, entry, reader, fields));
    const line = fields.lineOf(entry);
    const edge = toEdge(fields.text(entry, 'dependency', line), declared.get(name), pubspec?.path);
    if (edge !== undefined) reader.connect(root, index, { line, ...edge });
  }
  return reader.outcome('partial');
}

/** `direct main`, `direct dev`, `direct overridden` or `transitive`. What is overridden may be neither asked for nor direct. */
function toEdge(
  dependency: string | undefined,
  declared: Declared | undefined,
  path: string | undefined,
): Parameters<PackageReader['connect']>[2] {
  const isDirect = dependency?.startsWith('direct ') === true;
  if (!isDirect && declared === undefined) return undefined;
  const scope = dependency === 'direct dev' ? 'dev' : dependency === 'direct main' ? 'runtime' : (declared?.scope ?? 'runtime');
  if (declared === undefined) return { scope };
  return present({ scope, requirement: declared.requirement, line: declared.line, file: path });
}

function toNode(name: string, entry: DataObject, reader: PackageReader, fields: Fields): Omit<PackageNode, 'dependsOn'> {
  const line = fields.lineOf(entry);
  const version = fields.text(entry, 'version', line);
  if (version === undefined) reader.issues.add('pub/no-version', `has no version for ${shown(name)}`, line);
  const source = fields.text(entry, 'source', line);
  // Before Dart 1.x the description of a hosted package was its name; that of an SDK package is the name of the SDK.
  const described = member(entry, 'description');
  const description = isObject(described) ? described : {};
  const facts = present({ version, line });
  const path = source === 'path' ? fields.text(description, 'path', line) : undefined;
  if (path !== undefined) return { ...localNode(name, reader.directory, path), ...facts };
  const sha256 = source === 'hosted' ? fields.text(description, 'sha256', line) : undefined;
  const hash = sha256 === undefined ? undefined : parseDigest(`sha256:${sha256}`);
  if (sha256 !== undefined && hash === undefined)
    reader.issues.add('pub/sha256', `has a sha256 of ${shown(name)} that is none`, line);
  return {
    name,
    kind: 'package',
    ...facts,
    ...present({ hashes: hash === undefined ? undefined : [hash], source: sourceOf(source, description, reader, fields, line) }),
  };
}

function sourceOf(
  source: string | undefined,
  description: DataObject,
  reader: PackageReader,
  fields: Fields,
  line: number | undefined,
): Source | undefined {
  const url = fields.text(description, 'url', line);
  switch (source) {
    case 'hosted':
      return url === undefined ? undefined : registrySource(url);
    case 'git': {
      const commit = fields.text(description, 'resolved-ref', line);
      return url === undefined
        ? undefined
        : { kind: 'git', url: withoutCredentials(url), ...(commit === undefined ? {} : { commit }) };
    }
    case 'sdk':
    case 'path':
      return undefined;
    default:
      reader.issues.add(
        'pub/source',
        `has a package from a source that is not known: ${JSON.stringify((source ?? '').slice(0, 100))}`,
        line,
      );
      return undefined;
  }
}
