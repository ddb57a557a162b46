import { posix } from 'node:path';
import { complete, incomplete, IssueCollector, type Ctx, type Issue, type Outcome } from '../../../../kernel/index.ts';
import type { Source } from '../../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { LockGraph } from '../lock-graph.ts';
import { extrasNeeded } from '../marker.ts';
import { keyOf } from '../names.ts';
import { parseRequirement, toRequirementText } from '../requirement.ts';
import { readDirectUrl } from './direct-url.ts';
import { placeOf } from './site-packages.ts';
import { licenceOf, parseMetadata, type MetadataHeader } from './metadata.ts';
import { readRequiresTxt, type WrittenRequirement } from './requires-txt.ts';

interface Installed {
  readonly index: number;
  readonly file: string;
  readonly requirements: readonly WrittenRequirement[];
}

/**
 * Packages as they are installed in one directory: the metadata that installers leave behind. What another package needs is an edge
 * only when it is installed; requirements of an extra count as much as whoever asks for that extra.
 * @see https://packaging.python.org/en/latest/specifications/recording-installed-packages/
 */
export async function catalogDistInfo(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const graph = new LockGraph();
  const issues: Issue[] = [];
  const installed: Installed[] = [];
  for (const file of files) {
    const one = await readInstalled(file, graph, ctx);
    issues.push(...one.issues);
    if (one.value !== undefined) installed.push(one.value);
  }
  for (const one of installed) {
    const outcome = connect(one, graph, ctx);
    issues.push(...outcome.issues);
  }
  const graphs = installed.length === 0 ? [] : [graph.finish('complete')];
  return issues.length === 0 ? complete({ graphs }) : incomplete({ graphs }, issues);
}

async function readInstalled(file: SourceFile, graph: LockGraph, ctx: Ctx): Promise<Outcome<Installed | undefined>> {
  if (await isDevelopedHere(file)) return complete(undefined);
  const text = await file.text();
  if (text.value === undefined) return incomplete(undefined, text.issues);
  const issues = new IssueCollector(file.path);
  const header = parseMetadata(text.value);
  const fromPath = nameAndVersionIn(file.path);
  const name = header.get('name')?.[0] || fromPath?.name;
  const version = header.get('version')?.[0] || fromPath?.version;
  if (!header.has('name') || !header.has('version'))
    issues.add('pypi/metadata', 'has no name or no version, so it has been damaged');
  if (name === undefined) {
    issues.add('pypi/unnamed', 'has no name of a package');
    return issues.outcome(undefined);
  }
  const source = await readSource(file, ctx);
  issues.addAll(source.issues);
  const licence = licenceOf(header);
  const index = graph.add(file.path, {
    name,
    kind: 'package',
    file: file.path,
    ...(version === undefined ? {} : { version }),
    ...(source.value === undefined ? {} : { source: source.value }),
    ...(licence === undefined ? {} : { licence }),
  });
  const requirements = await readRequirements(file, header);
  issues.addAll(requirements.issues);
  return issues.outcome({ index, file: file.path, requirements: requirements.value });
}

/**
 * `*.egg-info` beside a setup.py or pyproject.toml is what setuptools leaves where a project is developed: it describes that project,
 * not a package that is installed.
 */
async function isDevelopedHere(file: SourceFile): Promise<boolean> {
  const inside = posix.dirname(file.path);
  if (!inside.endsWith('.egg-info')) return false;
  const isSource = /^(?:src|lib)$/.test(posix.basename(posix.dirname(inside)));
  for (const directory of isSource ? ['..', '../..'] : ['..']) {
    for (const name of ['setup.py', 'pyproject.toml', 'setup.cfg']) {
      if ((await file.sibling(`${directory}/${name}`)) !== undefined) return true;
    }
  }
  return false;
}

/** `name-1.0.dist-info`, `name-1.0-py3.9.egg-info`: for metadata that has lost its header. */
function nameAndVersionIn(path: string): { readonly name: string; readonly version: string } | undefined {
  const [name, version] = posix
    .basename(placeOf(path))
    .replace(/\.(?:dist-info|egg-info|egg)$/, '')
    .split('-');
  return name && version ? { name, version } : undefined;
}

async function readSource(file: SourceFile, ctx: Ctx): Promise<Outcome<Source | undefined>> {
  const directUrl = file.path.endsWith('.dist-info/METADATA') ? await file.sibling('direct_url.json') : undefined;
  return directUrl === undefined ? complete(undefined) : readDirectUrl(directUrl, ctx);
}

/** `Requires-Dist`; setuptools wrote `requires.txt` before its PKG-INFO had it. */
async function readRequirements(file: SourceFile, header: MetadataHeader): Promise<Outcome<readonly WrittenRequirement[]>> {
  const stated = header.get('requires-dist');
  if (stated !== undefined) return complete(stated.map((text) => ({ text })));
  const requiresTxt = posix.basename(file.path) === 'PKG-INFO' ? await file.sibling('requires.txt') : undefined;
  return requiresTxt === undefined ? complete([]) : readRequiresTxt(requiresTxt);
}

function connect({ index, file, requirements }: Installed, graph: LockGraph, ctx: Ctx): Outcome<undefined> {
  const issues = new IssueCollector(file);
  for (const { text, extra } of requirements) {
    const parsed = parseRequirement(text);
    if ('problem' in parsed) {
      issues.add('pypi/requirement', `has ${JSON.stringify(text)}, which is not a requirement: ${parsed.problem}`);
      continue;
    }
    const { requirement } = parsed;
    const needed = extra === undefined ? extrasNeeded(requirement.marker, ctx.limits.nestingLevels) : [extra];
    graph.ask(graph.find(requirement.name, { specifier: requirement.specifier }), {
      from: index,
      scope: 'runtime',
      requirement: toRequirementText(requirement),
      toExtras: requirement.extras.map(keyOf),
      file,
      ...(needed.length === 0 ? {} : { extras: needed }),
    });
  }
  return issues.outcome(undefined);
}
