import { defineEcosystem, plainNames, type Ecosystem } from '../ecosystem.ts';
import { unorderedVersions } from '../versions/unordered.ts';

/**
 * Ports. Each chooses one of four schemes for its versions, which only the registry knows, so that none is compared here.
 * OSV has no records under their names.
 * @see https://learn.microsoft.com/vcpkg/users/versioning#version-schemes
 */
export const vcpkg: Ecosystem = defineEcosystem(
  { id: 'vcpkg', osv: 'vcpkg', purlType: 'vcpkg', ...plainNames, osvNameFor: () => undefined },
  unorderedVersions,
);
