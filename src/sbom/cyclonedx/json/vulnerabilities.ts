import { valueOf, type Component, type Finding, type Severity } from '../../../model/index.ts';
import { toIriReference } from '../../reference.ts';
import type { CdxAffects, CdxRating, CdxSource, CdxVulnerability } from './document.ts';

/**
 * One entry for each vulnerability and verdict, with all the components that it affects, sorted by id. What could not be decided is
 * `in_triage` and its versions are `unknown`; what is affected has no analysis, since nobody has analysed whether it can be exploited.
 */
export function toVulnerabilities(
  findings: readonly Finding[],
  components: ReadonlyMap<string, Component>,
): readonly CdxVulnerability[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.id} ${finding.verdict}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  const sorted = [...groups].toSorted(([a], [b]) => compare(a, b));
  return sorted.map(([, group]) =>
    toVulnerability(
      group.toSorted((a, b) => compare(a.component, b.component)),
      components,
    ),
  );
}

/** `findings` are of one id and one verdict, sorted by component, at least one. */
function toVulnerability(findings: readonly Finding[], components: ReadonlyMap<string, Component>): CdxVulnerability {
  const [first] = findings as readonly [Finding, ...Finding[]];
  const isUndecided = first.verdict === 'could not decide';
  const source = sourceOf(first.id);
  const aliases = sortedUnique(findings.flatMap((finding) => finding.aliases)).filter((alias) => alias !== first.id);
  const cwes = cwesOf(findings);
  const recommendation = recommendationOf(findings, components);
  const advisories = sortedUnique(findings.flatMap((finding) => finding.references)).map((url) => ({ url: toIriReference(url) }));
  return {
    'bom-ref': isUndecided ? `vulnerability:${first.id}:could-not-decide` : `vulnerability:${first.id}`,
    id: first.id,
    ...(source === undefined ? {} : { source }),
    ...(aliases.length === 0 ? {} : { references: aliases.map((id) => ({ id, source: sourceOf(id) ?? { name: 'OSV' } })) }),
    ratings: ratingsOf(findings),
    ...(cwes.length === 0 ? {} : { cwes }),
    ...(first.summary === '' ? {} : { description: first.summary }),
    ...(recommendation === undefined ? {} : { recommendation }),
    ...(advisories.length === 0 ? {} : { advisories }),
    ...(isDateTime(first.published) ? { published: first.published } : {}),
    ...(isDateTime(first.modified) ? { updated: first.modified } : {}),
    ...(isUndecided ? { analysis: { state: 'in_triage' as const, detail: detailOf(findings) } } : {}),
    affects: sortedUnique(findings.map(({ component }) => component)).map((ref) =>
      toAffects(ref, components.get(ref), isUndecided),
    ),
  };
}

function toAffects(ref: string, component: Component | undefined, isUndecided: boolean): CdxAffects {
  const version = component === undefined ? undefined : valueOf(component.version);
  return version === undefined ? { ref } : { ref, versions: [{ version, status: isUndecided ? 'unknown' : 'affected' }] };
}

function ratingsOf(findings: readonly Finding[]): readonly CdxRating[] {
  const ratings = new Map<string, CdxRating>();
  for (const { severity } of findings) {
    const rating = toRating(severity);
    ratings.set(JSON.stringify(rating), rating);
  }
  return [...ratings].toSorted(([a], [b]) => compare(a, b)).map(([, rating]) => rating);
}

function toRating({ level, score, vector, source }: Severity): CdxRating {
  const method = vector === undefined ? undefined : methodOf(vector);
  return {
    ...(source === undefined ? {} : { source: { name: source } }),
    ...(score === undefined ? {} : { score }),
    severity: level,
    ...(method === undefined ? {} : { method }),
    ...(vector === undefined ? {} : { vector }),
  };
}

/** CVSS 2 vectors have no prefix. */
function methodOf(vector: string): NonNullable<CdxRating['method']> {
  if (vector.startsWith('CVSS:4')) return 'CVSSv4';
  if (vector.startsWith('CVSS:3.1/')) return 'CVSSv31';
  if (vector.startsWith('CVSS:3')) return 'CVSSv3';
  return /^\(?AV:[LAN]\//.test(vector) ? 'CVSSv2' : 'other';
}

function cwesOf(findings: readonly Finding[]): readonly number[] {
  const numbers = new Set<number>();
  for (const { weaknesses } of findings) {
    for (const weakness of weaknesses) {
      const match = /^CWE-([1-9]\d{0,8})$/.exec(weakness);
      if (match !== null) numbers.add(Number(match[1]));
    }
  }
  return [...numbers].toSorted((a, b) => a - b);
}

function recommendationOf(findings: readonly Finding[], components: ReadonlyMap<string, Component>): string | undefined {
  const upgrades = findings
    .filter(({ fixedIn }) => fixedIn !== undefined)
    .map(({ component, fixedIn }) => `Upgrade ${components.get(component)?.name ?? component} to ${fixedIn}.`);
  return upgrades.length === 0 ? undefined : sortedUnique(upgrades).join(' ');
}

function detailOf(findings: readonly Finding[]): string {
  return sortedUnique(findings.map(({ reason }) => reason)).join(' ');
}

/** Who publishes an id. `NVD` and `GITHUB` are the names by which other tools know the two; everything else is in OSV. */
function sourceOf(id: string): CdxSource | undefined {
  const page = encodeURIComponent(id.toWellFormed());
  if (id.startsWith('CVE-')) return { name: 'NVD', url: `https://nvd.nist.gov/vuln/detail/${page}` };
  if (id.startsWith('GHSA-')) return { name: 'GITHUB', url: `https://github.com/advisories/${page}` };
  return /^[A-Z][A-Za-z]*-/.test(id) ? { name: 'OSV', url: `https://osv.dev/vulnerability/${page}` } : undefined;
}

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

function isDateTime(text: string | undefined): boolean {
  return text !== undefined && dateTime.test(text);
}

function sortedUnique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
