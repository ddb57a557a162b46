import { defineEcosystem, pathNames, type Ecosystem } from '../ecosystem.ts';
import { compareSemVer, parseSemVer } from '../versions/semver.ts';

/**
 * Providers by their source address, `registry.example/hashicorp/aws`, in lower case. The purl specification has no type for them;
 * `terraform` is what tools write. OSV has no records under these names.
 * @see https://developer.hashicorp.com/terraform/language/providers/requirements#source-addresses
 */
export const terraform: Ecosystem = defineEcosystem(
  {
    id: 'terraform',
    osv: 'Terraform',
    purlType: 'terraform',
    ...pathNames,
    normalizeName: (name) => name.toLowerCase(),
    osvNameFor: () => undefined,
  },
  { parse: (text) => parseSemVer(text), compare: compareSemVer },
);
