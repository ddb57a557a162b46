import { defineEcosystem, plainNames, type Ecosystem } from '../ecosystem.ts';
import { unorderedVersions } from '../versions/unordered.ts';

/** Software that no package manager brought: programs and libraries known by what they say of themselves. OSV has no records of them. */
export const generic: Ecosystem = defineEcosystem(
  { id: 'generic', osv: 'Generic', purlType: 'generic', ...plainNames, osvNameFor: () => undefined },
  unorderedVersions,
);
