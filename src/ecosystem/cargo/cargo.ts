import { defineEcosystem, plainNames, type Ecosystem, type VersionScheme } from '../ecosystem.ts';
import { compareSemVer, parseSemVer, type SemVer } from '../versions/semver.ts';
import { satisfiesCargoRequirement } from './requirement.ts';

const cargoVersions: VersionScheme<SemVer> = {
  parse: (text) => parseSemVer(text),
  compare: compareSemVer,
  satisfies: satisfiesCargoRequirement,
};

export const cargo: Ecosystem = defineEcosystem(
  {
    id: 'cargo',
    osv: 'crates.io',
    purlType: 'cargo',
    ...plainNames,
    /**
     * The registry lets no two crates differ only in case or in `-` against `_`, so folding both can neither miss an advisory
     * whose author spelled the name the other way nor bring in one of another crate.
     */
    normalizeName: (name) => name.toLowerCase().replaceAll('_', '-'),
  },
  cargoVersions,
);
