import { isObject, textOf, type DataObject } from '../../../kernel/index.ts';
import type { Component, Evidence, Technique } from '../../../model/index.ts';
import type { LicenceForm } from '../../licence/classify.ts';
import type { ReadingLog } from '../../reading-log.ts';
import type { CdxEvidence, CdxIdentity, CdxOccurrence, Writable } from './document.ts';
import { toObservedLicences } from './licences.ts';
import { objectsOf } from '../../shape.ts';

const techniques: Readonly<Record<Technique, string>> = {
  manifest: 'manifest-analysis',
  lockfile: 'manifest-analysis',
  installed: 'manifest-analysis',
  sbom: 'other',
  binary: 'binary-analysis',
  hash: 'hash-comparison',
  filename: 'filename',
};

const techniqueOfMethod: ReadonlyMap<string, Technique> = new Map<string, Technique>([
  ['manifest-analysis', 'manifest'],
  ['binary-analysis', 'binary'],
  ['hash-comparison', 'hash'],
  ['filename', 'filename'],
]);

const readMembers = new Set(['identity', 'occurrences', 'licenses']);
const readOccurrenceMembers = new Set(['location', 'line', 'additionalContext', 'bom-ref']);

/** What the document says of how its maker saw the component: one entry for each `evidence.occurrences`. */
export function readEvidence(component: DataObject, cataloger: string, log: ReadingLog): readonly Evidence[] {
  const { evidence } = component;
  if (evidence === undefined) return [];
  if (!isObject(evidence)) {
    log.problem('sbom/shape', 'has "evidence" that is not an object', component);
    return [];
  }
  log.notReadBut(evidence, readMembers, 'evidence.');
  const identity = readIdentity(evidence);
  const found: Evidence[] = [];
  for (const node of objectsOf(evidence, 'occurrences', log)) {
    const location = textOf(node.location);
    if (location === undefined) {
      log.problem('sbom/shape', 'has an occurrence without a location', node);
      continue;
    }
    log.notReadBut(node, readOccurrenceMembers, 'occurrences.');
    found.push(toEvidence(location, node, identity, cataloger));
  }
  return found;
}

interface IdentityEvidence {
  readonly technique: Technique;
  readonly confidence: number;
  readonly byValue: ReadonlyMap<string, number>;
}

/** 1.5 has one object, 1.6 an array of them. The method that is trusted most counts. */
function readIdentity(evidence: DataObject): IdentityEvidence {
  const list = Array.isArray(evidence.identity) ? evidence.identity : [evidence.identity];
  let technique: Technique = 'sbom';
  let confidence = 0;
  const byValue = new Map<string, number>();
  for (const identity of list) {
    if (!isObject(identity)) continue;
    for (const method of Array.isArray(identity.methods) ? identity.methods : []) {
      if (!isObject(method) || !isConfidence(method.confidence)) continue;
      const value = textOf(method.value);
      if (value !== undefined) byValue.set(value, method.confidence);
      if (method.confidence < confidence) continue;
      confidence = method.confidence;
      technique = techniqueOfMethod.get(textOf(method.technique) ?? '') ?? 'sbom';
    }
    if (isConfidence(identity.confidence)) confidence = Math.max(confidence, identity.confidence);
  }
  return { technique, confidence: confidence === 0 ? 1 : confidence, byValue };
}

function isConfidence(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

/** How `toEvidence` and `contextOf` write down what CycloneDX has no member for: `npm/package-lock (lockfile)`, `… in sha256:…`. */
const ownContext = /^(\S{1,200}) \((\w{1,20})\)(?: in (\S{1,200}))?$/;

function toEvidence(location: string, node: DataObject, identity: IdentityEvidence, reader: string): Evidence {
  const line = typeof node.line === 'number' && Number.isInteger(node.line) && node.line > 0 ? { line: node.line } : {};
  const [, cataloger, technique, layer] = ownContext.exec(textOf(node.additionalContext) ?? '') ?? [];
  if (cataloger === undefined || !isTechnique(technique)) {
    return { file: location, ...line, technique: identity.technique, cataloger: reader, confidence: identity.confidence };
  }
  const confidence = identity.byValue.get(cataloger) ?? identity.confidence;
  return { file: location, ...line, technique, cataloger, confidence, ...(layer === undefined ? {} : { layer }) };
}

function isTechnique(name: string | undefined): name is Technique {
  return name !== undefined && Object.hasOwn(techniques, name);
}

/** `seen` is what of the component's evidence belongs into a document. */
export function toEvidenceMember(
  component: Component,
  seen: readonly Evidence[],
  classify: (text: string) => LicenceForm,
): CdxEvidence | undefined {
  const licenses = toObservedLicences(component.licences.observed, classify);
  if (seen.length === 0) return licenses === undefined ? undefined : { licenses };
  const evidence: Writable<CdxEvidence> = { identity: [toIdentity(component, seen)], occurrences: seen.map(toOccurrence) };
  if (licenses !== undefined) evidence.licenses = licenses;
  return evidence;
}

type Method = CdxIdentity['methods'][number];

function toIdentity(component: Component, seen: readonly Evidence[]): CdxIdentity {
  const methods: Method[] = [];
  let confidence = 0;
  for (const one of seen) {
    confidence = Math.max(confidence, one.confidence);
    const method: Method = { technique: techniques[one.technique], confidence: one.confidence, value: one.cataloger };
    // Catalogers are few.
    const known = methods.findIndex(({ value }) => value === one.cataloger);
    if (known === -1) methods.push(method);
    else if (one.confidence > (methods[known] as Method).confidence) methods[known] = method;
  }
  return { field: component.purl === undefined ? 'name' : 'purl', confidence, methods };
}

function toOccurrence({ file, line, technique, cataloger, layer }: Evidence): CdxOccurrence {
  const context = `${cataloger} (${technique})`;
  const additionalContext = layer === undefined ? context : `${context} in ${layer}`;
  return line === undefined ? { location: file, additionalContext } : { location: file, line, additionalContext };
}
