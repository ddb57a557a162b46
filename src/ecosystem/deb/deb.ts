import { majorRelease, osvNameAmong, type Distribution } from '../distributions.ts';
import { defineEcosystem, plainNames, type Ecosystem } from '../ecosystem.ts';
import { compareDebianVersions, parseDebianVersion } from '../versions/dpkg.ts';
import { plainRequirement } from '../versions/plain-requirement.ts';

/** @see https://debian.pages.debian.net/distro-info-data/debian.csv */
const debianReleases: Readonly<Record<string, string>> = {
  forky: '14',
  trixie: '13',
  bookworm: '12',
  bullseye: '11',
  buster: '10',
  stretch: '9',
  jessie: '8',
  wheezy: '7',
  squeeze: '6.0',
  lenny: '5.0',
  etch: '4.0',
  sid: 'sid',
};
const ubuntuReleases: Readonly<Record<string, string>> = {
  questing: '25.10',
  plucky: '25.04',
  oracular: '24.10',
  noble: '24.04',
  mantic: '23.10',
  jammy: '22.04',
  focal: '20.04',
  bionic: '18.04',
  xenial: '16.04',
  trusty: '14.04',
};

function releaseOf(releases: Readonly<Record<string, string>>, version: string): string | undefined {
  const name = version.toLowerCase();
  return Object.hasOwn(releases, name) ? releases[name] : undefined;
}

/** Every second April a release with long-term support comes out; records must say so. */
function ubuntuRelease(version: string): string | undefined {
  const number = releaseOf(ubuntuReleases, version) ?? /^\d\d\.\d\d/.exec(version)?.[0];
  if (number === undefined) return undefined;
  return number.endsWith('.04') && Number(number.slice(0, 2)) % 2 === 0 ? `${number}:LTS` : number;
}

const distributions: readonly Distribution[] = [
  { osv: 'Debian', namespaces: ['debian'], release: (version) => releaseOf(debianReleases, version) ?? majorRelease(version) },
  { osv: 'Ubuntu', namespaces: ['ubuntu'], release: ubuntuRelease },
  { osv: 'Echo', namespaces: ['echo'] },
];

/** Names are those of the distribution; the purl's namespace is the distribution itself and no part of the name. */
export const deb: Ecosystem = defineEcosystem(
  {
    id: 'deb',
    osv: 'Debian',
    otherOsvNames: distributions.slice(1).map(({ osv }) => osv),
    purlType: 'deb',
    ...plainNames,
    osvNameFor: (origin) => osvNameAmong(distributions, origin),
  },
  {
    parse: parseDebianVersion,
    compare: compareDebianVersions,
    /** @see https://www.debian.org/doc/debian-policy/ch-relationships.html#syntax-of-relationship-fields */
    satisfies: plainRequirement({
      relations: { '<<': '<', '<=': '<=', '=': '=', '>=': '>=', '>>': '>' },
      separators: '',
      parse: parseDebianVersion,
      compare: compareDebianVersions,
    }),
  },
);
