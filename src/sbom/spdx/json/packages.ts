import { textOf, type DataObject } from '../../../kernel/index.ts';
import { type Component, type ComponentType, type Evidence, type Field } from '../../../model/index.ts';
import type { ComponentDraft } from '../../component-table.ts';
import { ecosystemIn, fieldWith, scopeIn, sourceIn, type Extras } from '../../extras.ts';
import type { DocumentFacts } from '../../facts.ts';
import { readIdentity } from '../../identity.ts';
import type { ReadingLog } from '../../reading-log.ts';
import { stringOf } from '../../shape.ts';
import { readExtras, toAnnotations } from './annotations.ts';
import { readChecksums, toChecksums } from './checksums.ts';
import { noAssertion, noneStated, type SpdxExternalRef, type SpdxPackage, type Writable } from './document.ts';
import { readLicences, type LicenceWriter, type NamedLicences } from './licences.ts';
import { otherTypeNamed, purposeOf, typeOfPurpose } from './purpose.ts';
import { readExternalRefs, readPurl, readReferences, toReferences } from './references.ts';

/** What reads this format, as evidence names it. */
export const spdxReader = 'spdx/json';

/** Also those that say nothing about what is in the target. */
const readMembers = new Set([
  'SPDXID',
  'name',
  'versionInfo',
  'supplier',
  'downloadLocation',
  'filesAnalyzed',
  'primaryPackagePurpose',
  'checksums',
  'homepage',
  'sourceInfo',
  'licenseConcluded',
  'licenseDeclared',
  'licenseInfoFromFiles',
  'description',
  'externalRefs',
  'annotations',
]);

/** A package as it stands in the document, with what tells its place in the inventory. */
export interface ReadPackage {
  readonly node: DataObject;
  readonly spdxId: string | undefined;
  /** The id that it had in the inventory, when that is neither its purl nor an SPDX id. */
  readonly formerId: string | undefined;
  /** What the document itself says of its scope. */
  readonly statedScope: ComponentDraft['scope'] | undefined;
  readonly draft: ComponentDraft;
}

/** Undefined when nothing says what the package is called. */
export function readPackage(node: DataObject, names: NamedLicences, log: ReadingLog): ReadPackage | undefined {
  const extras = readExtras(node, log);
  const refs = readExternalRefs(node, log);
  const stated = {
    name: stringOf(node, 'name', log),
    version: assertion(stringOf(node, 'versionInfo', log)),
    purl: readPurl(refs, log),
    ecosystem: ecosystemIn(extras),
  };
  if (stated.name === undefined) log.problem('sbom/shape', 'has a package without a name', node);
  const { name, version, purl, ecosystem, sourceInPurl } = readIdentity(stated, node, log);
  if (name === undefined) return undefined;
  noteUnread(node, log);
  const source = sourceIn(extras) ?? sourceInPurl;
  const description = stringOf(node, 'description', log);
  const deprecated = extras.get('deprecated');
  const statedScope = scopeIn(extras);
  const draft: ComponentDraft = {
    type: readType(node, extras, log),
    ...(ecosystem === undefined ? {} : { ecosystem }),
    name,
    version: fieldWith(version, extras, 'version'),
    ...(purl === undefined ? {} : { purl }),
    ...(source === undefined ? {} : { source }),
    scope: statedScope ?? 'runtime',
    hashes: readChecksums(node, log),
    licences: readLicences(node, extras, names, log),
    supplier: readSupplier(node, extras, log),
    ...(description === undefined ? {} : { description }),
    ...(deprecated === undefined ? {} : { deprecated }),
    externalReferences: readReferences(node, refs, source, log),
    evidence: [ownEvidence(node, log)],
  };
  return { node, spdxId: textOf(node.SPDXID), formerId: extras.get('id'), statedScope, draft };
}

function noteUnread(node: DataObject, log: ReadingLog): void {
  for (const name of Object.keys(node)) {
    const saysNothing = readMembers.has(name) || (name === 'copyrightText' && assertion(textOf(node[name])) === undefined);
    if (!saysNothing) log.notRead(`package.${name}`);
  }
}

function assertion(text: string | undefined): string | undefined {
  return text === noAssertion || text === noneStated ? undefined : text;
}

function readType(node: DataObject, extras: Extras, log: ReadingLog): ComponentType {
  const purpose = stringOf(node, 'primaryPackagePurpose', log);
  if (purpose === undefined) return 'library';
  const type = typeOfPurpose(purpose) ?? otherTypeNamed(extras.get('type'));
  if (type === undefined) log.notRead(`purpose ${purpose.slice(0, 40)}`);
  return type ?? 'library';
}

const agentKind = /^(?:Organization|Person):\s*/;

/** SPDX 2.3, 7.5: `Organization: name (mail)`, `Person: name (mail)` or `NOASSERTION`. Which of the two it is, is not kept. */
function readSupplier(node: DataObject, extras: Extras, log: ReadingLog): Field<string> {
  const name = assertion(stringOf(node, 'supplier', log))?.replace(agentKind, '');
  return fieldWith(name === '' ? undefined : name, extras, 'supplier');
}

function ownEvidence(node: DataObject, log: ReadingLog): Evidence {
  const line = log.lineOf(node);
  return { file: log.path, ...(line === undefined ? {} : { line }), technique: 'sbom', cataloger: spdxReader, confidence: 1 };
}

/** What is the same for all packages of a document. */
export interface PackageWriting {
  readonly facts: DocumentFacts;
  readonly timestamp: string;
  readonly licences: LicenceWriter;
}

/** `seen` is what of the component's evidence belongs into the document, `advisories` what was found about it. */
export function toPackage(
  component: Component,
  spdxId: string,
  seen: readonly Evidence[],
  advisories: readonly SpdxExternalRef[] | undefined,
  writing: PackageWriting,
): SpdxPackage {
  const { supplier, version } = component;
  const { downloadLocation, homepage, externalRefs } = toReferences(component);
  // In a thousand packages an assignment is much cheaper than a spread.
  const written: Writable<SpdxPackage> = {
    name: component.name,
    SPDXID: spdxId,
    supplier: supplier.state === 'known' ? `Organization: ${supplier.value}` : noAssertion,
    downloadLocation,
    filesAnalyzed: false,
    primaryPackagePurpose: purposeOf(component.type),
    licenseConcluded: writing.licences.toField(component.licences.concluded),
    licenseDeclared: writing.licences.toField(component.licences.declared),
    copyrightText: noAssertion,
  };
  if (version.state === 'known') written.versionInfo = version.value;
  if (component.hashes.length > 0) written.checksums = toChecksums(component.hashes);
  if (homepage !== undefined) written.homepage = homepage;
  if (seen.length > 0) written.sourceInfo = seen.map(toSentence).join('; ');
  if (component.description !== undefined) written.description = component.description;
  if (advisories !== undefined) externalRefs.push(...advisories);
  if (externalRefs.length > 0) written.externalRefs = externalRefs;
  const annotations = toAnnotations(component, writing);
  if (annotations !== undefined) written.annotations = annotations;
  return written;
}

/** For people: SPDX has no evidence. */
function toSentence({ file, line, cataloger }: Evidence): string {
  return line === undefined ? `seen in ${file} by ${cataloger}` : `seen in ${file}, line ${line}, by ${cataloger}`;
}
