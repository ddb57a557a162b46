import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { matchComponents, rank, type AdvisoryDatabase, type MatchedComponent, type MatchedFinding } from '../advisory/index.ts';
import { ecosystemById } from '../ecosystem/index.ts';
import { inspectPath, readTextFile, type Inspection } from '../inventory/index.ts';
import { AppError, incomplete, type Ctx, type Outcome } from '../kernel/index.ts';
import {
  isPackage,
  packagesOf,
  severityLevels,
  valueOf,
  type Component,
  type DependencyPath,
  type Inventory,
  type SeverityLevel,
} from '../model/index.ts';
import { openAdvisories, type AdvisoryAccess } from './advisories.ts';
import type { Environment } from './cache-directory.ts';
import { lookedUpIn, lookUpOf } from './look-up.ts';
import { nextSteps } from './next-steps.ts';
import { createPathFinder } from './paths.ts';
import { judge, type Judged } from './policy.ts';
import {
  scanReportSchema,
  type EcosystemSummary,
  type FailOn,
  type ReportedFinding,
  type ScanReport,
  type ScanResult,
} from './report.ts';
import { assayVersion } from './version.ts';

export interface ScanOptions {
  /** A directory, a lockfile, an SBOM file, an image, an archive or a program. */
  readonly target: string;
  /** `os/architecture` of the image that is meant, where there are several. */
  readonly platform?: string;
  /** What to call it in the report; the target as given when absent. */
  readonly name?: string;
  readonly failOn?: FailOn;
  /** Let findings in development and test dependencies count. */
  readonly includeDev?: boolean;
  /** Directory of the advisory database, or a folder of OSV records. Default: in the user's cache directory. */
  readonly database?: string;
  /** Where missing advisory data is fetched from; default the public OSV export. */
  readonly source?: string;
  /** Do not fetch advisory data that is missing. */
  readonly offline?: boolean;
  readonly heedIgnoreFiles?: boolean;
  /** Where the user's cache directory is looked up. */
  readonly environment?: Environment;
}

/**
 * Finds out what is in a target, what is wrong with it and what to do about it.
 * Bad input is in `report.issues`; throws `AppError` `usage/…` when there is nothing to scan at that path.
 */
export async function scan(options: ScanOptions, ctx: Ctx): Promise<ScanResult> {
  const inspected = await inspectTarget(options, ctx);
  const { inventory } = inspected.value;
  const packages = packagesOf(inventory);
  const wanted = new Set(packages.map(lookedUpIn).filter((name) => name !== undefined));
  const access = await openAdvisories(options, [...wanted].toSorted(), ctx);
  try {
    return { inventory, report: toReport(options, inspected, packages, access, ctx) };
  } finally {
    access.database?.close();
  }
}

function toReport(
  options: ScanOptions,
  inspected: Outcome<Inspection>,
  packages: readonly Component[],
  access: AdvisoryAccess,
  ctx: Ctx,
): ScanReport {
  const { inventory, ignored } = inspected.value;
  const policy = { failOn: options.failOn ?? 'low', includeDev: options.includeDev ?? false };
  const found =
    access.database === undefined
      ? { findings: [], undecided: [] }
      : findingsOf(inventory, access.database, policy.includeDev, ctx);
  const judged: Judged = {
    ...found,
    notChecked: access.notChecked(packages),
    issues: [...inspected.issues, ...access.issues],
    complete: inspected.complete && access.issues.length === 0,
    files: inspected.value.files.length,
  };
  const counted = judged.findings.filter((finding) => finding.counts);
  const ecosystems = summarize(inventory);
  return {
    schema: scanReportSchema,
    tool: { name: 'assay', version: assayVersion() },
    time: ctx.now().toISOString(),
    target: { ...inventory.target, name: options.name ?? inventory.target.name },
    summary: {
      components: packages.length,
      projects: inventory.components.length - packages.length,
      ecosystems,
      findings: countLevels(counted),
      dev: judged.findings.length - counted.length,
      undecided: judged.undecided.length,
    },
    advisories: access.data(ecosystems.map((one) => one.ecosystem)),
    policy: judge(judged, policy),
    findings: judged.findings,
    undecided: judged.undecided,
    notChecked: judged.notChecked,
    issues: judged.issues,
    ignored,
    next: nextSteps(judged, access.repair(packages)),
  };
}

async function inspectTarget(options: ScanOptions, ctx: Ctx): Promise<Outcome<Inspection>> {
  const { target } = options;
  const inspectOptions = {
    ...(options.heedIgnoreFiles === undefined ? {} : { heedIgnoreFiles: options.heedIgnoreFiles }),
    ...(options.platform === undefined ? {} : { platform: options.platform }),
  };
  if (!existsSync(target)) throw new AppError('usage/target', `There is nothing at ${options.name ?? target}`);
  const inspected = (await inspectPath(target, ctx, inspectOptions)) ?? (await readSbomFile(target, ctx));
  if (inspected !== undefined) return inspected;
  throw new AppError('usage/target', `${options.name ?? target} is no lockfile, SBOM, image, archive or program that Assay reads`, {
    hint: 'docs/reference/inventory.md lists what is read; give the directory to scan everything in it.',
  });
}

/** The file as an SBOM: recognised by its content, whatever its name. Undefined when it is something else. */
async function readSbomFile(target: string, ctx: Ctx): Promise<Outcome<Inspection> | undefined> {
  const name = basename(target);
  const text = readTextFile(target, name, ctx.limits.sbomBytes);
  if (text.value === undefined) {
    return incomplete(
      { inventory: { target: { kind: 'file', name: target }, components: [], graphs: [] }, ignored: [], files: [], folded: 0 },
      text.issues,
    );
  }
  const { looksLikeSbom, readSbomText } = await import('../sbom/index.ts');
  if (!looksLikeSbom(text.value)) return undefined;
  const read = readSbomText(text.value, name, ctx.limits);
  const inventory: Inventory = { ...read.value, target: { kind: 'sbom', name: target } };
  return { ...read, value: { inventory, ignored: [], files: [name], folded: 0 } };
}

interface Found {
  readonly findings: readonly ReportedFinding[];
  readonly undecided: readonly ReportedFinding[];
}

function findingsOf(inventory: Inventory, database: AdvisoryDatabase, includeDev: boolean, ctx: Ctx): Found {
  const positions = new Map<string, number>();
  const wanted: MatchedComponent[] = [];
  for (const [position, component] of inventory.components.entries()) {
    const lookUp = isPackage(component) ? lookUpOf(component) : undefined;
    if (lookUp === undefined) continue;
    positions.set(component.id, position);
    wanted.push(lookUp);
  }
  const matches = matchComponents(wanted, database);
  const finder = createPathFinder(inventory);
  const report = (found: MatchedFinding): ReportedFinding => {
    const position = positions.get(found.component) as number;
    return toReported(
      found,
      inventory.components[position] as Component,
      finder.pathsTo(position, ctx.limits.pathsPerFinding),
      includeDev,
    );
  };
  return {
    findings: matches.findings.map(report).toSorted(byPriority),
    undecided: matches.undecided.map(report).toSorted(byPriority),
  };
}

function toReported(
  found: MatchedFinding,
  component: Component,
  paths: readonly DependencyPath[],
  includeDev: boolean,
): ReportedFinding {
  const { scope } = component;
  const version = valueOf(component.version);
  const { severity, fixedIn, aliases } = found;
  return {
    ...found,
    paths,
    priority: rank({ ids: aliases, severity, scope, paths, ...(fixedIn === undefined ? {} : { fixedIn }) }),
    name: component.name,
    ...(version === undefined ? {} : { version }),
    ecosystem: lookedUpIn(component) ?? '',
    ...(component.purl === undefined ? {} : { purl: component.purl }),
    scope,
    counts: includeDev || scope === 'runtime' || scope === 'optional',
  };
}

function byPriority(a: ReportedFinding, b: ReportedFinding): number {
  return (
    b.priority.score - a.priority.score ||
    compareText(a.name, b.name) ||
    compareText(a.component, b.component) ||
    compareText(a.id, b.id)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function countLevels(findings: readonly ReportedFinding[]): Record<SeverityLevel, number> {
  const counts = Object.fromEntries(severityLevels.map((level) => [level, 0])) as Record<SeverityLevel, number>;
  for (const finding of findings) counts[finding.severity.level] += 1;
  return counts;
}

/** Ecosystems with their numbers, the largest first. */
function summarize(inventory: Inventory): readonly EcosystemSummary[] {
  const counts = new Map<string, { components: number; projects: number }>();
  for (const component of inventory.components) {
    const name = component.ecosystem === undefined ? 'other' : (ecosystemById(component.ecosystem)?.osv ?? component.ecosystem);
    const count = counts.get(name) ?? { components: 0, projects: 0 };
    counts.set(name, count);
    if (isPackage(component)) count.components += 1;
    else count.projects += 1;
  }
  return [...counts]
    .map(([ecosystem, count]) => ({ ecosystem, ...count }))
    .toSorted((a, b) => b.components - a.components || compareText(a.ecosystem, b.ecosystem));
}
