import { LineIndex, type Ctx, type Hash, type Outcome } from '../../../kernel/index.ts';
import type { PackageNode } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { PackageReader, unread, withoutCredentials } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { shown } from '../../shown.ts';
import { isFetchedCopy } from './sources.ts';
import { atomIn, itemsOf, parseTerm, textIn, type Term } from './terms.ts';

/**
 * The packages of a rebar.lock: terms of Erlang, `{<<"name">>,{pkg,<<"package">>,<<"version">>},level}`, of which level 0 is what the
 * project asks for. `pkg_hash_ext` has the SHA-256 of the package files. Who needs whom below that is not said.
 * @see https://rebar3.org/docs/workflow/#lock-files
 */
export async function catalogRebarLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  if (await isFetchedCopy(file)) return { value: { graphs: [] }, complete: true, issues: [] };
  const text = await file.text();
  if (text.value === undefined) return unread(text.issues);
  const reader = new PackageReader(file, ctx, 'hex');
  const lines = new LineIndex(text.value);
  const terms = readTerms(text.value, ctx, (problem, offset) => reader.issues.add('hex/syntax', problem, lines.lineOf(offset)));
  const [first, metadata] = terms;
  const entries = itemsOf(first, 'list') ?? itemsOf(itemsOf(first, 'tuple')?.[1], 'list');
  const root = reader.project();
  if (entries === undefined) {
    if (reader.issues.issues.length === 0) reader.issues.add('hex/syntax', 'is not a list of packages', 1);
    return reader.outcome('partial');
  }
  const hashes = hashesIn(metadata);
  for (const entry of entries) {
    const parts = itemsOf(entry, 'tuple') ?? [];
    const line = entry.kind === 'tuple' ? lines.lineOf(entry.offset) : undefined;
    const node = toNode(parts, line, hashes, reader);
    if (node === undefined) continue;
    const index = reader.add(textIn(parts[0]) ?? node.name, node);
    const isDirect = parts[2]?.kind === 'number' && parts[2].value === '0';
    if (isDirect) reader.connect(root, index, { line });
  }
  return reader.outcome('partial');
}

/** Each term ends with a full stop. */
function readTerms(text: string, ctx: Ctx, onProblem: (problem: string, offset: number) => void): readonly Term[] {
  const terms: Term[] = [];
  let at = 0;
  for (let count = 0; count < 2; count += 1) {
    if (text.slice(at).trim() === '') break;
    const parsed = parseTerm(text, at, ctx.limits.nestingLevels);
    if (parsed.term !== undefined) terms.push(parsed.term);
    const stop = /^\s*\./.exec(text.slice(parsed.end, parsed.end + 100));
    const problem = parsed.problem ?? (stop === null ? 'has a term without a full stop' : undefined);
    if (problem !== undefined) {
      onProblem(problem, Math.min(parsed.end, text.length));
      break;
    }
    at = parsed.end + (stop?.[0].length ?? 0);
  }
  return terms;
}

function hashesIn(metadata: Term | undefined): ReadonlyMap<string, Hash> {
  const hashes = new Map<string, Hash>();
  for (const section of itemsOf(metadata, 'list') ?? []) {
    const [name, list] = itemsOf(section, 'tuple') ?? [];
    if (atomIn(name) !== 'pkg_hash_ext') continue;
    for (const pair of itemsOf(list, 'list') ?? []) {
      const [app, sum] = (itemsOf(pair, 'tuple') ?? []).map(textIn);
      if (app !== undefined && sum !== undefined && /^[0-9a-f]{64}$/i.test(sum)) {
        hashes.set(app, { algorithm: 'SHA-256', value: sum.toLowerCase() });
      }
    }
  }
  return hashes;
}

function toNode(
  [nameTerm, sourceTerm]: readonly Term[],
  line: number | undefined,
  hashes: ReadonlyMap<string, Hash>,
  reader: PackageReader,
): Omit<PackageNode, 'dependsOn'> | undefined {
  const app = textIn(nameTerm) || undefined;
  const source = itemsOf(sourceTerm, 'tuple') ?? [];
  if (app === undefined) {
    reader.issues.add('hex/unnamed', 'has a package without a name', line);
    return undefined;
  }
  const kind = atomIn(source[0]);
  if (kind === 'pkg') {
    const version = textIn(source[2]) || undefined;
    if (version === undefined) reader.issues.add('hex/no-version', `has no version for ${shown(app)}`, line);
    const hash = hashes.get(app);
    const facts = present({ version, hashes: hash === undefined ? undefined : [hash], line });
    return { name: textIn(source[1]) || app, kind: 'package', ...facts };
  }
  const url = textIn(source[1]) || undefined;
  const isGit = (kind === 'git' || kind === 'git_subdir') && url !== undefined;
  if (!isGit)
    reader.issues.add(
      'hex/source',
      `has ${shown(app)} from a source that is not known: ${JSON.stringify((kind ?? '').slice(0, 100))}`,
      line,
    );
  const [refKind, ref] = itemsOf(source[2], 'tuple') ?? [];
  const commit = atomIn(refKind) === 'ref' ? textIn(ref) || undefined : undefined;
  return {
    name: app,
    kind: 'package',
    ...present({
      source: isGit ? { kind: 'git' as const, url: withoutCredentials(url), ...present({ commit }) } : undefined,
      line,
    }),
  };
}
