import type { DependencyPath, Priority, PriorityReason, Scope, Severity } from '../model/index.ts';

/** What the rank of a finding rests on. */
export interface RankFacts {
  /** Ids and aliases of the finding. */
  readonly ids: readonly string[];
  readonly severity: Severity;
  readonly fixedIn?: string;
  readonly scope: Scope;
  readonly paths: readonly DependencyPath[];
}

/** A CVSS score for a level that came without one: the middle of the level's range (CVSS 3.1, section 5); unknown counts as high. */
const scoreOfLevel: Readonly<Record<Severity['level'], number>> = {
  critical: 9.5,
  high: 8,
  medium: 5.5,
  low: 2,
  none: 0,
  unknown: 7,
};

const weights = {
  malware: 1000,
  perScorePoint: 10,
  runtime: 20,
  optional: 10,
  dev: -30,
  direct: 10,
  perLevelDeeper: -1,
  fix: 5,
} as const;
const deepest = 8;

/** One number that orders findings, and the reasons it is made of, the weightiest first. */
export function rank(facts: RankFacts): Priority {
  const reasons = [malware(facts), severity(facts), scope(facts), depth(facts), fix(facts)].filter(
    (reason) => reason !== undefined,
  );
  const score = reasons.reduce((sum, reason) => sum + reason.weight, 0);
  return { score: Math.round(score * 10) / 10, reasons: reasons.toSorted((a, b) => b.weight - a.weight) };
}

function malware({ ids }: RankFacts): PriorityReason | undefined {
  const id = ids.find((one) => one.startsWith('MAL-'));
  return id === undefined ? undefined : { factor: 'malware', text: `known malware (${id})`, weight: weights.malware };
}

function severity({ severity: { level, score } }: RankFacts): PriorityReason {
  const value = score ?? scoreOfLevel[level];
  const text =
    level === 'unknown' ? 'severity unknown, taken as high' : score === undefined ? level : `${level} (CVSS ${score.toFixed(1)})`;
  return { factor: 'severity', text, weight: Math.round(value * weights.perScorePoint * 10) / 10 };
}

function scope({ scope: kind }: RankFacts): PriorityReason {
  if (kind === 'runtime') return { factor: 'scope', text: 'in what is shipped', weight: weights.runtime };
  if (kind === 'optional') return { factor: 'scope', text: 'optional dependency', weight: weights.optional };
  return { factor: 'scope', text: 'development only', weight: weights.dev };
}

function depth({ paths }: RankFacts): PriorityReason | undefined {
  const levels = paths.map((path) => path.steps.length - 1).filter((length) => length > 0);
  if (levels.length === 0) return undefined;
  const shortest = Math.min(...levels);
  if (shortest === 1) return { factor: 'depth', text: 'direct dependency', weight: weights.direct };
  return { factor: 'depth', text: `${shortest} levels deep`, weight: weights.perLevelDeeper * Math.min(shortest, deepest) };
}

function fix({ fixedIn }: RankFacts): PriorityReason {
  if (fixedIn === undefined) return { factor: 'fix', text: 'no fixed version yet', weight: 0 };
  return { factor: 'fix', text: `fixed in ${fixedIn}`, weight: weights.fix };
}
