import { majorRelease, osvNameAmong, sameRelease, type Distribution } from '../distributions.ts';
import { defineEcosystem, plainNames, type Ecosystem } from '../ecosystem.ts';
import { compareRpmVersions, parseRpmVersion } from '../versions/rpm.ts';
import { satisfiesRpmRequirement } from './requirement.ts';

const distributions: readonly Distribution[] = [
  { osv: 'Red Hat', namespaces: ['redhat', 'rhel'] },
  { osv: 'AlmaLinux', namespaces: ['almalinux', 'alma'], release: majorRelease },
  { osv: 'Rocky Linux', namespaces: ['rocky-linux', 'rocky', 'rockylinux'], release: majorRelease },
  { osv: 'SUSE', namespaces: ['suse', 'sles', 'sled'] },
  { osv: 'openSUSE', namespaces: ['opensuse', 'opensuse-leap', 'opensuse-tumbleweed'] },
  { osv: 'openEuler', namespaces: ['openeuler'], release: sameRelease },
  { osv: 'Mageia', namespaces: ['mageia'], release: majorRelease },
  { osv: 'Azure Linux', namespaces: ['azurelinux', 'azure-linux', 'mariner', 'cbl-mariner'], release: majorRelease },
  { osv: 'Photon OS', namespaces: ['photon', 'photon-os'], release: sameRelease },
];

/** Names are those of the distribution; the purl's namespace is the distribution itself and no part of the name. */
export const rpm: Ecosystem = defineEcosystem(
  {
    id: 'rpm',
    osv: 'Red Hat',
    otherOsvNames: distributions.slice(1).map(({ osv }) => osv),
    purlType: 'rpm',
    ...plainNames,
    osvNameFor: (origin) => osvNameAmong(distributions, origin),
  },
  { parse: parseRpmVersion, compare: compareRpmVersions, satisfies: satisfiesRpmRequirement },
);
