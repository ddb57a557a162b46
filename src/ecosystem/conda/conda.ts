import { defineEcosystem, plainNames, type Ecosystem } from '../ecosystem.ts';
import { unorderedVersions } from '../versions/unordered.ts';

/** Names are in lower case. OSV has no records under them. */
export const conda: Ecosystem = defineEcosystem(
  {
    id: 'conda',
    osv: 'conda',
    purlType: 'conda',
    ...plainNames,
    normalizeName: (name) => name.toLowerCase(),
    osvNameFor: () => undefined,
  },
  unorderedVersions,
);
