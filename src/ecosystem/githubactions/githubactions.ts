import { defineEcosystem, type Ecosystem } from '../ecosystem.ts';
import { compareSemVer, parseSemVer } from '../versions/semver.ts';

/**
 * Names are `owner/repository`, or an action in a directory of it, in any case; advisories are about the repository. A version is a
 * tag; a branch or a commit is none.
 */
export const githubactions: Ecosystem = defineEcosystem(
  {
    id: 'githubactions',
    osv: 'GitHub Actions',
    purlType: 'githubactions',
    otherPurlTypes: ['github'],
    normalizeName: (name) => name.toLowerCase().split('/', 2).join('/'),
    purlName(name) {
      const slash = name.indexOf('/');
      return slash <= 0 ? { name } : { namespace: name.slice(0, slash), name: name.slice(slash + 1) };
    },
    nameFromPurl: (namespace, name) => (namespace === undefined || namespace === '' ? name : `${namespace}/${name}`),
  },
  { parse: (text) => parseSemVer(text), compare: compareSemVer },
);
