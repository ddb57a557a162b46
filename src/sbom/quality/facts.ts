import { arrayOf, isObject, objectOf, textOf } from '../../kernel/index.ts';
import { formatProblem } from '../grammar/formats.ts';
import type { Agent, BomComponent } from '../bom/model.ts';
import { statedUnknown, statedWithheld, type JudgedBom } from './subject.ts';

export type Status = 'pass' | 'fail' | 'unknown';

type DocumentFact = (subject: JudgedBom) => Status;
type ComponentFact = (component: BomComponent, subject: JudgedBom) => Status;

const given = (isThere: boolean): Status => (isThere ? 'pass' : 'fail');

function hasContact(agent: Agent | undefined): boolean {
  if (agent === undefined) return false;
  return agent.email !== undefined || (agent.urls ?? []).length > 0 || (agent.contacts ?? []).some(hasContact);
}

/** Facts of a document, by the names that profiles use. */
export const documentFacts = {
  author: ({ bom }) =>
    (bom.facts.authors ?? []).some(isNamed) || bom.facts.manufacturer !== undefined
      ? 'pass'
      : (bom.facts.tools ?? []).length > 0
        ? 'unknown'
        : 'fail',
  authorContact: ({ bom }) => given([...(bom.facts.authors ?? []), bom.facts.manufacturer, bom.facts.supplier].some(hasContact)),
  timestamp: ({ bom }) => given(bom.facts.created !== undefined && formatProblem(bom.facts.created, 'date-time') === undefined),
  formatName: () => 'pass',
  formatVersion: ({ bom }) => given(bom.origin.version !== ''),
  toolName: ({ bom }) => given((bom.facts.tools ?? []).some(isNamed)),
  toolVersion: ({ bom }) =>
    given((bom.facts.tools ?? []).some(({ name, version }) => version !== undefined || /[-@ ]v?\d+(?:\.\d+)/.test(name ?? ''))),
  // A document that changes gets another number in CycloneDX, and another namespace in SPDX.
  sbomVersion: ({ bom }) =>
    given(
      bom.origin.family === 'cyclonedx'
        ? bom.facts.revision !== undefined && bom.facts.id !== undefined
        : bom.facts.id !== undefined,
    ),
  generationContext: ({ bom, elements }) => {
    if ((bom.facts.lifecycles ?? []).length > 0) return 'pass';
    if (elements.some((one) => arrayOf(one['software_sbomType']).length > 0)) return 'pass';
    const comment = [textOf(bom.facts.extra['comment']), bom.facts.comment].join(' ');
    return given(/generation context|sbom type|lifecycle/i.test(comment));
  },
  // A signature may lie beside the document, where nobody sees it from here.
  signature: ({ bom }) =>
    bom.extra['signature'] !== undefined || JSON.stringify(bom.extra['#xml'] ?? '').includes('xmldsig') ? 'pass' : 'unknown',
  primary: ({ primary }) => given(primary.size > 0),
  identity: ({ bom }) => given(bom.facts.id !== undefined),
  noVulnerabilities: ({ bom, elements }) =>
    given(
      arrayOf(bom.extra['vulnerabilities']).length === 0 &&
        !elements.some((one) => textOf(one['type'])?.startsWith('security_') === true) &&
        !bom.components.some(
          ({ references }) =>
            references?.some(
              ({ comment, type }) => type === 'advisories' && /: (?:affected|could not decide)$/.test(comment ?? ''),
            ) === true,
        ),
    ),
  bsiFormat: ({ bom }) =>
    given(bom.origin.family === 'cyclonedx' ? Number(bom.origin.version.slice(2)) >= 6 : bom.origin.version.startsWith('3.')),
} as const satisfies Readonly<Record<string, DocumentFact>>;

function isNamed({ name, email }: Agent): boolean {
  return (name !== undefined && name !== '' && name !== 'NOASSERTION') || email !== undefined;
}

/** A value, or what the document says in its place. */
function stated(isThere: boolean, component: BomComponent, fact: string, raw?: readonly string[]): Status {
  if (isThere) return 'pass';
  const isSaid = raw?.some((member) => component.extra[member] === 'NOASSERTION' || component.extra[member] === 'NONE') === true;
  return isSaid || statedUnknown(component).has(fact) || statedWithheld(component, fact) ? 'unknown' : 'fail';
}

function hashesOf({ extra, hashes }: BomComponent): readonly string[] {
  const own = (hashes ?? []).map(({ algorithm }) => algorithm);
  // CycloneDX may keep the hash of what is delivered beside its address.
  const delivered = arrayOf(extra['externalReferences'])
    .filter(isObject)
    .filter(({ type }) => type === 'distribution')
    .flatMap((one) => arrayOf(one['hashes']))
    .map((one) => textOf(objectOf(one)['alg']) ?? '');
  return [...own, ...delivered];
}

function propertyOf({ properties }: BomComponent, name: string): string | undefined {
  return properties?.find((one) => one.name === name)?.value;
}

/** A fact about what is delivered that the taxonomy of the BSI has a property for. */
function delivered(property: string, words: readonly string[]): ComponentFact {
  return (component) => {
    if (propertyOf(component, `bsi:component:${property}`) !== undefined) return 'pass';
    const purposes = [component.extra['software_primaryPurpose'], ...arrayOf(component.extra['software_additionalPurpose'])].map(
      String,
    );
    return stated(
      purposes.some((purpose) => words.includes(purpose)),
      component,
      property,
    );
  };
}

/** Facts of components, by the names that profiles use. */
export const componentFacts = {
  name: ({ name }) => given(name !== undefined && name.trim() !== '' && name !== 'NOASSERTION'),
  version: (component) => stated(component.version !== undefined && component.version.trim() !== '', component, 'version'),
  producer: (component) =>
    stated(
      [component.supplier, component.manufacturer].some((agent) => agent !== undefined && isNamed(agent)) ||
        component.publisher !== undefined ||
        (component.authors ?? []).some(isNamed),
      component,
      'supplier',
      ['supplier', 'originator'],
    ),
  producerContact: (component) =>
    stated(
      [component.supplier, component.manufacturer, ...(component.authors ?? [])].some(hasContact) ||
        (component.references ?? []).some(({ type }) => type === 'website' || type === 'vcs'),
      component,
      'supplier',
      ['supplier', 'originator'],
    ),
  identifier: (component) =>
    stated(
      component.purl !== undefined ||
        (component.cpes ?? []).length > 0 ||
        (component.swhids ?? []).length > 0 ||
        component.extra['swid'] !== undefined ||
        component.extra['omniborId'] !== undefined ||
        component.extra['software_contentIdentifier'] !== undefined,
      component,
      'identifier',
    ),
  hash: (component, subject) => stated(hashesOf(component).length > 0 || hasArtifact(component, subject), component, 'hash'),
  hashAlgorithm: (component, subject) =>
    stated(hashesOf(component).some((name) => name !== '') || hasArtifact(component, subject), component, 'hash'),
  sha512: (component) => stated(hashesOf(component).includes('SHA-512'), component, 'hash'),
  licence: (component) => {
    const said = (component.licences ?? []).filter(({ role }) => role !== 'observed');
    if (said.some(({ form }) => form !== 'noassertion')) return 'pass';
    return said.length > 0 ? 'unknown' : stated(false, component, 'licence', ['licenseDeclared', 'licenseConcluded']);
  },
  copyright: (component) =>
    stated(component.copyright !== undefined, component, 'copyright', ['copyrightText', 'software_copyrightText']),
  dependency: ({ ref }, { named, openDependencies, primaryRefs, stated: entries, unknownDependencies }) => {
    if (ref === undefined) return 'fail';
    if (entries.has(ref) && !unknownDependencies.has(ref)) return 'pass';
    if (!primaryRefs.has(ref) && named.has(ref)) return 'pass';
    return unknownDependencies.has(ref) || openDependencies.has(ref) ? 'unknown' : 'fail';
  },
  completeness: ({ ref }, { completeness, stated: entries, unknownDependencies }) => {
    if (ref !== undefined && unknownDependencies.has(ref)) return 'unknown';
    return given(ref !== undefined && (completeness.has(ref) || entries.has(ref)));
  },
  fileName: (component, { fileNames }) =>
    stated(
      component.kind === 'file' ||
        propertyOf(component, 'bsi:component:filename') !== undefined ||
        component.extra['packageFileName'] !== undefined ||
        arrayOf(objectOf(component.extra['evidence'])['occurrences']).length > 0 ||
        fileNames.has(component.ref ?? ''),
      component,
      'filename',
    ),
  executable: delivered('executable', ['executable', 'application']),
  archive: delivered('archive', ['archive', 'container', 'install']),
  structured: delivered('structured', ['container', 'filesystemImage', 'firmware', 'archive']),
} as const satisfies Readonly<Record<string, ComponentFact>>;

function hasArtifact({ ref }: BomComponent, { fileNames }: JudgedBom): boolean {
  return fileNames.has(ref ?? '');
}

export type FactName = keyof typeof documentFacts | keyof typeof componentFacts;

export function isDocumentFact(name: FactName): name is keyof typeof documentFacts {
  return Object.hasOwn(documentFacts, name);
}
