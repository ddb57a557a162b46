import { defineEcosystem, type Ecosystem } from '../ecosystem.ts';
import { compareMavenVersions, parseMavenVersion } from '../versions/maven.ts';
import { satisfiesMavenRange } from './range.ts';

/** Names are `groupId:artifactId`, exact. */
export const maven: Ecosystem = defineEcosystem(
  {
    id: 'maven',
    osv: 'Maven',
    purlType: 'maven',
    normalizeName: (name) => name,
    purlName(name) {
      const colon = name.indexOf(':');
      return colon === -1 ? { name } : { namespace: name.slice(0, colon), name: name.slice(colon + 1) };
    },
    nameFromPurl: (namespace, name) => (namespace === undefined || namespace === '' ? name : `${namespace}:${name}`),
  },
  { parse: parseMavenVersion, compare: compareMavenVersions, satisfies: satisfiesMavenRange },
);
