import type { Profile } from '../profile.ts';

/** Framing Software Component Transparency, third edition, CISA, 3 September 2024: the minimum expected is required, the recommended practice recommended. */
export const fsct3: Profile = {
  id: 'fsct-3',
  title: 'Framing Software Component Transparency, third edition',
  source: 'CISA tooling and implementation working group, 3 September 2024',
  elements: [
    { id: 'author', title: 'Author name', on: 'document', fact: 'author', level: 'required', unknown: 'missing', advice: 'Name the author: assay sbom generate --author NAME.' },
    { id: 'timestamp', title: 'Timestamp', on: 'document', fact: 'timestamp', level: 'required', unknown: 'missing', advice: 'Say when the document was made, with date, time and zone.' },
    { id: 'type', title: 'Type', on: 'document', fact: 'generationContext', level: 'recommended', unknown: 'missing', advice: 'Say when in its life the software was looked at.' },
    { id: 'primary', title: 'Primary component', on: 'document', fact: 'primary', level: 'required', unknown: 'missing', advice: 'Say what the document is about: CycloneDX metadata.component, SPDX DESCRIBES.' },
    { id: 'name', title: 'Component name', on: 'component', fact: 'name', level: 'required', unknown: 'missing', advice: 'Give the component the name that its supplier gives it.' },
    { id: 'version', title: 'Version', on: 'component', fact: 'version', level: 'required', unknown: 'enough', advice: 'Give the version, or state that it is not known.' },
    { id: 'supplier', title: 'Supplier name', on: 'component', fact: 'producer', level: 'required', unknown: 'enough', advice: 'Name the supplier, or state that it is not known.' },
    { id: 'identifier', title: 'Unique identifier', on: 'component', fact: 'identifier', level: 'required', unknown: 'enough', advice: 'Give the component a package URL, a CPE or another identifier.' },
    { id: 'hash', title: 'Cryptographic hash', on: 'component', fact: 'hash', level: 'required', unknown: 'enough', advice: 'Give a hash of the component, or state that it is not known.' },
    { id: 'relationship', title: 'Relationship', on: 'component', fact: 'dependency', level: 'required', unknown: 'enough', advice: 'Say in what the component is included.' },
    { id: 'completeness', title: 'Relationship completeness', on: 'component', fact: 'completeness', level: 'recommended', unknown: 'enough', advice: 'Say whether all dependencies are known.' },
    { id: 'licence-primary', title: 'Licence of the primary component', on: 'primary', fact: 'licence', level: 'required', unknown: 'enough', advice: 'Give the licence of what the document is about.' },
    { id: 'licence', title: 'Licence of every component', on: 'component', fact: 'licence', level: 'recommended', unknown: 'enough', advice: 'Give the licence as an SPDX expression.' },
    { id: 'copyright-primary', title: 'Copyright notice of the primary component', on: 'primary', fact: 'copyright', level: 'required', unknown: 'enough', advice: 'Give the copyright notice of what the document is about, or state that it is not known.' },
    { id: 'copyright', title: 'Copyright notice of every component', on: 'component', fact: 'copyright', level: 'recommended', unknown: 'enough', advice: 'Give the copyright notice, or state that it is not known.' },
  ],
};
