import { defineEcosystem, plainNames, type Ecosystem } from '../ecosystem.ts';
import { compareSemVerAndBuild, parseSemVer } from '../versions/semver.ts';
import { satisfiesJuliaCompat } from './compat.ts';

/**
 * SemVer in which build metadata counts, because packages of binaries are rebuilt under it: 1.3.1+0 is before 1.3.1+1.
 * @see https://docs.julialang.org/en/v1/manual/strings/#man-version-number-literals
 */
export const julia: Ecosystem = defineEcosystem(
  { id: 'julia', osv: 'Julia', purlType: 'julia', ...plainNames },
  { parse: (text) => parseSemVer(text), compare: compareSemVerAndBuild, satisfies: satisfiesJuliaCompat },
);
