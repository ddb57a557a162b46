import { defineEcosystem, plainNames, type Ecosystem } from '../ecosystem.ts';
import { rVersions } from '../versions/r.ts';

/** Names are exact. */
export const cran: Ecosystem = defineEcosystem({ id: 'cran', osv: 'CRAN', purlType: 'cran', ...plainNames }, rVersions);
