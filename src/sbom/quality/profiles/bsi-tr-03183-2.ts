import type { Profile } from '../profile.ts';

/** BSI TR-03183-2, version 2.1: what is required of the document (5.2.1) and of each component (5.2.2), and what is to be added where it exists. */
export const bsiTr03183: Profile = {
  id: 'bsi-tr-03183-2',
  title: 'BSI TR-03183-2 (2.1)',
  source: 'German BSI, technical guideline TR-03183 part 2, version 2.1',
  elements: [
    { id: 'format', title: 'CycloneDX 1.6 or SPDX 3.0.1, or higher', on: 'document', fact: 'bsiFormat', level: 'required', unknown: 'missing', advice: 'Convert it: assay sbom convert --format cyclonedx-json@1.6.' },
    { id: 'no-vulnerabilities', title: 'No vulnerability information', on: 'document', fact: 'noVulnerabilities', level: 'required', unknown: 'missing', advice: 'Keep vulnerabilities in a document of their own (CSAF, VEX).' },
    { id: 'creator', title: 'Creator of the SBOM (e-mail address or URL)', on: 'document', fact: 'authorContact', level: 'required', unknown: 'missing', advice: 'Say how to reach the author: assay sbom generate --author NAME --author-email MAIL.' },
    { id: 'timestamp', title: 'Timestamp', on: 'document', fact: 'timestamp', level: 'required', unknown: 'missing', advice: 'Say when the document was made, with date, time and zone.' },
    { id: 'uri', title: 'URI of the SBOM', on: 'document', fact: 'identity', level: 'recommended', unknown: 'missing', advice: 'Give the document a serial number or namespace.' },
    { id: 'component-creator', title: 'Component creator (e-mail address or URL)', on: 'component', fact: 'producerContact', level: 'required', unknown: 'missing', advice: 'Say how to reach who makes the component: an address, or the page of the project.' },
    { id: 'name', title: 'Component name', on: 'component', fact: 'name', level: 'required', unknown: 'missing', advice: 'Give the component the name that its creator gives it.' },
    { id: 'version', title: 'Component version', on: 'component', fact: 'version', level: 'required', unknown: 'missing', advice: 'Give the version; where there is none, the date of creation of the file.' },
    { id: 'filename', title: 'Filename of the component', on: 'component', fact: 'fileName', level: 'required', unknown: 'missing', advice: 'Name the file: property bsi:component:filename, evidence.occurrences, or SPDX hasDistributionArtifact.' },
    { id: 'dependencies', title: 'Dependencies on other components', on: 'component', fact: 'dependency', level: 'required', unknown: 'missing', advice: 'Say what the component depends on or contains.' },
    { id: 'completeness', title: 'Completeness of the dependencies', on: 'component', fact: 'completeness', level: 'required', unknown: 'enough', advice: 'Say whether all dependencies are known: CycloneDX compositions, SPDX 3 completeness.' },
    { id: 'licence', title: 'Distribution licences', on: 'component', fact: 'licence', level: 'required', unknown: 'missing', advice: 'Give the licence as an SPDX expression.' },
    { id: 'sha-512', title: 'SHA-512 of the deployable component', on: 'component', fact: 'sha512', level: 'required', unknown: 'missing', advice: 'Give the SHA-512 of the file that is delivered.' },
    { id: 'executable', title: 'Executable property', on: 'component', fact: 'executable', level: 'required', unknown: 'missing', advice: 'Say whether it can be executed: property bsi:component:executable, SPDX purpose executable.' },
    { id: 'archive', title: 'Archive property', on: 'component', fact: 'archive', level: 'required', unknown: 'missing', advice: 'Say whether it is an archive: property bsi:component:archive, SPDX purpose archive.' },
    { id: 'structured', title: 'Structured property', on: 'component', fact: 'structured', level: 'required', unknown: 'missing', advice: 'Say whether its structure is kept: property bsi:component:structured, SPDX purpose container or firmware.' },
    { id: 'identifiers', title: 'Other unique identifiers', on: 'component', fact: 'identifier', level: 'recommended', unknown: 'missing', advice: 'Give the component a package URL or a CPE.' },
  ],
};
