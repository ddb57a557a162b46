/** Short names of licences, in lower case, that mean one licence of the SPDX list and no other; versions without a trailing `.0`. */
const ids: Readonly<Record<string, string>> = {
  'afl-2.0': 'AFL-2.0',
  'afl-2.1': 'AFL-2.1',
  'afl-3': 'AFL-3.0',
  'apache-2': 'Apache-2.0',
  'artistic-2': 'Artistic-2.0',
  'blueoak-1.0.0': 'BlueOak-1.0.0',
  'bsd-2-clause': 'BSD-2-Clause',
  'bsd-3-clause': 'BSD-3-Clause',
  'bsd-4-clause-uc': 'BSD-4-Clause-UC',
  'bsl-1': 'BSL-1.0',
  'bzip2-1.0.6': 'bzip2-1.0.6',
  cc0: 'CC0-1.0',
  'cc0-1': 'CC0-1.0',
  'cc-by-3': 'CC-BY-3.0',
  'cc-by-4': 'CC-BY-4.0',
  'cc-by-sa-3': 'CC-BY-SA-3.0',
  'cc-by-sa-4': 'CC-BY-SA-4.0',
  'cddl-1': 'CDDL-1.0',
  'cddl-1.1': 'CDDL-1.1',
  'cecill-2': 'CECILL-2.0',
  curl: 'curl',
  'epl-1': 'EPL-1.0',
  'epl-2': 'EPL-2.0',
  expat: 'MIT',
  fsfap: 'FSFAP',
  fsful: 'FSFUL',
  fsfullr: 'FSFULLR',
  isc: 'ISC',
  'lppl-1.3c': 'LPPL-1.3c',
  'mit-0': 'MIT-0',
  'mpl-1.1': 'MPL-1.1',
  'mpl-2': 'MPL-2.0',
  'oldap-2.8': 'OLDAP-2.8',
  'ofl-1.1': 'OFL-1.1',
  'php-3.0': 'PHP-3.0',
  'php-3.01': 'PHP-3.01',
  postgresql: 'PostgreSQL',
  'qpl-1': 'QPL-1.0',
  'unicode-dfs-2016': 'Unicode-DFS-2016',
  unlicense: 'Unlicense',
  zlib: 'Zlib',
  'zpl-2.1': 'ZPL-2.1',
};

/** The versions that exist of the licences of the FSF, each with `-only` and `-or-later`. */
const versions: Readonly<Record<string, readonly string[]>> = {
  AGPL: ['3.0'],
  GFDL: ['1.1', '1.2', '1.3'],
  GPL: ['1.0', '2.0', '3.0'],
  LGPL: ['2.0', '2.1', '3.0'],
};

/**
 * The SPDX id of a short name as Debian writes it: `Expat`, `GPL-2+`, `GFDL-NIV-1.3+`. Undefined where it can mean more than one licence, as "MIT",
 * "GPL" and "Artistic" can, or a licence with an exception.
 */
export function spdxIdOf(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (Object.hasOwn(ids, lower)) return ids[lower];
  const short = lower.replace(/\.0$/, '');
  if (Object.hasOwn(ids, short)) return ids[short];
  const [, family = '', invariants, version = '', later] =
    /^(agpl|gfdl|gpl|lgpl)(-niv)?-([0-9.]{1,5})(\+|-only|-or-later)?$/.exec(lower) ?? [];
  const full = version.includes('.') ? version : `${version}.0`;
  const known = family.toUpperCase();
  if (versions[known]?.includes(full) !== true || (invariants !== undefined && known !== 'GFDL')) return undefined;
  const suffix = later === '+' || later === '-or-later' ? 'or-later' : 'only';
  return `${known}-${full}${invariants === undefined ? '' : '-no-invariants'}-${suffix}`;
}
