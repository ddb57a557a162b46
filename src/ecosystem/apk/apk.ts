import { osvNameAmong, sameRelease, type Distribution } from '../distributions.ts';
import { defineEcosystem, plainNames, type Ecosystem } from '../ecosystem.ts';
import { compareApkVersions, parseApkVersion } from '../versions/apk.ts';
import { plainRequirement } from '../versions/plain-requirement.ts';

/** `3.18.4` → `v3.18`: records name the branch. */
function alpineRelease(version: string): string | undefined {
  const branch = /^v?(\d+\.\d+)/.exec(version)?.[1];
  return branch === undefined ? undefined : `v${branch}`;
}

const distributions: readonly Distribution[] = [
  { osv: 'Alpine', namespaces: ['alpine'], release: alpineRelease },
  { osv: 'Wolfi', namespaces: ['wolfi'] },
  { osv: 'Chainguard', namespaces: ['chainguard'] },
  { osv: 'MinimOS', namespaces: ['minimos'] },
  { osv: 'Alpaquita', namespaces: ['alpaquita'], release: sameRelease },
  {
    osv: 'BellSoft Hardened Containers',
    namespaces: ['bellsoft-hardened-containers', 'bellsoft hardened containers'],
    release: sameRelease,
  },
  { osv: 'CleanStart', namespaces: ['cleanstart'] },
];

/** Names are those of the distribution; the purl's namespace is the distribution itself and no part of the name. */
export const apk: Ecosystem = defineEcosystem(
  {
    id: 'apk',
    osv: 'Alpine',
    otherOsvNames: distributions.slice(1).map(({ osv }) => osv),
    purlType: 'apk',
    ...plainNames,
    osvNameFor: (origin) => osvNameAmong(distributions, origin),
  },
  {
    parse: parseApkVersion,
    compare: compareApkVersions,
    satisfies: plainRequirement({
      relations: { '<': '<', '<=': '<=', '=': '=', '>=': '>=', '>': '>' },
      separators: '',
      parse: parseApkVersion,
      compare: compareApkVersions,
    }),
  },
);
