import { defineEcosystem, pathNames, type Ecosystem } from '../ecosystem.ts';
import { compareSemVer, parseSemVer } from '../versions/semver.ts';

/**
 * Names are repository URLs, in advisories mostly without a scheme: `github.com/apple/swift-nio`. SwiftPM tells packages apart
 * by the URL without scheme and `.git`, in lower case.
 */
export const swift: Ecosystem = defineEcosystem(
  {
    id: 'swift',
    osv: 'SwiftURL',
    purlType: 'swift',
    ...pathNames,
    normalizeName: (name) =>
      name
        .toLowerCase()
        .replace(/^(?:[a-z][a-z+]*:\/\/)?(?:[^/@]*@)?/, '')
        .replace(/^([^/:]+):(?!\d)/, '$1/')
        .replace(/(?:\.git)?\/?$/, ''),
  },
  { parse: (text) => parseSemVer(text), compare: compareSemVer },
);
