import { ecosystemById } from '../../../ecosystem/index.ts';
import { complete, decodeText, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { PackageGraph } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { PackageReader } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { findAssembly, type Assembly } from './dotnet/assembly.ts';
import { findBundle, type BundledFile } from './dotnet/bundle.ts';
import { readVersionTexts } from './dotnet/version-resource.ts';
import { catalogEachExecutable, type OpenedExecutable } from './each-executable.ts';
import type { Executable } from './executable/index.ts';

/** Most packages call their assemblies by their own name, but nothing makes them. */
const NAMED_AFTER_ASSEMBLY = 0.6;

/**
 * .NET assemblies as the NuGet packages of their names. Beside a built application a *.deps.json says it better; assemblies that were
 * deployed without one are known by themselves alone. An application that is published as one file has its *.deps.json in it.
 */
export function catalogAssemblies(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  return catalogEachExecutable(files, ctx, readAssemblies);
}

async function readAssemblies(opened: OpenedExecutable): Promise<readonly PackageGraph[] | undefined> {
  for (const part of opened.parts) {
    const assembly = findAssembly(part);
    if (assembly.kind === 'found') return toGraphs(assembly.assembly, part, opened);
    const bundle = assembly.kind === 'damaged' ? noBundle : findBundle(part);
    if (bundle.kind === 'found') return readBundle(bundle.dependencies, opened);
    if (assembly.kind === 'none' && bundle.kind === 'none') continue;
    opened.issues.add(
      'nuget/assembly',
      `is a .NET ${assembly.kind === 'damaged' ? 'assembly' : 'application'} whose metadata cannot be read`,
    );
    return [];
  }
  return undefined;
}

const noBundle = { kind: 'none' } as const;

function toGraphs(assembly: Assembly, part: Executable, { file, issues, ctx }: OpenedExecutable): readonly PackageGraph[] {
  if (isPartOfAnother(assembly) || isSharedFramework(file.path)) return [];
  const reader = new PackageReader(file, ctx, 'nuget', issues);
  const texts = readVersionTexts(part);
  const supplier = nonEmpty(assembly.attributes.get('Company')) ?? nonEmpty(texts.get('CompanyName'));
  const facts = present({ version: versionOf(assembly, texts), supplier });
  reader.add('assembly', { kind: 'package', name: assembly.name, confidence: NAMED_AFTER_ASSEMBLY, ...facts });
  return [reader.build('none')];
}

/** The packages of an application in one file, seen in the *.deps.json inside of it. */
async function readBundle(
  dependencies: BundledFile | undefined,
  { file, issues, ctx }: OpenedExecutable,
): Promise<readonly PackageGraph[]> {
  const content = dependencies?.content(ctx.limits.manifestBytes);
  if (dependencies === undefined || content === undefined) {
    const what = dependencies === undefined ? 'has no list of them' : 'has a list of them that cannot be read';
    issues.add('nuget/bundle', `is a .NET application with its packages in one file, which ${what}`);
    return [];
  }
  const { catalogDepsJson } = await import('../nuget/deps-json.ts');
  const inside = `${file.path}!${dependencies.path}`;
  const bundled: SourceFile = {
    path: inside,
    text: () => Promise.resolve(decodeText(content, inside)),
    bytes: () => Promise.resolve(complete(content)),
    sibling: () => Promise.resolve(undefined),
    matching: () => Promise.resolve([]),
  };
  const outcome = await catalogDepsJson([bundled], ctx);
  issues.addAll(outcome.issues);
  return outcome.value.graphs.map((graph) => ({ ...graph, packages: graph.packages.map((node) => ({ file: inside, ...node })) }));
}

/** Translations come with the code that they are of, and a policy only says which version of it to take. */
function isPartOfAnother({ name, culture }: Assembly): boolean {
  return (culture !== '' && culture !== 'neutral') || /^policy\.\d+\.\d+\./.test(name);
}

/** The shared frameworks of a .NET installation, each of which has a *.deps.json that names it, and without which it does not run. */
function isSharedFramework(path: string): boolean {
  return /(?:^|\/)shared\/[A-Za-z.]+\.App\/\d[^/]*\/[^/]+$/.test(path);
}

/**
 * The package's version as its build wrote it, without the commit after `+`. `FileVersion` numbers builds and is often higher than any
 * version of the package, so it comes last. The assemblies of .NET itself carry the release of .NET, which is not the version of the
 * package of their name, and higher than it: theirs cannot be told.
 */
function versionOf({ attributes, version }: Assembly, texts: ReadonlyMap<string, string>): string | undefined {
  const product = attributes.get('Product') ?? texts.get('ProductName') ?? '';
  if (/^(?:Microsoft® \.NET|Mono Common Language)/.test(product)) return undefined;
  const { parseVersion } = ecosystemById('nuget');
  const written = [
    attributes.get('InformationalVersion'),
    texts.get('ProductVersion'),
    version,
    attributes.get('FileVersion'),
    texts.get('FileVersion'),
  ];
  return written
    .map((text) => text?.split('+', 1)[0]?.trim())
    .find(
      (text) => text !== undefined && text.length <= LONGEST_VERSION && isVersion.test(text) && parseVersion(text) !== undefined,
    );
}

/** Anything but zeros, which is what compilers write where nobody said a version. */
const isVersion = /^(?!0+(?:\.0+)*$)\d/;

const LONGEST_VERSION = 100; // characters

function nonEmpty(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? undefined : trimmed;
}
