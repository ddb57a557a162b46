import { defineEcosystem, type Ecosystem } from '../ecosystem.ts';
import { compareSemVer, parseSemVer } from '../versions/semver.ts';

/** Names are `publisher.extension`, in any case. */
export const vscodeExtension: Ecosystem = defineEcosystem(
  {
    id: 'vscode-extension',
    osv: 'VSCode',
    purlType: 'vscode-extension',
    normalizeName: (name) => name.toLowerCase(),
    purlName(name) {
      const dot = name.indexOf('.');
      return dot <= 0 ? { name } : { namespace: name.slice(0, dot), name: name.slice(dot + 1) };
    },
    nameFromPurl: (namespace, name) => (namespace === undefined || namespace === '' ? name : `${namespace}.${name}`),
  },
  { parse: (text) => parseSemVer(text), compare: compareSemVer },
);
