import type { UnusedStatement, VexComponent, VexDecision, VexFacts, VexFinding, WrittenWays } from '../advisory/vex/index.ts';
import { ecosystemByOsvName } from '../ecosystem/index.ts';
import { AppError, isObject, parseJson, textOf, type Ctx, type DataObject, type DataValue, type Issue } from '../kernel/index.ts';
import { parsePurl, toPurl } from '../model/purl/index.ts';
import type { DependencyPath, PathStep } from '../model/index.ts';
import { judge } from './policy.ts';
import { failOnLevels, scanReportSchema, type ReportedFinding, type ScanPolicy, type ScanReport } from './report.ts';
import { issuesOf, readNamedFile, readVexFiles, statementsOf, type NamedFile } from './vex-documents.ts';

export interface VexApplyOptions {
  /** The JSON form of a scan report. */
  readonly report: NamedFile;
  readonly documents: readonly NamedFile[];
  /** Package URL or name of the product that was scanned: what is said of it is said of everything in it. */
  readonly product?: string;
}

/** Version of the JSON form of `VexReport`. */
export const vexReportSchema = 'assay/vex-report/1';

export interface VexedFinding extends ReportedFinding {
  /** The statements that count for it, the first first. */
  readonly vex: readonly VexDecision[];
  /** Why it stays although somebody says that it may go. */
  readonly openBecause?: string;
}

/** What is left of a scan report after VEX. */
export interface VexReport {
  readonly schema: typeof vexReportSchema;
  readonly policy: ScanPolicy;
  readonly findings: readonly VexedFinding[];
  readonly undecided: readonly VexedFinding[];
  readonly suppressed: readonly VexedFinding[];
  /** Statements that are about nothing here. */
  readonly unused: readonly {
    readonly file: string;
    readonly line?: number;
    readonly vulnerability: string;
    readonly product: string;
    readonly reason: UnusedStatement['reason'];
  }[];
  readonly issues: readonly Issue[];
}

/** Applies VEX documents to a scan report. Throws `AppError` `usage/…` when the report is none or a file is not there. */
export async function applyVexFiles(options: VexApplyOptions, ctx: Ctx): Promise<VexReport> {
  const { applyVex, nameOfProduct } = await import('../advisory/vex/index.ts');
  const report = readReport(options.report, ctx);
  const documents = await readVexFiles(options.documents, ctx);
  const all = [...report.findings, ...report.undecided];
  const facts = await factsOfReport(all, options.product, ctx.limits.pathsPerFinding);
  const outcome = applyVex(all.map(asVexFinding), statementsOf(documents), facts);
  const toVexed = ({ finding, decisions, openBecause }: (typeof outcome.open)[number]): VexedFinding => ({
    ...finding.reported,
    vex: decisions,
    ...(openBecause === undefined ? {} : { openBecause }),
  });
  const open = outcome.open.map(toVexed);
  const isAffected = (finding: ReportedFinding): boolean => finding.verdict === 'affected';
  const findings = open.filter(isAffected);
  const undecided = open.filter((finding) => !isAffected(finding));
  const issues = [...report.issues, ...issuesOf(documents), ...outcome.issues];
  const left = whatWasLeftOpen(report.policy.reasons);
  const complete = left.complete && report.issues.length === 0 && issuesOf(documents).length === 0;
  return {
    schema: vexReportSchema,
    policy: judge({ findings, undecided, notChecked: report.notChecked, issues, complete, files: left.files }, report.policy),
    findings,
    undecided,
    suppressed: outcome.suppressed.map(toVexed),
    unused: outcome.unused.map(({ statement, reason }) => ({
      file: statement.document.file,
      ...(statement.line === undefined ? {} : { line: statement.line }),
      vulnerability: statement.vulnerability,
      product: statement.products.map(nameOfProduct).join(', '),
      reason,
    })),
    issues,
  };
}

/** What made the scan unable to decide stays so: it stands in the reasons of its policy, in the words of `policy.ts`. */
function whatWasLeftOpen(reasons: readonly string[]): { readonly complete: boolean; readonly files: number } {
  return {
    complete: !reasons.some(
      (reason) => reason.includes('inventory is incomplete') || reason.includes('left the inventory incomplete'),
    ),
    files: reasons.includes('nothing was found that Assay reads') ? 0 : 1,
  };
}

function asVexFinding(reported: ReportedFinding): VexFinding & { readonly reported: ReportedFinding } {
  return { id: reported.id, aliases: reported.aliases, component: reported.component, reported };
}

/**
 * A report has the shortest path for each project and direct dependency: between these two and the component other ways may lead,
 * so that only they are sure to be on all of them.
 */
async function factsOfReport(findings: readonly ReportedFinding[], product: string | undefined, most: number): Promise<VexFacts> {
  const { declaredProduct, waysOfLists } = await import('../advisory/vex/index.ts');
  const components = new Map<string, VexComponent>();
  const lists = new Map<string, WrittenWays>();
  for (const finding of findings) {
    const { component, name, version, purl } = finding;
    const identity = { id: component, name, hashes: [], isProject: false };
    components.set(component, {
      ...identity,
      ...(purl === undefined ? {} : { purl }),
      ...(version === undefined ? {} : { version }),
    });
    const ways = finding.paths.map((path) => wayOf(path, finding, components));
    lists.set(component, { ways, isComplete: ways.length > 0 && ways.length < most });
  }
  const declared = product === undefined ? undefined : declaredProduct(product);
  if (declared !== undefined) components.set(declared.id, declared);
  return {
    components: components.values(),
    ways: waysOfLists(lists),
    whole: new Set(declared === undefined ? [] : [declared.id]),
  };
}

function wayOf({ steps }: DependencyPath, finding: ReportedFinding, components: Map<string, VexComponent>): readonly string[] {
  const sure = steps.slice(0, steps.length > 2 ? 2 : Math.max(0, steps.length - 1));
  const ids = sure.map((step, index) => {
    const component = toComponent(step, finding, index === 0);
    if (!components.has(component.id)) components.set(component.id, component);
    return component.id;
  });
  return [...ids, finding.component];
}

/** Steps are packages of the finding's ecosystem; the first is the project. */
function toComponent({ name, version }: PathStep, { ecosystem, purl }: ReportedFinding, isProject: boolean): VexComponent {
  const facts = ecosystemByOsvName(ecosystem);
  const parsed = purl === undefined ? undefined : parsePurl(purl);
  const type = facts?.purlType ?? (parsed?.ok === true ? parsed.purl.type : undefined);
  const own = type === undefined || name === '' ? undefined : toPurl({ type, ...(facts?.purlName(name) ?? { name }), version });
  return {
    id: isProject ? `project ${name}@${version ?? ''}` : (own ?? `${name}@${version ?? ''}`),
    name,
    hashes: [],
    isProject,
    ...(own === undefined ? {} : { purl: own }),
    ...(version === undefined ? {} : { version }),
  };
}

type ReadReport = Pick<ScanReport, 'findings' | 'undecided' | 'notChecked' | 'issues' | 'policy'>;

function readReport(file: NamedFile, ctx: Ctx): ReadReport {
  const text = readNamedFile(file, ctx);
  const parsed = text.value === undefined ? undefined : parseJson(text.value, { path: file.name, limits: ctx.limits });
  const root = parsed?.value?.value;
  const refuse = (why: string): AppError =>
    new AppError('usage/report', `${file.name} ${why}`, { hint: 'Make one with: assay scan TARGET --format json --output FILE' });
  if (!isObject(root)) throw refuse('is not a scan report');
  if (root['schema'] !== scanReportSchema) throw refuse(`is not a scan report of the schema ${scanReportSchema}`);
  const { findings, undecided, notChecked, issues, policy } = root;
  if (!areFindings(findings) || !areFindings(undecided) || !areIssues(issues) || !areGaps(notChecked) || !isPolicy(policy)) {
    throw refuse('is a scan report that is damaged');
  }
  return {
    findings: findings as unknown as readonly ReportedFinding[],
    undecided: undecided as unknown as readonly ReportedFinding[],
    notChecked: notChecked as unknown as ReadReport['notChecked'],
    issues: issues as unknown as readonly Issue[],
    policy: policy as unknown as ScanPolicy,
  };
}

function areFindings(value: DataValue | undefined): boolean {
  return areObjects(value, (finding) => {
    const { aliases, paths, counts, severity, reason, summary } = finding;
    return (
      ['id', 'component', 'name', 'ecosystem', 'verdict', 'scope'].every((name) => textOf(finding[name]) !== undefined) &&
      typeof reason === 'string' &&
      typeof summary === 'string' &&
      ['purl', 'version', 'fixedIn'].every((name) => finding[name] === undefined || typeof finding[name] === 'string') &&
      Array.isArray(aliases) &&
      (aliases as readonly DataValue[]).every((alias) => typeof alias === 'string') &&
      typeof counts === 'boolean' &&
      isObject(severity) &&
      typeof severity['level'] === 'string' &&
      areObjects(paths, ({ steps }) => areObjects(steps, isStep))
    );
  });
}

function isStep({ name, version }: DataObject): boolean {
  return typeof name === 'string' && (version === undefined || typeof version === 'string');
}

function areIssues(value: DataValue | undefined): boolean {
  return areObjects(value, ({ path, message, code }) => [path, message, code].every((text) => typeof text === 'string'));
}

function areGaps(value: DataValue | undefined): boolean {
  return areObjects(value, ({ components }) => typeof components === 'number');
}

function isPolicy(value: DataValue | undefined): boolean {
  if (!isObject(value) || !failOnLevels.some((level) => level === value['failOn'])) return false;
  const { includeDev, reasons } = value;
  return (
    typeof includeDev === 'boolean' &&
    Array.isArray(reasons) &&
    (reasons as readonly DataValue[]).every((reason) => typeof reason === 'string')
  );
}

function areObjects(value: DataValue | undefined, isRight: (item: DataObject) => boolean): boolean {
  return Array.isArray(value) && (value as readonly DataValue[]).every((item) => isObject(item) && isRight(item));
}
