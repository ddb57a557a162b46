import type { Issue } from '../../kernel/index.ts';
import type { Aliased } from '../match/aliases.ts';
import { comparePrecedence, nearness, type Candidate } from './precedence.ts';
import { exactness, indexProducts, type ProductIndex, type VexComponent } from './product-index.ts';
import {
  closes,
  effectiveTime,
  nameOfProduct,
  type Justification,
  type StatedProduct,
  type VexFormat,
  type VexStatement,
  type VexStatus,
} from './statement.ts';
import { withoutSuperseded } from './supersede.ts';
import { closeVulnerabilityNames, type VulnerabilityNames } from './vulnerability-names.ts';
import type { Among, Ways } from './ways.ts';

/** The parts of a finding that VEX needs. */
export interface VexFinding extends Aliased {
  /** Id of the component it is about. */
  readonly component: string;
}

/** What is known of the target. */
export interface VexFacts {
  readonly components: Iterable<VexComponent>;
  readonly ways: Ways;
  /** Components that stand for the target as a whole: what is said of one of them is said of all that is in the target. */
  readonly whole: ReadonlySet<string>;
}

/** What a statement decides of a finding, and who says so. */
export interface VexDecision {
  readonly status: VexStatus;
  readonly justification?: Justification;
  readonly impact?: string;
  readonly action?: string;
  readonly notes?: string;
  readonly author: string;
  /** Who signed the document, when that was checked. */
  readonly verifiedBy?: string;
  readonly document: string;
  readonly documentVersion?: string;
  readonly format: VexFormat;
  /** RFC 3339: the effective time. */
  readonly time: string;
  readonly file: string;
  readonly line?: number;
  /** JSON pointer of the statement. */
  readonly at: string;
  /** One sentence: what was said of which product. */
  readonly reason: string;
}

export interface DecidedFinding<F> {
  readonly finding: F;
  /** The statements that count, the first first. Empty: nothing is said of it. */
  readonly decisions: readonly VexDecision[];
  /** Why it stays open although a statement would close it. */
  readonly openBecause?: string;
}

export interface UnusedStatement {
  readonly statement: VexStatement;
  readonly reason: 'no such product here' | 'no such finding' | 'superseded';
}

export interface VexOutcome<F> {
  /** In the order given. */
  readonly open: readonly DecidedFinding<F>[];
  /** Closed: on every way by which the component got in, what counts says not affected or fixed. */
  readonly suppressed: readonly DecidedFinding<F>[];
  readonly unused: readonly UnusedStatement[];
  readonly issues: readonly Issue[];
}

/** Sets of ancestors that are compared for one finding; a closing statement beyond them closes nothing. */
const MOST_SETS = 100;

/**
 * Applies VEX statements to findings. Documents are given in any order: the result depends on what they say only.
 * Precedence: aliases are closed first; then the most specific product counts, then the newest effective time, and on a tie
 * affected before under investigation before fixed before not affected. A statement about a product that the component is in
 * closes a finding only where it covers every way by which the component got in, by itself or with others.
 */
export function applyVex<F extends VexFinding>(
  findings: readonly F[],
  statements: readonly VexStatement[],
  facts: VexFacts,
): VexOutcome<F> {
  const { current, superseded } = withoutSuperseded(statements);
  const index = indexProducts(facts.components);
  const aliased = current.map((statement) => ({ ...statement, id: statement.vulnerability }));
  const names = closeVulnerabilityNames(findings, aliased);
  const byVulnerability = Map.groupBy(
    aliased.flatMap((statement, position) => names.of(statement).map((group) => ({ group, position }))),
    ({ group }) => group,
  );
  const used = new Set<VexStatement>();
  const open: DecidedFinding<F>[] = [];
  const suppressed: DecidedFinding<F>[] = [];
  for (const finding of findings) {
    const positions = byVulnerability.get(names.ofFinding(finding)) ?? [];
    const about = positions.map(({ position }) => current[position] as VexStatement);
    const { decided, isClosed, candidates } = decide(finding, about, index, facts);
    for (const { statement } of candidates) used.add(statement);
    (isClosed ? suppressed : open).push(decided);
  }
  return {
    open,
    suppressed,
    unused: [
      ...current
        .filter((statement) => !used.has(statement))
        .map((statement) => ({ statement, reason: whyUnused(statement, index) })),
      ...superseded.map((statement) => ({ statement, reason: 'superseded' as const })),
    ].toSorted((a, b) => (placeOf(a.statement) < placeOf(b.statement) ? -1 : 1)),
    issues: issuesOf(names, current),
  };
}

function placeOf({ document, at }: VexStatement): string {
  return `${document.file}\n${at}`;
}

function whyUnused({ products }: VexStatement, index: ProductIndex): UnusedStatement['reason'] {
  const isHere = products.some(
    (product) =>
      index.find(product).size > 0 &&
      (product.subcomponents.length === 0 || product.subcomponents.some((part) => index.find(part).size > 0)),
  );
  return isHere ? 'no such finding' : 'no such product here';
}

function issuesOf({ contradictions }: VulnerabilityNames, statements: readonly VexStatement[]): readonly Issue[] {
  const files = [...new Set(statements.map(({ document }) => document.file))].toSorted();
  return contradictions.map((ids) => ({
    code: 'vex/aliases',
    path: files.length === 1 ? (files[0] as string) : '',
    message: `VEX aliases make one vulnerability of ${ids.join(' and ')}, which the advisories keep apart: each statement is about the ids it names itself`,
  }));
}

interface Decided<F> {
  readonly decided: DecidedFinding<F>;
  readonly isClosed: boolean;
  readonly candidates: readonly Candidate[];
}

function decide<F extends VexFinding>(
  finding: F,
  about: readonly VexStatement[],
  index: ProductIndex,
  facts: VexFacts,
): Decided<F> {
  if (about.length === 0) return { decided: { finding, decisions: [] }, isClosed: false, candidates: [] };
  const candidates = about.flatMap((statement) => candidatesOf(statement, finding, index, facts)).toSorted(comparePrecedence);
  const { isThere } = facts.ways;
  const closed = new Set<string>();
  const avoiding: Among = (component) => closed.has(component);
  const decisive: Candidate[] = [];
  const open = (openBecause?: string): Decided<F> => ({
    decided: { finding, decisions: decisive.map(toDecision), ...(openBecause === undefined ? {} : { openBecause }) },
    isClosed: false,
    candidates,
  });
  for (const [position, candidate] of withoutOutranked(candidates).entries()) {
    const { statement, covers } = candidate;
    const through: Among | undefined = covers === 'everything' ? undefined : (component) => covers.has(component);
    // A way that is not known may be one that the statement is about, and may be one that it is not about.
    const isLeft = position >= MOST_SETS ? undefined : isThere(finding.component, avoiding, through);
    if (isLeft === false) continue;
    if (!closes(statement.status))
      return { ...open(), decided: { finding, decisions: [toDecision(candidate), ...decisive.map(toDecision)] } };
    decisive.push(candidate);
    if (covers === 'everything') return { decided: { finding, decisions: decisive.map(toDecision) }, isClosed: true, candidates };
    if (position < MOST_SETS) for (const component of covers) closed.add(component);
  }
  if (decisive.length === 0) return open();
  const isLeft = isThere(finding.component, avoiding);
  if (isLeft === false) return { decided: { finding, decisions: decisive.map(toDecision) }, isClosed: true, candidates };
  return open(
    isLeft === true
      ? 'there is another way to it, of which nothing is said'
      : 'not every way to it is known, and one may not be covered',
  );
}

/** A statement that an earlier one covers whole decides nothing. */
function withoutOutranked(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  const left: Candidate[] = [];
  for (const candidate of candidates) {
    const key = candidate.covers === 'everything' ? '' : JSON.stringify([...candidate.covers].toSorted());
    if (seen.has('') || seen.has(key)) continue;
    seen.add(key);
    left.push(candidate);
  }
  return left;
}

/** The most specific way in which the statement is about the finding, if it is. */
function candidatesOf(statement: VexStatement, finding: VexFinding, index: ProductIndex, facts: VexFacts): readonly Candidate[] {
  return statement.products.flatMap((product) => candidateOf(product, statement, finding, index, facts) ?? []);
}

function candidateOf(
  product: StatedProduct,
  statement: VexStatement,
  { component }: VexFinding,
  index: ProductIndex,
  { whole, ways }: VexFacts,
): Candidate | undefined {
  const found = index.find(product);
  if (found.size === 0) return undefined;
  const parts = product.subcomponents.map((part) => index.find(part).get(component) ?? 0);
  const subcomponent = Math.max(0, ...parts);
  if (product.subcomponents.length > 0 && subcomponent === 0) return undefined;
  const itself = found.get(component);
  if (product.subcomponents.length === 0 && itself !== undefined) {
    return { statement, nearness: nearness.component, product: itself, subcomponent: exactness.name, covers: 'everything' };
  }
  const near = product.subcomponents.length > 0 ? nearness.partOfProduct : nearness.insideProduct;
  if (itself !== undefined || [...found.keys()].some((id) => whole.has(id))) {
    return { statement, nearness: near, product: Math.max(...found.values()), subcomponent, covers: 'everything' };
  }
  const on = ways.on(component);
  const above = new Map([...found].filter(([id]) => on.has(id)));
  if (above.size === 0) return undefined;
  return { statement, nearness: near, product: Math.max(...above.values()), subcomponent, covers: new Set(above.keys()) };
}

function toDecision({ statement }: Candidate): VexDecision {
  const { document, status, justification, impact, action, notes, line, at } = statement;
  const why = justification ?? impact ?? action;
  const said = `${document.author} says ${status.replaceAll('_', ' ')}${why === undefined ? '' : `: ${why.replaceAll('_', justification === undefined ? '_' : ' ')}`}`;
  const products = statement.products.slice(0, 1).map((product) => {
    const [part] = product.subcomponents;
    return part === undefined ? nameOfProduct(product) : `${nameOfProduct(part)} in ${nameOfProduct(product)}`;
  });
  const others = statement.products.length > 1 ? ` and ${statement.products.length - 1} more` : '';
  return {
    status,
    author: document.author,
    document: document.id,
    format: document.format,
    time: effectiveTime(statement),
    file: document.file,
    at,
    reason: `${said} (of ${products.join('')}${others})`,
    ...(justification === undefined ? {} : { justification }),
    ...(impact === undefined ? {} : { impact }),
    ...(action === undefined ? {} : { action }),
    ...(notes === undefined ? {} : { notes }),
    ...(document.verifiedBy === undefined ? {} : { verifiedBy: document.verifiedBy }),
    ...(document.version === undefined ? {} : { documentVersion: document.version }),
    ...(line === undefined ? {} : { line }),
  };
}
