/** The score of a vector with its level. */
export interface CvssScore {
  /** 0 to 10, one decimal. */
  readonly score: number;
  /** `4.0`, `3.1`, `3.0` or `2.0`. */
  readonly version: CvssVersion;
}
export type CvssVersion = '2.0' | '3.0' | '3.1' | '4.0';

/** Undefined for what is not a whole, valid vector. */
export type ScoreVector = (vector: string) => CvssScore | undefined;

const LONGEST_VECTOR = 400; // characters; all metrics of CVSS 4.0 together need 220
const wellFormed = /^(?:CVSS:(3\.0|3\.1|4\.0)\/)?[A-Za-z]{1,3}:[A-Za-z]{1,8}(?:\/[A-Za-z]{1,3}:[A-Za-z]{1,8})*$/;

/** Loads the calculator, which takes longer to load than a scan takes: scores are computed when records are imported. */
export async function loadCvss(): Promise<ScoreVector> {
  const { default: calculator } = await import('ae-cvss-calculator');
  const fromVector: FromVector = calculator.fromVector;
  const known = new Map<string, CvssScore | undefined>();
  return (vector) => {
    if (known.has(vector)) return known.get(vector);
    const score = computeScore(vector, fromVector);
    known.set(vector, score);
    return score;
  };
}

/** The part of the calculator that is used; its own types say `any`. */
type FromVector = (vector: string) => CalculatedVector | null | undefined;
interface CalculatedVector {
  isBaseFullyDefined(): boolean;
  calculateScores(normalize: boolean): { readonly overall?: unknown };
}

function computeScore(text: string, fromVector: FromVector): CvssScore | undefined {
  const vector = text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text;
  const match = vector.length > LONGEST_VECTOR ? null : wellFormed.exec(vector);
  if (match === null || repeatsMetric(vector)) return undefined;
  try {
    const parsed = fromVector(vector);
    if (parsed === null || parsed === undefined || !parsed.isBaseFullyDefined()) return undefined;
    const score = parsed.calculateScores(false).overall;
    if (typeof score !== 'number' || !(score >= 0 && score <= 10)) return undefined;
    return { score, version: (match[1] ?? '2.0') as CvssVersion };
  } catch {
    return undefined; // the calculator throws for metrics that it does not know
  }
}

/** A metric must not stand twice (CVSS 3.1 section 6, 4.0 section 7): two readers would score it differently. */
function repeatsMetric(vector: string): boolean {
  const metrics = vector.split('/').map((part) => part.slice(0, part.indexOf(':')));
  return new Set(metrics).size !== metrics.length;
}
