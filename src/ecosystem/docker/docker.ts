import { defineEcosystem, pathNames, type Ecosystem } from '../ecosystem.ts';
import { unorderedVersions } from '../versions/unordered.ts';

/** Images by their repository without the registry: `library` is left out, as docker does. A version is a tag or a digest. */
export const docker: Ecosystem = defineEcosystem(
  { id: 'docker', osv: 'Docker', purlType: 'docker', ...pathNames, osvNameFor: () => undefined },
  unorderedVersions,
);
