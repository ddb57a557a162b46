import type { Profile } from '../profile.ts';

/** Minimum Elements for a Software Bill of Materials, CISA, final of 29 July 2026: 17 fields; what is unknown may be, as long as the document says so. */
export const cisa2026: Profile = {
  id: 'cisa-2026',
  title: 'CISA minimum elements (2026)',
  source: 'US CISA, 29 July 2026; replaces NTIA 2021',
  elements: [
    { id: 'author', title: 'SBOM author', on: 'document', fact: 'author', level: 'required', unknown: 'missing', advice: 'Name the author: assay sbom generate --author NAME.' },
    { id: 'author-signature', title: 'SBOM author signature', on: 'document', fact: 'signature', level: 'required', unknown: 'left out', advice: 'Sign the document; a signature that lies beside it cannot be seen from here.' },
    { id: 'format-name', title: 'SBOM format name', on: 'document', fact: 'formatName', level: 'required', unknown: 'missing', advice: 'Write the document in CycloneDX or SPDX.' },
    { id: 'format-version', title: 'SBOM format version', on: 'document', fact: 'formatVersion', level: 'required', unknown: 'missing', advice: 'Say which version of the format it is.' },
    { id: 'generation-context', title: 'Generation context', on: 'document', fact: 'generationContext', level: 'required', unknown: 'missing', advice: 'Say when in its life the software was looked at: CycloneDX lifecycles, SPDX 3 sbomType.' },
    { id: 'timestamp', title: 'Timestamp', on: 'document', fact: 'timestamp', level: 'required', unknown: 'missing', advice: 'Say when the document was made, with date, time and zone (ISO 8601).' },
    { id: 'tool-name', title: 'Tool name', on: 'document', fact: 'toolName', level: 'required', unknown: 'missing', advice: 'Name the tool that made the document.' },
    { id: 'tool-version', title: 'Tool version', on: 'document', fact: 'toolVersion', level: 'required', unknown: 'missing', advice: 'Give the version of the tool that made the document.' },
    { id: 'sbom-version', title: 'SBOM version', on: 'document', fact: 'sbomVersion', level: 'required', unknown: 'missing', advice: 'Number the document: CycloneDX serialNumber and version, an SPDX namespace of its own.' },
    { id: 'producer', title: 'Software producer', on: 'component', fact: 'producer', level: 'required', unknown: 'enough', advice: 'Name who makes the component, or state that it is not known.' },
    { id: 'dependency', title: 'Dependency relationship', on: 'component', fact: 'dependency', level: 'required', unknown: 'enough', advice: 'Say what the component depends on, or what depends on it, or that nobody knows.' },
    { id: 'hash-value', title: 'Component hash value', on: 'component', fact: 'hash', level: 'required', unknown: 'enough', advice: 'Give a hash of the component as delivered, or state that it is not known.' },
    { id: 'hash-algorithm', title: 'Component hash algorithm', on: 'component', fact: 'hashAlgorithm', level: 'required', unknown: 'enough', advice: 'Name the algorithm of the hash.' },
    { id: 'identifiers', title: 'Software identifiers', on: 'component', fact: 'identifier', level: 'required', unknown: 'enough', advice: 'Give the component a package URL, a CPE, an OmniBOR id or a SWHID.' },
    { id: 'licence', title: 'Licence', on: 'component', fact: 'licence', level: 'required', unknown: 'enough', advice: 'Give the licence as an SPDX expression, or state that it is not known.' },
    { id: 'name', title: 'Component name', on: 'component', fact: 'name', level: 'required', unknown: 'missing', advice: 'Give the component the name that its producer gives it.' },
    { id: 'version', title: 'Component version', on: 'component', fact: 'version', level: 'required', unknown: 'enough', advice: 'Give the version, or state that it is not known.' },
  ],
};
