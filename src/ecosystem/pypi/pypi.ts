import { defineEcosystem, plainNames, type Ecosystem, type VersionScheme } from '../ecosystem.ts';
import { comparePythonVersions, parsePythonVersion, type PythonVersion } from '../versions/pep440.ts';
import { satisfiesSpecifiers } from './specifier.ts';

const pythonVersions: VersionScheme<PythonVersion> = {
  parse: parsePythonVersion,
  compare: comparePythonVersions,
  satisfies: satisfiesSpecifiers,
};

export const pypi: Ecosystem = defineEcosystem(
  {
    id: 'pypi',
    osv: 'PyPI',
    purlType: 'pypi',
    ...plainNames,
    /** @see https://packaging.python.org/en/latest/specifications/name-normalization/ (PEP 503) */
    normalizeName: (name) => name.replace(/[-_.]+/g, '-').toLowerCase(),
    /** The purl type definition asks for the normalised name. */
    purlName: (name) => ({ name: name.replace(/[-_.]+/g, '-').toLowerCase() }),
  },
  pythonVersions,
);
