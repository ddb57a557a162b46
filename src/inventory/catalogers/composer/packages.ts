import { type DataArray, type DataObject, type Hash, isObject } from '../../../kernel/index.ts';
import type { Scope, Source } from '../../../model/index.ts';
import { type Fields, member } from '../../fields.ts';
import { joinPath, type PackageReader, localNode, withoutCredentials } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { shown } from '../../shown.ts';
import { constraintsOf, isPlatform, licenceOf, type Manifest } from './manifest.ts';

interface Known {
  readonly index: number;
  readonly entry: DataObject;
  readonly name: string;
}

/** The package entries that composer.lock and installed.json have in common, and who needs whom. */
export class ComposerPackages {
  readonly #reader: PackageReader;
  readonly #fields: Fields;
  /** Directory against which paths of local packages are relative. */
  readonly #directory: string;
  readonly #known: Known[] = [];
  /** By name, in lower case, and by every name that a package replaces or provides. */
  readonly #byName = new Map<string, number[]>();

  constructor(reader: PackageReader, fields: Fields, directory: string) {
    this.#reader = reader;
    this.#fields = fields;
    this.#directory = directory;
  }

  add(entries: DataArray, scopeOf: (name: string) => Scope): void {
    for (const entry of entries) {
      if (isObject(entry)) this.#add(entry, scopeOf);
      else this.#fields.wrong('packages', 'a list of objects', this.#fields.lineOf(entries));
    }
  }

  #add(entry: DataObject, scopeOf: (name: string) => Scope): void {
    const line = this.#fields.lineOf(entry);
    const name = this.#fields.text(entry, 'name', line);
    if (name === undefined) {
      this.#reader.issues.add('composer/unnamed', 'has a package without a name', line);
      return;
    }
    const version = this.#fields.text(entry, 'version', line);
    if (version === undefined) this.#reader.issues.add('composer/no-version', `has no version for ${shown(name)}`, line);
    const dist = this.#fields.object(entry, 'dist', line) ?? {};
    const path = dist['type'] === 'path' ? this.#fields.text(dist, 'url', line) : undefined;
    const hash = this.#hash(dist, line);
    const facts = present({
      version,
      scope: scopeOf(name.toLowerCase()),
      licence: licenceOf(this.#fields, entry),
      deprecated: abandoned(entry),
      hashes: hash === undefined ? undefined : [hash],
      line,
    });
    const source = path === undefined ? this.#source(entry, dist, line) : undefined;
    const node =
      path === undefined
        ? { name, kind: 'package' as const, ...present({ source }), ...facts }
        : { ...localNode(name, this.#directory, path), ...facts };
    const index = this.#reader.add(`${name.toLowerCase()}\n${version ?? ''}`, node);
    if (index === undefined) return;
    this.#known.push({ index, entry, name });
    this.#name(name.toLowerCase(), index);
    for (const key of ['replace', 'provide'])
      for (const [other] of constraintsOf(this.#fields, entry, key)) this.#name(other, index);
  }

  #name(name: string, index: number): void {
    const known = this.#byName.get(name);
    if (known === undefined) this.#byName.set(name, [index]);
    else if (known.length < MOST_PROVIDERS) known.push(index);
  }

  /** The SHA-1 of the archive; mostly empty, for archives that are made when they are asked for. */
  #hash(dist: DataObject, line: number | undefined): Hash | undefined {
    const sum = this.#fields.text(dist, 'shasum', line);
    if (sum === undefined) return undefined;
    if (/^[0-9a-f]{40}$/i.test(sum)) return { algorithm: 'SHA-1', value: sum.toLowerCase() };
    this.#reader.issues.add('composer/shasum', 'has a shasum that is no SHA-1', line);
    return undefined;
  }

  /** A package that a registry announced has an address to notify of installations; others name the repository they come from. */
  #source(entry: DataObject, dist: DataObject, line: number | undefined): Source | undefined {
    if (member(entry, 'notification-url') !== undefined) return undefined;
    const source = this.#fields.object(entry, 'source', line) ?? {};
    const url = this.#fields.text(source, 'url', line);
    if (url !== undefined && source['type'] === 'git') {
      if (/^[./]/.test(url)) return { kind: 'local', path: joinPath(this.#directory, url) };
      const commit = this.#fields.text(source, 'reference', line);
      return { kind: 'git', url: withoutCredentials(url), ...(commit === undefined ? {} : { commit }) };
    }
    const archive = url ?? this.#fields.text(dist, 'url', line);
    return archive === undefined ? undefined : { kind: 'archive', url: withoutCredentials(archive) };
  }

  connect(): void {
    for (const { index, entry, name } of this.#known) {
      const line = this.#fields.lineOf(entry);
      for (const [wanted, requirement] of constraintsOf(this.#fields, entry, 'require')) {
        if (isPlatform(wanted)) continue;
        const found = this.#byName.get(wanted);
        if (found === undefined) {
          this.#reader.issues.add(
            'composer/dependency',
            `has ${shown(name)} depend on ${shown(wanted)}, which is not one of its packages`,
            line,
          );
        }
        for (const to of found ?? []) this.#reader.connect(index, to, { requirement, line });
      }
    }
  }

  /** Edges of the project: those of composer.json, or to whatever nobody asks for where there is none. */
  connectRoot(root: number, manifest: Manifest | undefined, isAsked: (scope: Scope) => boolean = () => true): void {
    if (manifest === undefined) {
      this.#reader.adoptLoose(root);
      return;
    }
    for (const { name, requirement, scope, line } of manifest.requires) {
      const found = this.#byName.get(name);
      if (found === undefined && isAsked(scope)) {
        const place = line === undefined ? manifest.path : `${manifest.path} line ${line}`;
        this.#reader.issues.add('composer/stale-lock', `does not have ${shown(name)}, which the project asks for (${place})`);
      }
      for (const to of found ?? []) this.#reader.connect(root, to, { scope, requirement, line, file: manifest.path });
    }
  }
}

/** Many packages may provide one interface. */
const MOST_PROVIDERS = 20;

function abandoned(entry: DataObject): string | undefined {
  const value = member(entry, 'abandoned');
  if (value === true) return 'abandoned';
  return typeof value === 'string' && value !== '' ? `abandoned; use ${value} instead` : undefined;
}

/** The project of a manifest, or of a directory that has none. */
export function projectFacts(manifest: Manifest | undefined, directory: string): Parameters<PackageReader['project']>[0] {
  return present({ directory, name: manifest?.name, version: manifest?.version, licence: manifest?.licence });
}
