import { posix } from 'node:path';
import { complete, type Ctx, type DataObject, type Outcome } from '../../../kernel/index.ts';
import type { PackageNode } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { Fields, member } from '../../fields.ts';
import { localNode, PackageReader, unread } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { readJson } from '../../read.ts';
import { shown } from '../../shown.ts';
import { isCheckout, nameOfLocation, repositoryUrl } from './location.ts';
import { parsePackageManifest } from './manifest.ts';

const NEWEST_VERSION = 3;

/**
 * The pins of a Package.resolved: `object.pins` in version 1, `pins` in 2 and 3. Who needs whom is not said; the Package.swift beside it
 * names the direct ones. A pin to a branch or a commit has no version.
 */
export async function catalogPackageResolved(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  if (isCheckout(file.path)) return complete({ graphs: [] });
  const json = await readJson(file, ctx);
  if (json.value === undefined) return unread(json.issues);
  const reader = new PackageReader(file, ctx, 'swift');
  reader.issues.addAll(json.issues);
  const fields = new Fields(json.value, reader.issues, 'swift');
  const resolved = fields.root();
  const version = member(resolved, 'version');
  if (typeof version !== 'number' || version > NEWEST_VERSION) {
    reader.issues.add(
      'swift/version',
      `is of version ${JSON.stringify(version ?? null).slice(0, 100)}; ${NEWEST_VERSION} is the newest that is known`,
      1,
    );
  }
  const manifest = await file.sibling('Package.swift');
  const text = await manifest?.text();
  const parsed = text?.value === undefined ? undefined : parsePackageManifest(text.value);
  const root = reader.project(present({ name: parsed?.name, directory: projectDirectory(reader.directory) }));
  const holder = fields.object(resolved, 'object') ?? resolved;
  if (member(holder, 'pins') === undefined) reader.issues.add('swift/truncated', 'has no "pins"', 1);
  const byIdentity = new Map<string, number>();
  for (const pin of fields.objects(holder, 'pins')) addPin(pin, reader, fields, byIdentity);
  for (const declared of parsed?.packages ?? []) {
    const place = declared.url === undefined ? declared.id : nameOfLocation(declared.url);
    const to = place === undefined ? undefined : byIdentity.get(place.toLowerCase());
    const { requirement, line } = declared;
    reader.connect(root, to, { requirement, line, file: manifest?.path });
  }
  return reader.outcome(parsed === undefined ? 'none' : 'partial');
}

/** Xcode keeps the file inside its project: `App.xcodeproj/project.xcworkspace/xcshareddata/swiftpm`. */
function projectDirectory(directory: string): string {
  const segments = directory.split('/');
  const bundle = segments.findIndex((segment) => /\.(?:xcodeproj|xcworkspace)$/.test(segment));
  return bundle === -1 ? directory : segments.slice(0, bundle).join('/') || '.';
}

function addPin(pin: DataObject, reader: PackageReader, fields: Fields, byIdentity: Map<string, number>): void {
  const line = fields.lineOf(pin);
  const identity = fields.text(pin, 'identity', line) ?? fields.text(pin, 'package', line);
  const location = fields.text(pin, 'location', line) ?? fields.text(pin, 'repositoryURL', line);
  const state = fields.object(pin, 'state', line) ?? {};
  const version = fields.text(state, 'version', line);
  const commit = fields.text(state, 'revision', line);
  const kind = fields.text(pin, 'kind', line);
  if (identity === undefined && location === undefined) {
    reader.issues.add('swift/unnamed', 'has a pin without an identity and a location', line);
    return;
  }
  const node = toNode(identity ?? '', location, kind, reader.directory);
  if (node === undefined) {
    reader.issues.add(
      'swift/location',
      `has a pin to ${JSON.stringify((location ?? '').slice(0, 200))}, which names no repository`,
      line,
    );
    return;
  }
  if (version === undefined && commit === undefined) {
    reader.issues.add('swift/no-version', `has neither a version nor a revision of ${shown(node.name)}`, line);
  }
  // What is pinned by its version is told apart by it; else the commit says what is built.
  const isUnversioned = version === undefined && node.kind === 'package' && location !== undefined;
  const source = isUnversioned ? { kind: 'git' as const, url: repositoryUrl(location), ...present({ commit }) } : node.source;
  const index = reader.add(node.name, { ...node, ...present({ version, source, line }) });
  if (index !== undefined) byIdentity.set(node.name.replace('/', kind === 'registry' ? '.' : '/').toLowerCase(), index);
}

function toNode(
  identity: string,
  location: string | undefined,
  kind: string | undefined,
  directory: string,
): Pick<PackageNode, 'name' | 'kind' | 'directory' | 'source'> | undefined {
  if (kind === 'registry') {
    // `scope.name` of a registry; a purl needs the scope as its namespace.
    const [scope, name] = identity.split('.', 2);
    return scope === undefined || name === undefined ? undefined : { name: `${scope}/${name}`, kind: 'package' };
  }
  const name = location === undefined ? undefined : nameOfLocation(location);
  if (name !== undefined) return { name, kind: 'package' };
  const isPath = location !== undefined && (kind === 'localSourceControl' || /^(?:[/.~]|file:)/.test(location));
  if (!isPath) return undefined;
  const path = location.replace(/^file:\/\//, '');
  // A repository on the same machine has no host, without which there is no package URL of this type.
  return { ...localNode(identity || posix.basename(path), directory, path), kind: 'project' };
}
