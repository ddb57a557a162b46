import { type Ctx, type DataObject, type Outcome } from '../../../kernel/index.ts';
import type { Scope } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { Fields, member } from '../../fields.ts';
import { PackageReader, unread, withoutCredentials } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { readYaml } from '../../read.ts';
import { shown } from '../../shown.ts';
import { hashesOf } from './conda-meta.ts';
import { placeOfUrl, qualifiersOf } from './package-url.ts';

/**
 * The packages of a conda-lock.yml, of which every platform has its own. Those that pip installs are packages of PyPI and stand in a
 * graph of their own, so that an edge from one kind to the other cannot be drawn.
 * @see https://conda.github.io/conda-lock/output/
 */
export async function catalogCondaLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const yaml = await readYaml(file, ctx);
  const [document] = yaml.value;
  if (document === undefined) {
    if (yaml.issues.length > 0) return unread(yaml.issues);
    return unread([{ code: 'conda/truncated', path: file.path, message: 'is empty' }]);
  }
  const conda = new PackageReader(file, ctx, 'conda');
  const pip = new PackageReader(file, ctx, 'pypi', conda.issues);
  conda.issues.addAll(yaml.issues);
  const fields = new Fields(document, conda.issues, 'conda');
  const lock = fields.root();
  const version = fields.text(lock, 'version');
  if (version !== '1')
    conda.issues.add('conda/lock-version', `is of version ${JSON.stringify((version ?? '').slice(0, 100))}; 1 is known`, 1);
  if (member(lock, 'package') === undefined)
    conda.issues.add('conda/truncated', 'has no "package", which conda-lock always writes', 1);
  const entries = fields.objects(lock, 'package');
  const roots = { conda: conda.project(), pip: entries.some(isPip) ? pip.project() : undefined };
  for (const entry of entries) addPackage(entry, isPip(entry) ? pip : conda, fields);
  for (const entry of entries) connect(entry, isPip(entry) ? pip : conda, fields);
  conda.adoptLoose(roots.conda);
  if (roots.pip !== undefined) pip.adoptLoose(roots.pip);
  const graphs = [conda.build('complete'), ...(roots.pip === undefined ? [] : [pip.build('partial')])];
  return conda.issues.outcome({ graphs });
}

function isPip(entry: DataObject): boolean {
  return entry['manager'] === 'pip';
}

function keyOf(name: string, platform: string | undefined): string {
  return `${platform ?? ''} ${name.toLowerCase().replaceAll(/[-_.]+/g, '-')}`;
}

function addPackage(entry: DataObject, reader: PackageReader, fields: Fields): void {
  const line = fields.lineOf(entry);
  const name = fields.text(entry, 'name', line);
  if (name === undefined) {
    reader.issues.add('conda/unnamed', 'has a package without a name', line);
    return;
  }
  const version = fields.text(entry, 'version', line);
  if (version === undefined) reader.issues.add('conda/no-version', `has no version for ${shown(name)}`, line);
  const url = fields.text(entry, 'url', line);
  const manager = fields.text(entry, 'manager', line);
  if (manager !== 'conda' && manager !== 'pip') {
    reader.issues.add(
      'conda/manager',
      `has ${shown(name)} from a manager that is not known: ${JSON.stringify((manager ?? '').slice(0, 100))}`,
      line,
    );
  }
  const hash = fields.object(entry, 'hash', line);
  const hashes = hash === undefined ? [] : hashesOf(fields, hash, reader.issues);
  reader.add(keyOf(name, fields.text(entry, 'platform', line)), {
    name,
    kind: 'package',
    scope: scopeOf(entry, fields, line),
    ...present({
      version,
      line,
      hashes: hashes.length === 0 ? undefined : hashes,
      qualifiers: isPip(entry) || url === undefined ? undefined : qualifiersOf(placeOfUrl(url)),
      source: isPip(entry) ? directSource(url) : undefined,
    }),
  });
}

/** pip locks what it takes from a repository by its address; a wheel or source archive is from the registry. */
function directSource(url: string | undefined): { readonly kind: 'git'; readonly url: string } | undefined {
  return url?.startsWith('git+') === true ? { kind: 'git', url: withoutCredentials(url) } : undefined;
}

function scopeOf(entry: DataObject, fields: Fields, line: number | undefined): Scope {
  const category = fields.text(entry, 'category', line) ?? 'main';
  if (category !== 'main') return 'dev';
  return member(entry, 'optional') === 'true' ? 'optional' : 'runtime';
}

function connect(entry: DataObject, reader: PackageReader, fields: Fields): void {
  const line = fields.lineOf(entry);
  const platform = fields.text(entry, 'platform');
  const name = textMember(entry, 'name');
  const dependencies = fields.object(entry, 'dependencies', line) ?? {};
  if (name === undefined) return;
  const from = reader.indexOf(keyOf(name, platform));
  for (const [wanted, requirement] of Object.entries(dependencies)) {
    const to = reader.indexOf(keyOf(wanted, platform));
    // What begins with two low lines is a fact of the machine; conda says of Python that it needs pip. What pip needs may be of conda.
    if (to === undefined && !/^(?:__|pip$)/.test(wanted) && !isPip(entry)) {
      const message = `has ${shown(name)} depend on ${shown(wanted)}, which is not one of its packages for the same platform`;
      reader.issues.add('conda/dependency', message, line);
    }
    const asked = typeof requirement === 'string' && requirement !== '' && requirement !== '*' ? requirement : undefined;
    reader.connect(from, to, { requirement: asked, line });
  }
}

function textMember(entry: DataObject, key: string): string | undefined {
  const value = member(entry, key);
  return typeof value === 'string' ? value.trim() : undefined;
}
