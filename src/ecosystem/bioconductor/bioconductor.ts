import { defineEcosystem, plainNames, type Ecosystem } from '../ecosystem.ts';
import { rVersions } from '../versions/r.ts';

/** R packages, named and versioned like those of CRAN. */
export const bioconductor: Ecosystem = defineEcosystem(
  { id: 'bioconductor', osv: 'Bioconductor', purlType: 'bioconductor', ...plainNames },
  rVersions,
);
