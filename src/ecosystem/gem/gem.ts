import { defineEcosystem, plainNames, type Ecosystem } from '../ecosystem.ts';
import { compareGemVersions, parseGemVersion } from '../versions/rubygems.ts';
import { satisfiesGemRequirement } from './requirement.ts';

/** Names are exact: `RedCloth` is not `redcloth`. */
export const gem: Ecosystem = defineEcosystem(
  { id: 'gem', osv: 'RubyGems', purlType: 'gem', ...plainNames },
  { parse: parseGemVersion, compare: compareGemVersions, satisfies: satisfiesGemRequirement },
);
