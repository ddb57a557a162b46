import type { CsafDocument } from '../csaf-document.ts';
import type { CsafFailure, CsafTest, CsafTools } from '../csaf-test.ts';
import { objectAt, objectsAt, pointer, textAt, textsAt, type Place } from '../places.ts';
import { checkShape } from '../shape.ts';
import { cvss2Metrics, cvss2Shape, cvss3Metrics, cvss3Shape, type CvssMetric } from '../shapes/cvss.ts';
import { statusOf } from './status.ts';

/** 6.1.7 to 6.1.10, 6.2.19, 6.3.1, 6.3.2. */
export const cvssTests: readonly CsafTest[] = [
  { id: '6.1.7', title: 'Multiple Scores with same Version per Product', group: 'mandatory', run: multipleScores },
  {
    id: '6.1.8',
    title: 'Invalid CVSS',
    group: 'mandatory',
    run: (document) =>
      ratingsOf(document).flatMap(({ place, is2 }) => {
        const { broken } = checkShape(place.value, is2 ? cvss2Shape() : cvss3Shape(), place.at);
        return [...broken, ...otherVersion(place)];
      }),
  },
  { id: '6.1.9', title: 'Invalid CVSS computation', group: 'mandatory', run: wrongComputation },
  { id: '6.1.10', title: 'Inconsistent CVSS', group: 'mandatory', run: inconsistentMetrics },
  { id: '6.2.19', title: 'CVSS for Fixed Products', group: 'optional', run: scoredThoughFixed },
  {
    id: '6.3.1',
    title: 'Use of CVSS v2 as the only Scoring System',
    group: 'informative',
    run: (document) =>
      scoresOf(document)
        .filter((score) => objectAt(score, 'cvss_v2') !== undefined && objectAt(score, 'cvss_v3') === undefined)
        .map(({ at }) => ({ at, message: 'scores with CVSS 2 only' })),
  },
  {
    id: '6.3.2',
    title: 'Use of CVSS v3.0',
    group: 'informative',
    run: (document) =>
      ratingsOf(document)
        .filter(({ place }) => versionOf(place) === '3.0')
        .map(({ place }) => ({ at: place.at, message: 'scores with CVSS 3.0 where 3.1 is there' })),
  },
];

interface Rating {
  readonly place: Place;
  readonly is2: boolean;
}

function scoresOf({ vulnerabilities }: CsafDocument): readonly Place[] {
  return vulnerabilities.flatMap((vulnerability) => objectsAt(vulnerability, 'scores'));
}

function ratingsOf(document: CsafDocument): readonly Rating[] {
  return scoresOf(document).flatMap(ratingsOfScore);
}

function ratingsOfScore(score: Place): readonly Rating[] {
  return ['cvss_v2', 'cvss_v3'].flatMap((name) => {
    const place = objectAt(score, name);
    return place === undefined ? [] : [{ place, is2: name === 'cvss_v2' }];
  });
}

function vectorOf(place: Place): string {
  return textAt(place, 'vectorString')?.text ?? '';
}

function versionOf(place: Place): string | undefined {
  return textAt(place, 'version')?.text ?? /^CVSS:(3[.][01])\//.exec(vectorOf(place))?.[1];
}

function otherVersion(place: Place): readonly CsafFailure[] {
  const stated = textAt(place, 'version')?.text;
  const inVector = /^CVSS:(\d+[.]\d+)\//.exec(vectorOf(place))?.[1];
  if (stated === undefined || inVector === undefined || stated === inVector) return [];
  return [{ at: pointer(place.at, 'vectorString'), message: `is of version ${inVector}, and "version" is ${stated}` }];
}

function multipleScores({ vulnerabilities }: CsafDocument): readonly CsafFailure[] {
  return vulnerabilities.flatMap((vulnerability) => {
    const seen = new Set<string>();
    const failures: CsafFailure[] = [];
    for (const score of objectsAt(vulnerability, 'scores')) {
      for (const { place, is2 } of ratingsOfScore(score)) {
        const version = versionOf(place) ?? (is2 ? '2.0' : '3');
        for (const { text, at } of textsAt(score, 'products')) {
          const key = `${version} ${text}`;
          if (seen.has(key))
            failures.push({ at, message: `gives the product ${JSON.stringify(text)} a second CVSS ${version} score` });
          seen.add(key);
        }
      }
    }
    return failures;
  });
}

/** Metrics of a group by their place in the tables: base, then temporal, then environmental. */
const lastBase2 = 'A';
const lastTemporal = 'RC';

function wrongComputation(document: CsafDocument, { score }: CsafTools): readonly CsafFailure[] {
  return ratingsOf(document).flatMap(({ place, is2 }) => {
    const metrics = is2 ? cvss2Metrics : cvss3Metrics;
    const vector = vectorOf(place);
    const base = score(upTo(vector, metrics, lastBase2));
    if (base === undefined)
      return [{ at: pointer(place.at, 'vectorString'), message: 'is a vector whose score cannot be computed' }];
    const temporal = score(upTo(vector, metrics, lastTemporal));
    const whole = score(vector);
    return [
      ...wrongScore(place, 'base', [base.score], is2),
      ...wrongScore(place, 'temporal', temporal === undefined ? [] : [temporal.score], is2),
      // Without a metric of its own the environmental score is that of the others.
      ...wrongScore(place, 'environmental', whole === undefined ? [] : [whole.score], is2),
    ];
  });
}

/** The vector without the metrics that come after the named one in the table. */
function upTo(vector: string, metrics: readonly CvssMetric[], last: string): string {
  const end = metrics.findIndex(({ abbreviation }) => abbreviation === last);
  const later = new Set(metrics.slice(end + 1).map(({ abbreviation }) => abbreviation));
  return vector
    .split('/')
    .filter((part) => !later.has(part.slice(0, part.indexOf(':'))))
    .join('/');
}

function wrongScore(place: Place, kind: string, right: readonly number[], is2: boolean): readonly CsafFailure[] {
  const stated = place.value[`${kind}Score`];
  const severity = textAt(place, `${kind}Severity`);
  const [expected] = right;
  if (expected === undefined) return [];
  const failures: CsafFailure[] = [];
  if (typeof stated === 'number' && stated !== expected) {
    failures.push({ at: pointer(place.at, `${kind}Score`), message: `is ${stated}, and the vector gives ${expected}` });
  }
  if (!is2 && severity !== undefined && severity.text !== severityOf(expected)) {
    failures.push({ at: severity.at, message: `is ${severity.text}, and the vector gives ${severityOf(expected)}` });
  }
  return failures;
}

/** CVSS 3.1 section 5. */
function severityOf(score: number): string {
  if (score === 0) return 'NONE';
  if (score < 4) return 'LOW';
  if (score < 7) return 'MEDIUM';
  return score < 9 ? 'HIGH' : 'CRITICAL';
}

function metricsIn(vector: string): ReadonlyMap<string, string> {
  return new Map(
    vector.split('/').map((part) => {
      const colon = part.indexOf(':');
      return [part.slice(0, colon), part.slice(colon + 1)];
    }),
  );
}

function inconsistentMetrics(document: CsafDocument): readonly CsafFailure[] {
  return ratingsOf(document).flatMap(({ place, is2 }) => {
    const inVector = metricsIn(vectorOf(place));
    return (is2 ? cvss2Metrics : cvss3Metrics).flatMap(({ abbreviation, member, values }) => {
      const stated = textAt(place, member);
      const value = inVector.get(abbreviation);
      const expected = value === undefined || !Object.hasOwn(values, value) ? undefined : values[value];
      if (stated === undefined) return [];
      // A metric that the vector leaves out is not defined, and so may be said to be.
      const isRight = expected === undefined ? value === undefined && stated.text === 'NOT_DEFINED' : stated.text === expected;
      const said = expected ?? 'not there';
      return isRight || (value === undefined && isOptional(values))
        ? []
        : [{ at: stated.at, message: `is ${stated.text}, and in the vector it is ${said}` }];
    });
  });
}

function isOptional(values: Readonly<Record<string, string>>): boolean {
  return Object.values(values).includes('NOT_DEFINED');
}

const noImpact3 = ['MC', 'MI', 'MA'];
const noTargets2 = ['TD'];

/** A product that is fixed has no environmental impact left: 6.2.19 wants that to be said. */
function scoredThoughFixed({ vulnerabilities }: CsafDocument): readonly CsafFailure[] {
  return vulnerabilities.flatMap((vulnerability) => {
    const fixed = new Set(['first_fixed', 'fixed'].flatMap((name) => statusOf(vulnerability, name).map(({ text }) => text)));
    return objectsAt(vulnerability, 'scores').flatMap((score) => {
      const products = textsAt(score, 'products').filter(({ text }) => fixed.has(text));
      const isRated = ratingsOfScore(score).some((rating) => !saysNoImpact(rating));
      if (!isRated) return [];
      return products.map(({ text, at }) => ({
        at,
        message: `gives the fixed product ${JSON.stringify(text)} a score with an impact`,
      }));
    });
  });
}

function saysNoImpact({ place, is2 }: Rating): boolean {
  const inVector = metricsIn(vectorOf(place));
  const wanted = is2 ? noTargets2 : noImpact3;
  const metrics = is2 ? cvss2Metrics : cvss3Metrics;
  return wanted.every((abbreviation) => {
    const member = metrics.find((one) => one.abbreviation === abbreviation)?.member ?? '';
    return inVector.get(abbreviation) === 'N' || textAt(place, member)?.text === 'NONE';
  });
}
