import { matching, numberBetween, object, oneOf, type ObjectShape, type Shape } from '../shape.ts';

/** A metric: its name in a vector, its member in JSON, and the values of both. */
export interface CvssMetric {
  readonly abbreviation: string;
  readonly member: string;
  /** Value in the vector → value in JSON. */
  readonly values: Readonly<Record<string, string>>;
}

function metric(abbreviation: string, member: string, values: Readonly<Record<string, string>>): CvssMetric {
  return { abbreviation, member, values };
}

const impact2 = { N: 'NONE', P: 'PARTIAL', C: 'COMPLETE' };
const requirement2 = { L: 'LOW', M: 'MEDIUM', H: 'HIGH', ND: 'NOT_DEFINED' };

/** CVSS 2.0 and the member names of its JSON representation. */
export const cvss2Metrics: readonly CvssMetric[] = [
  metric('AV', 'accessVector', { L: 'LOCAL', A: 'ADJACENT_NETWORK', N: 'NETWORK' }),
  metric('AC', 'accessComplexity', { H: 'HIGH', M: 'MEDIUM', L: 'LOW' }),
  metric('Au', 'authentication', { M: 'MULTIPLE', S: 'SINGLE', N: 'NONE' }),
  metric('C', 'confidentialityImpact', impact2),
  metric('I', 'integrityImpact', impact2),
  metric('A', 'availabilityImpact', impact2),
  metric('E', 'exploitability', { U: 'UNPROVEN', POC: 'PROOF_OF_CONCEPT', F: 'FUNCTIONAL', H: 'HIGH', ND: 'NOT_DEFINED' }),
  metric('RL', 'remediationLevel', {
    OF: 'OFFICIAL_FIX',
    TF: 'TEMPORARY_FIX',
    W: 'WORKAROUND',
    U: 'UNAVAILABLE',
    ND: 'NOT_DEFINED',
  }),
  metric('RC', 'reportConfidence', { UC: 'UNCONFIRMED', UR: 'UNCORROBORATED', C: 'CONFIRMED', ND: 'NOT_DEFINED' }),
  metric('CDP', 'collateralDamagePotential', {
    N: 'NONE',
    L: 'LOW',
    LM: 'LOW_MEDIUM',
    MH: 'MEDIUM_HIGH',
    H: 'HIGH',
    ND: 'NOT_DEFINED',
  }),
  metric('TD', 'targetDistribution', { N: 'NONE', L: 'LOW', M: 'MEDIUM', H: 'HIGH', ND: 'NOT_DEFINED' }),
  metric('CR', 'confidentialityRequirement', requirement2),
  metric('IR', 'integrityRequirement', requirement2),
  metric('AR', 'availabilityRequirement', requirement2),
];

const vector3 = { N: 'NETWORK', A: 'ADJACENT_NETWORK', L: 'LOCAL', P: 'PHYSICAL' };
const highLow = { H: 'HIGH', L: 'LOW' };
const highLowNone = { H: 'HIGH', L: 'LOW', N: 'NONE' };
const interaction = { N: 'NONE', R: 'REQUIRED' };
const scope = { U: 'UNCHANGED', C: 'CHANGED' };
const requirement3 = { L: 'LOW', M: 'MEDIUM', H: 'HIGH', X: 'NOT_DEFINED' };
const undefinedToo = { X: 'NOT_DEFINED' };

/** CVSS 3.0 and 3.1, which have the same metrics. */
export const cvss3Metrics: readonly CvssMetric[] = [
  metric('AV', 'attackVector', vector3),
  metric('AC', 'attackComplexity', highLow),
  metric('PR', 'privilegesRequired', highLowNone),
  metric('UI', 'userInteraction', interaction),
  metric('S', 'scope', scope),
  metric('C', 'confidentialityImpact', highLowNone),
  metric('I', 'integrityImpact', highLowNone),
  metric('A', 'availabilityImpact', highLowNone),
  metric('E', 'exploitCodeMaturity', {
    U: 'UNPROVEN',
    P: 'PROOF_OF_CONCEPT',
    F: 'FUNCTIONAL',
    H: 'HIGH',
    X: 'NOT_DEFINED',
  }),
  metric('RL', 'remediationLevel', {
    O: 'OFFICIAL_FIX',
    T: 'TEMPORARY_FIX',
    W: 'WORKAROUND',
    U: 'UNAVAILABLE',
    X: 'NOT_DEFINED',
  }),
  metric('RC', 'reportConfidence', { U: 'UNKNOWN', R: 'REASONABLE', C: 'CONFIRMED', X: 'NOT_DEFINED' }),
  metric('CR', 'confidentialityRequirement', requirement3),
  metric('IR', 'integrityRequirement', requirement3),
  metric('AR', 'availabilityRequirement', requirement3),
  metric('MAV', 'modifiedAttackVector', { ...vector3, ...undefinedToo }),
  metric('MAC', 'modifiedAttackComplexity', { ...highLow, ...undefinedToo }),
  metric('MPR', 'modifiedPrivilegesRequired', { ...highLowNone, ...undefinedToo }),
  metric('MUI', 'modifiedUserInteraction', { ...interaction, ...undefinedToo }),
  metric('MS', 'modifiedScope', { ...scope, ...undefinedToo }),
  metric('MC', 'modifiedConfidentialityImpact', { ...highLowNone, ...undefinedToo }),
  metric('MI', 'modifiedIntegrityImpact', { ...highLowNone, ...undefinedToo }),
  metric('MA', 'modifiedAvailabilityImpact', { ...highLowNone, ...undefinedToo }),
];

const score = numberBetween(0, 10);
const severity = oneOf('NONE', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL');

function membersOf(metrics: readonly CvssMetric[]): Record<string, Shape> {
  return Object.fromEntries(metrics.map(({ member, values }) => [member, oneOf(...Object.values(values))]));
}

export function cvss2Shape(): ObjectShape {
  return object(
    {
      version: oneOf('2.0'),
      vectorString: matching(/^[A-Za-z]{1,3}:[A-Z]{1,3}(?:\/[A-Za-z]{1,3}:[A-Z]{1,3})+$/, 'a CVSS 2.0 vector'),
      baseScore: score,
      temporalScore: score,
      environmentalScore: score,
      ...membersOf(cvss2Metrics),
    },
    ['version', 'vectorString', 'baseScore'],
  );
}

export function cvss3Shape(): ObjectShape {
  return object(
    {
      version: oneOf('3.0', '3.1'),
      vectorString: matching(/^CVSS:3[.][01](?:\/[A-Z]{1,3}:[A-Z])+$/, 'a CVSS 3 vector'),
      baseScore: score,
      baseSeverity: severity,
      temporalScore: score,
      temporalSeverity: severity,
      environmentalScore: score,
      environmentalSeverity: severity,
      ...membersOf(cvss3Metrics),
    },
    ['version', 'vectorString', 'baseScore', 'baseSeverity'],
  );
}
