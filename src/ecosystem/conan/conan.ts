import { defineEcosystem, plainNames, type Ecosystem } from '../ecosystem.ts';
import { compareConanVersions, parseConanVersion } from '../versions/conan.ts';
import { satisfiesConanRange } from './range.ts';

/** A purl's namespace is a vendor, which ConanCenter's names do not have. */
export const conan: Ecosystem = defineEcosystem(
  { id: 'conan', osv: 'ConanCenter', purlType: 'conan', ...plainNames },
  { parse: parseConanVersion, compare: compareConanVersions, satisfies: satisfiesConanRange },
);
