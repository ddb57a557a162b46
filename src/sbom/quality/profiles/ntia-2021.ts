import type { Profile } from '../profile.ts';

/** The Minimum Elements For a Software Bill of Materials, NTIA, 12 July 2021, section III: the seven data fields. */
export const ntia2021: Profile = {
  id: 'ntia-2021',
  title: 'NTIA minimum elements (2021)',
  source: 'US NTIA, 12 July 2021; replaced by CISA in 2026',
  elements: [
    { id: 'supplier', title: 'Supplier name', on: 'component', fact: 'producer', level: 'required', unknown: 'missing', advice: 'Name who supplies the component, or have it looked up in its registry.' },
    { id: 'name', title: 'Component name', on: 'component', fact: 'name', level: 'required', unknown: 'missing', advice: 'Give the component the name that its supplier gives it.' },
    { id: 'version', title: 'Version of the component', on: 'component', fact: 'version', level: 'required', unknown: 'missing', advice: 'Take the version from a lockfile or from what is installed, not from a range.' },
    { id: 'identifier', title: 'Other unique identifiers', on: 'component', fact: 'identifier', level: 'required', unknown: 'missing', advice: 'Give the component a package URL, or a CPE or SWID.' },
    { id: 'dependency', title: 'Dependency relationship', on: 'component', fact: 'dependency', level: 'required', unknown: 'missing', advice: 'Say what the component depends on, or what depends on it.' },
    { id: 'author', title: 'Author of SBOM data', on: 'document', fact: 'author', level: 'required', unknown: 'missing', advice: 'Name the author: assay sbom generate --author NAME.' },
    { id: 'timestamp', title: 'Timestamp', on: 'document', fact: 'timestamp', level: 'required', unknown: 'missing', advice: 'Say when the document was made, with date, time and zone.' },
  ],
};
