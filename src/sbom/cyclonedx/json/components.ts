import { isObject, textOf, type DataObject } from '../../../kernel/index.ts';
import { type Component, type ComponentType, type Evidence, type Scope } from '../../../model/index.ts';
import type { ComponentDraft } from '../../component-table.ts';
import { ecosystemIn, fieldWith, scopeIn, sourceIn } from '../../extras.ts';
import { readIdentity, splitName } from '../../identity.ts';
import type { LicenceForm } from '../../licence/classify.ts';
import type { ReadingLog } from '../../reading-log.ts';
import type { CdxComponent, CdxScope, Writable } from './document.ts';
import { readEvidence, toEvidenceMember } from './evidence.ts';
import { readHashes, toHashes } from './hashes.ts';
import { readLicences, toLicences } from './licences.ts';
import { readExtras, toProperties } from './properties.ts';
import { readReferences, toReferences } from './references.ts';
import { stringOf } from '../../shape.ts';

/** What reads this format, as evidence names it. */
export const cycloneDxReader = 'cyclonedx/json';

const readMembers = new Set([
  'type',
  'bom-ref',
  'supplier',
  'group',
  'name',
  'version',
  'description',
  'scope',
  'hashes',
  'licenses',
  'purl',
  'externalReferences',
  'components',
  'evidence',
  'properties',
]);

const types: ReadonlySet<string> = new Set<ComponentType>([
  'application',
  'framework',
  'library',
  'container',
  'platform',
  'operating-system',
  'device',
  'device-driver',
  'firmware',
  'file',
  'machine-learning-model',
  'data',
  'cryptographic-asset',
]);

const scopes: ReadonlyMap<string, Scope> = new Map<string, Scope>([
  ['required', 'runtime'],
  ['optional', 'optional'],
  // "Not reachable within a call graph at runtime": what Assay calls a development dependency.
  ['excluded', 'dev'],
]);

const writtenScopes: Readonly<Record<Scope, CdxScope>> = {
  runtime: 'required',
  optional: 'optional',
  dev: 'excluded',
  test: 'excluded',
};

/** One component of the document without those inside it. Undefined when nothing says what it is called. */
export function readComponent(node: DataObject, log: ReadingLog): ComponentDraft | undefined {
  const extras = readExtras(node, log);
  const stated = {
    group: stringOf(node, 'group', log),
    name: stringOf(node, 'name', log),
    version: stringOf(node, 'version', log),
    purl: stringOf(node, 'purl', log),
    ecosystem: ecosystemIn(extras),
  };
  if (stated.name === undefined) log.problem('sbom/shape', 'has a component without a name', node);
  const { name, version, purl, ecosystem, sourceInPurl } = readIdentity(stated, node, log);
  if (name === undefined) return undefined;
  log.notReadBut(node, readMembers, 'component.');
  const source = sourceIn(extras) ?? sourceInPurl;
  const description = stringOf(node, 'description', log);
  const deprecated = extras.get('deprecated');
  return {
    type: readType(node, name, log),
    ...(ecosystem === undefined ? {} : { ecosystem }),
    name,
    version: fieldWith(version, extras, 'version'),
    ...(purl === undefined ? {} : { purl }),
    ...(source === undefined ? {} : { source }),
    scope: scopeIn(extras) ?? readScope(node, name, log),
    hashes: readHashes(node, log),
    licences: readLicences(node, extras, log),
    supplier: fieldWith(readSupplier(node, log), extras, 'supplier'),
    ...(description === undefined ? {} : { description }),
    ...(deprecated === undefined ? {} : { deprecated }),
    externalReferences: readReferences(node, log),
    evidence: [ownEvidence(node, log), ...readEvidence(node, cycloneDxReader, log)],
  };
}

function readType(node: DataObject, name: string, log: ReadingLog): ComponentType {
  const type = textOf(node.type);
  if (type !== undefined && types.has(type)) return type as ComponentType;
  const stated = type === undefined ? 'no type' : `the type ${JSON.stringify(type)}, which CycloneDX does not have`;
  log.problem('cyclonedx/component-type', `gives ${JSON.stringify(name)} ${stated}; it is read as a library`, node);
  return 'library';
}

function readScope(node: DataObject, name: string, log: ReadingLog): Scope {
  if (node.scope === undefined) return 'runtime';
  const scope = scopes.get(textOf(node.scope) ?? '');
  if (scope !== undefined) return scope;
  log.problem(
    'cyclonedx/component-scope',
    `gives ${JSON.stringify(name)} a scope that CycloneDX does not have; it is read as required`,
    node,
  );
  return 'runtime';
}

function readSupplier(node: DataObject, log: ReadingLog): string | undefined {
  const { supplier } = node;
  if (supplier === undefined) return undefined;
  if (!isObject(supplier)) {
    log.problem('sbom/shape', 'has a supplier that is not an object', node);
    return undefined;
  }
  log.notReadBut(supplier, supplierMembers, 'supplier.');
  return stringOf(supplier, 'name', log);
}
const supplierMembers = new Set(['name']);

function ownEvidence(node: DataObject, log: ReadingLog): Evidence {
  const line = log.lineOf(node);
  return { file: log.path, ...(line === undefined ? {} : { line }), technique: 'sbom', cataloger: cycloneDxReader, confidence: 1 };
}

/** `seen` is what of the component's evidence belongs into the document. */
export function toComponent(
  component: Component,
  seen: readonly Evidence[],
  classify: (text: string) => LicenceForm,
): CdxComponent {
  const { group, name } = splitName(component);
  const written: Writable<CdxComponent> = { type: component.type, 'bom-ref': component.id, name };
  // In a thousand components an assignment is much cheaper than a spread.
  if (component.supplier.state === 'known') written.supplier = { name: component.supplier.value };
  if (group !== undefined) written.group = group;
  if (component.version.state === 'known') written.version = component.version.value;
  if (component.description !== undefined) written.description = component.description;
  written.scope = writtenScopes[component.scope];
  if (component.hashes.length > 0) written.hashes = toHashes(component.hashes);
  const licenses = toLicences(component.licences, classify);
  if (licenses !== undefined) written.licenses = licenses;
  if (component.purl !== undefined) written.purl = component.purl;
  const externalReferences = toReferences(component.externalReferences);
  if (externalReferences !== undefined) written.externalReferences = externalReferences;
  const properties = toProperties(component);
  if (properties !== undefined) written.properties = properties;
  const evidence = toEvidenceMember(component, seen, classify);
  if (evidence !== undefined) written.evidence = evidence;
  return written;
}
