import { defineEcosystem, plainNames, type Ecosystem } from '../ecosystem.ts';
import { compareSemVerAndBuild, parseSemVer } from '../versions/semver.ts';
import { satisfiesPubConstraint } from './constraint.ts';

/**
 * SemVer in which build metadata counts: `1.0.0` is before `1.0.0+1`.
 * @see https://dart.dev/tools/pub/versioning
 */
export const pub: Ecosystem = defineEcosystem(
  { id: 'pub', osv: 'Pub', purlType: 'pub', ...plainNames },
  { parse: (text) => parseSemVer(text), compare: compareSemVerAndBuild, satisfies: satisfiesPubConstraint },
);
