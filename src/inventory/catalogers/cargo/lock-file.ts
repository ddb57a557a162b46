import {
  arrayOf,
  isObject,
  objectOf,
  textOf,
  type DataObject,
  type IssueCollector,
  type SourceDocument,
} from '../../../kernel/index.ts';

export interface LockedPackage {
  readonly name: string;
  readonly version: string | undefined;
  /** As written; absent for a workspace member or a path dependency. */
  readonly source: string | undefined;
  /** As written; not checked. */
  readonly checksum: string | undefined;
  /** `name`, `name version` or `name version (source)`. */
  readonly dependencies: readonly string[];
  /** What is built in its place: `[replace]` of the manifest. */
  readonly replace: string | undefined;
  readonly line: number | undefined;
}

const NEWEST_VERSION = 4;

/**
 * The packages of a Cargo.lock of version 1 to 4. Version 1 keeps its checksums in `[metadata]` and, in its first years,
 * the package of the directory in `[root]`; `[[patch.unused]]` are packages that are not built, and are left out.
 */
export function parseCargoLock(document: SourceDocument, issues: IssueCollector): readonly LockedPackage[] {
  const root = objectOf(document.value);
  const version = root['version'];
  if (version !== undefined && (typeof version !== 'number' || version > NEWEST_VERSION)) {
    issues.add(
      'cargo/lock-version',
      `is a lockfile of version ${JSON.stringify(version)}; ${NEWEST_VERSION} is the newest that is known`,
    );
  }
  const entries = [...arrayOf(root['package'])];
  if (root['root'] !== undefined) entries.push(root['root']);
  if (root['package'] !== undefined && !Array.isArray(root['package']))
    issues.add('cargo/shape', 'has a "package" that is not a list');

  const metadata = objectOf(root['metadata']);
  const packages: LockedPackage[] = [];
  for (const entry of entries) {
    const line = isObject(entry) ? document.lineOf(entry) : undefined;
    const name = isObject(entry) ? textOf(entry['name']) : undefined;
    if (!isObject(entry) || name === undefined) {
      issues.add('cargo/shape', 'has a package without a name', line);
      continue;
    }
    packages.push(toLockedPackage(entry, name, line, metadata, issues));
  }
  return packages;
}

function toLockedPackage(
  entry: DataObject,
  name: string,
  line: number | undefined,
  metadata: DataObject,
  issues: IssueCollector,
): LockedPackage {
  const version = textOf(entry['version']);
  const source = textOf(entry['source']);
  if (version === undefined) issues.add('cargo/shape', `has the package ${name} without a version`, line);
  if (entry['source'] !== undefined && source === undefined)
    issues.add('cargo/shape', `has the package ${name} with a source that is not text`, line);
  const dependencies: string[] = [];
  for (const dependency of arrayOf(entry['dependencies'])) {
    if (typeof dependency === 'string') dependencies.push(dependency);
    else issues.add('cargo/shape', `has a dependency of ${name} that is not text`, line);
  }
  if (entry['dependencies'] !== undefined && !Array.isArray(entry['dependencies'])) {
    issues.add('cargo/shape', `has dependencies of ${name} that are not a list`, line);
  }
  const checksum = entry['checksum'] ?? metadata[`checksum ${name} ${version ?? ''} (${source ?? ''})`];
  return { name, version, source, checksum: textOf(checksum), dependencies, replace: textOf(entry['replace']), line };
}

const AMBIGUOUS = -1;

/** Finds packages by the strings with which Cargo.lock refers to them: as short as they can be without being ambiguous. */
export class LockedPackageIndex {
  readonly #byReference = new Map<string, number>();

  /** Indices are those of the list. Of two packages with the same name, version and source the second is an issue and not found. */
  constructor(packages: readonly LockedPackage[], issues: IssueCollector) {
    for (const [index, { name, version, source, line }] of packages.entries()) {
      const id = `${name} ${version ?? ''}`;
      const full = `${id} (${source ?? ''})`;
      if (this.#byReference.has(full)) {
        issues.add('cargo/duplicate', `names the package ${id} twice`, line);
        continue;
      }
      this.#byReference.set(full, index);
      for (const reference of [id, name]) this.#byReference.set(reference, this.#byReference.has(reference) ? AMBIGUOUS : index);
    }
  }

  /** Index of the package; undefined when there is none or when more than one could be meant. */
  find(reference: string): number | undefined {
    const index = this.#byReference.get(reference);
    // A package without a source has nothing to add to its name and version, and is meant where they alone are given.
    return index === AMBIGUOUS ? this.#byReference.get(`${reference} ()`) : index;
  }
}
