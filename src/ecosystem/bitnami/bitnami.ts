import { defineEcosystem, plainNames, type Ecosystem } from '../ecosystem.ts';
import { compareSemVer, parseSemVer } from '../versions/semver.ts';

export const bitnami: Ecosystem = defineEcosystem(
  { id: 'bitnami', osv: 'Bitnami', purlType: 'bitnami', ...plainNames },
  { parse: (text) => parseSemVer(text), compare: compareSemVer },
);
