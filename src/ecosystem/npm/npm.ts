import { defineEcosystem, pathNames, type Ecosystem, type VersionScheme } from '../ecosystem.ts';
import { compareSemVer, parseSemVer, type SemVer, type SemVerDialect } from '../versions/semver.ts';
import { satisfiesNpmRange } from './range.ts';

const npmDialect: SemVerDialect = { prefix: 'v= ', bareBeta: true };

const npmVersions: VersionScheme<SemVer> = {
  parse: (text) => parseSemVer(text, npmDialect),
  compare: compareSemVer,
  satisfies: satisfiesNpmRange,
};

/** Names are exact: the registry still serves old packages that differ in case only (`JSONStream`, `jsonstream`). */
export const npm: Ecosystem = defineEcosystem({ id: 'npm', osv: 'npm', purlType: 'npm', ...pathNames }, npmVersions);
