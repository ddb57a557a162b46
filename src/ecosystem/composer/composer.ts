import { defineEcosystem, pathNames, type Ecosystem } from '../ecosystem.ts';
import { compareComposerVersions, comparePhpVersions, parseComposerVersion } from '../versions/composer.ts';
import { satisfiesComposerConstraint } from './constraint.ts';

/** Names are `vendor/package`, which Composer writes in lower case. */
export const composer: Ecosystem = {
  ...defineEcosystem(
    { id: 'composer', osv: 'Packagist', purlType: 'composer', ...pathNames, normalizeName: (name) => name.toLowerCase() },
    { parse: parseComposerVersion, compare: compareComposerVersions, satisfies: satisfiesComposerConstraint },
  ),
  // A single question gets PHP's answer also where a branch or a placeholder is in it, which no version may hold.
  compareVersions: comparePhpVersions,
};
