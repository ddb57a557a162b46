import { defineEcosystem, plainNames, type Ecosystem } from '../ecosystem.ts';
import { compareGemVersions, parseGemVersion } from '../versions/rubygems.ts';

/** Pods are versioned as gems are. OSV has no records under their names. */
export const cocoapods: Ecosystem = defineEcosystem(
  { id: 'cocoapods', osv: 'CocoaPods', purlType: 'cocoapods', ...plainNames, osvNameFor: () => undefined },
  { parse: parseGemVersion, compare: compareGemVersions },
);
