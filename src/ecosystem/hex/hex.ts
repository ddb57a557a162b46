import { defineEcosystem, pathNames, type Ecosystem } from '../ecosystem.ts';
import { compareSemVer, parseSemVer } from '../versions/semver.ts';
import { satisfiesHexRequirement } from './requirement.ts';

/** Names are in lower case; a private package has its organisation before it: `acme/foo`. */
export const hex: Ecosystem = defineEcosystem(
  { id: 'hex', osv: 'Hex', purlType: 'hex', ...pathNames, normalizeName: (name) => name.toLowerCase() },
  { parse: (text) => parseSemVer(text), compare: compareSemVer, satisfies: satisfiesHexRequirement },
);
