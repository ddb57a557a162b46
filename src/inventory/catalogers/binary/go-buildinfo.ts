import type { Ctx, IssueCollector, Outcome } from '../../../kernel/index.ts';
import type { PackageGraph, PackageNode } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { PackageReader } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { catalogEachExecutable, type OpenedExecutable } from './each-executable.ts';
import type { Executable } from './executable/index.ts';
import { findBuildInfo, type BuildInfoBlob } from './go/blob.ts';
import { parseModuleText, type BuildInfo, type BuiltModule } from './go/module-text.ts';

/**
 * What a Go program is built from: its main module, every module of which code was linked into it with replacements applied, and the
 * standard library in the version of Go that built it. That a module is in the program is known, not who needs it: all edges begin at
 * the main module.
 */
export function catalogGoBuildInfo(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  return catalogEachExecutable(files, ctx, (opened) => Promise.resolve(readGoProgram(opened)));
}

function readGoProgram({ file, parts, issues, ctx }: OpenedExecutable): readonly PackageGraph[] | undefined {
  // A file for several kinds of machine holds one program several times.
  const reader = new PackageReader(file, ctx, 'golang', issues);
  let isGo = false;
  for (const part of parts) {
    const found = findBuildInfo(part);
    if (found.kind === 'found') new ProgramReader(reader, issues).add(found.blob);
    else if (found.kind === 'damaged') issues.add('golang/build-info', found.fault);
    else if (isWithoutInfo(part)) issues.add('golang/build-info', 'is a Go program that does not say what it is built from');
    else continue;
    isGo = true;
  }
  if (!isGo) return undefined;
  const graph = reader.build('partial');
  return graph.packages.length === 0 ? [] : [graph];
}

/** Every Go program has a table of its functions; the build information came with Go 1.13, and can be taken out. */
function isWithoutInfo({ sections }: Executable): boolean {
  return sections.some(({ name, bytes }) => bytes.length > 0 && (name === '.gopclntab' || name.endsWith(',__gopclntab')));
}

class ProgramReader {
  readonly #reader: PackageReader;
  readonly #issues: IssueCollector;

  constructor(reader: PackageReader, issues: IssueCollector) {
    this.#reader = reader;
    this.#issues = issues;
  }

  add({ goVersion, modules }: BuildInfoBlob): void {
    const info = parseModuleText(modules);
    const [line] = info.unknown;
    if (line !== undefined)
      this.#issues.add('golang/build-info', `has build information of Go whose line ${line} is of no known kind`);
    const main = info.main === undefined ? undefined : this.#module(info.main);
    this.#reader.connect(main, this.#add({ name: 'stdlib', ...releaseOf(goVersion) }));
    if (isToolOfGo(info)) this.#add({ name: 'toolchain', ...releaseOf(goVersion) });
    for (const module of info.modules) this.#reader.connect(main, this.#module(module), { requirement: requirementOf(module) });
    if (hidesModules(info)) {
      this.#issues.add(
        'golang/no-modules',
        'is a Go program that was built without modules, so it does not say which ones are in it',
      );
    }
  }

  /** What was built: the module itself, what replaces it, or a directory, of which only the place is known. */
  #module({ path, version, replacement }: BuiltModule): number | undefined {
    if (replacement === undefined) return this.#add({ name: path, ...present({ version }) });
    if (replacement.version !== undefined) return this.#add({ name: replacement.path, version: replacement.version });
    return this.#add({ name: path, source: { kind: 'local', path: replacement.path } });
  }

  #add(node: Omit<PackageNode, 'kind' | 'dependsOn'>): number | undefined {
    const place = node.source?.kind === 'local' ? node.source.path : '';
    return this.#reader.add(`${node.name}@${node.version ?? ''} ${place}`, { ...node, kind: 'package' });
  }
}

/** What was asked for, where something else was built. */
function requirementOf({ path, version, replacement }: BuiltModule): string | undefined {
  if (replacement === undefined) return undefined;
  return version === undefined ? path : `${path} ${version}`;
}

/** `go1.22.1`, `go1.21rc2 X:boringcrypto`, `go1.21.3-bigcorp`: Go's own releases. A build of its development has no version. */
function releaseOf(goVersion: string): { readonly version?: string } {
  const version = /^go(1\.\d{1,4}(?:\.\d{1,4})?(?:(?:rc|beta)\d{1,4})?)(?:$|[\s+-])/.exec(goVersion)?.[1];
  return present({ version });
}

/** The programs of the Go distribution have the import paths of its source tree; advisories for them are filed under `toolchain`. */
function isToolOfGo({ mainPackage, main }: BuildInfo): boolean {
  return main === undefined && mainPackage?.startsWith('cmd/') === true;
}

/**
 * Whether modules that are in the program go unnamed. A program of the standard library or of loose files can do without any; the path of
 * any other names a module, whose first element has a dot.
 */
function hidesModules({ mainPackage, main, modules }: BuildInfo): boolean {
  if (main !== undefined || modules.length > 0) return false;
  return mainPackage === undefined || (mainPackage.split('/', 1)[0] ?? '').includes('.');
}
