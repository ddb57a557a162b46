import { defineEcosystem, plainNames, type Ecosystem, type VersionScheme } from '../ecosystem.ts';
import { compareAlternating, splitAlternating, type AlternatingParts } from '../versions/dpkg.ts';

/**
 * Ordered like the upstream version of a Debian package.
 * @see The opam manual, "Version ordering"
 */
const opamVersions: VersionScheme<AlternatingParts> = {
  parse(text) {
    const version = text.trim();
    return /^v?\d/.test(version) && !/[^0-9A-Za-z._+~-]/.test(version) ? splitAlternating(version) : undefined;
  },
  compare: compareAlternating,
};

export const opam: Ecosystem = defineEcosystem({ id: 'opam', osv: 'opam', purlType: 'opam', ...plainNames }, opamVersions);
