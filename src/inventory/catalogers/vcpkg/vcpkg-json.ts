import { isObject, type Ctx, type DataObject, type Outcome } from '../../../kernel/index.ts';
import type { Scope } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { Fields, member } from '../../fields.ts';
import { PackageReader, unread } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { readJson } from '../../read.ts';
import { TextLines } from '../../text-lines.ts';

/**
 * The ports that a vcpkg.json asks for. Which version of a port is built follows from the baseline, a commit of the registry, which is
 * not at hand: a version is known only where `overrides` pins it.
 * @see https://learn.microsoft.com/vcpkg/reference/vcpkg-json
 */
export async function catalogVcpkgJson(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const json = await readJson(file, ctx);
  if (json.value === undefined) return unread(json.issues);
  const reader = new PackageReader(file, ctx, 'vcpkg');
  reader.issues.addAll(json.issues);
  const text = await file.text();
  new ManifestReader(reader, new Fields(json.value, reader.issues, 'vcpkg'), new TextLines(text.value ?? '')).read();
  return reader.outcome('partial');
}

interface PinnedVersion {
  readonly version?: string;
  readonly portVersion?: string;
}

class ManifestReader {
  readonly #reader: PackageReader;
  readonly #fields: Fields;
  readonly #lines: TextLines;
  readonly #overrides = new Map<string, PinnedVersion>();
  #root = 0;

  constructor(reader: PackageReader, fields: Fields, lines: TextLines) {
    this.#reader = reader;
    this.#fields = fields;
    this.#lines = lines;
  }

  read(): void {
    const manifest = this.#fields.root();
    const name = this.#fields.text(manifest, 'name');
    const licence = this.#fields.text(manifest, 'license');
    const { version } = this.#versionIn(manifest);
    this.#root = this.#reader.project(present({ name, version, licence, line: this.#fields.lineOf(manifest) }));
    for (const override of this.#fields.objects(manifest, 'overrides')) {
      const line = this.#fields.lineOf(override);
      const port = this.#fields.text(override, 'name', line);
      if (port === undefined) this.#reader.issues.add('vcpkg/unnamed', 'has an override without a name', line);
      else this.#overrides.set(port, this.#versionIn(override));
    }
    this.#dependencies(manifest, 'runtime');
    const features = this.#fields.object(manifest, 'features') ?? {};
    for (const [feature, value] of Object.entries(features)) {
      if (isObject(value)) this.#dependencies(value, 'optional');
      else this.#fields.wrong(feature, 'an object', this.#fields.lineOf(features));
    }
  }

  /** Four schemes of versions have a key each; `#` or `port-version` tells the packaging of the same version apart. */
  #versionIn(owner: DataObject): PinnedVersion {
    const line = this.#fields.lineOf(owner);
    const keys = ['version', 'version-semver', 'version-date', 'version-string'];
    const written = keys.map((key) => this.#fields.text(owner, key, line)).find((version) => version !== undefined);
    const port = member(owner, 'port-version');
    const [version, suffix] = written?.split('#', 2) ?? [];
    const portVersion = typeof port === 'number' ? String(port) : suffix;
    return present({ version, portVersion: portVersion === '0' ? undefined : portVersion });
  }

  #dependencies(owner: DataObject, scope: Scope): void {
    const list = this.#fields.list(owner, 'dependencies', this.#fields.lineOf(owner));
    const begin = this.#fields.lineOf(list);
    let search = begin ?? 1;
    for (const entry of list) {
      if (typeof entry === 'string') {
        const line = this.#lines.find((row) => row.includes(`"${entry}"`), search) ?? begin;
        search = line ?? search;
        this.#add(entry, { scope, line });
      } else if (isObject(entry)) {
        this.#addObject(entry, scope);
        search = this.#fields.lineOf(entry) ?? search;
      } else {
        this.#fields.wrong('dependencies', 'a list of names and objects', begin);
      }
    }
  }

  #addObject(entry: DataObject, scope: Scope): void {
    const line = this.#fields.lineOf(entry);
    const name = this.#fields.text(entry, 'name', line);
    if (name === undefined) {
      this.#reader.issues.add('vcpkg/unnamed', 'has a dependency without a name', line);
      return;
    }
    const least = this.#fields.text(entry, 'version>=', line);
    // A host dependency is a tool of the machine that builds.
    const isTool = member(entry, 'host') === true;
    this.#add(name, { scope: isTool ? 'dev' : scope, line, requirement: least === undefined ? undefined : `>=${least}` });
  }

  #add(
    name: string,
    edge: { readonly scope: Scope; readonly line: number | undefined; readonly requirement?: string | undefined },
  ): void {
    const { version, portVersion } = this.#overrides.get(name) ?? {};
    const qualifiers = portVersion === undefined ? undefined : { port_version: portVersion };
    const index = this.#reader.add(name, { name, kind: 'package', ...present({ version, qualifiers, line: edge.line }) });
    this.#reader.connect(this.#root, index, edge);
  }
}
