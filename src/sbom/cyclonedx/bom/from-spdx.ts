import { arrayOf, isObject, objectOf, textOf, type DataObject, type DataValue } from '../../../kernel/index.ts';
import type { LossLedger } from '../../bom/loss.ts';
import type { Bom, BomComponent, BomRelationship } from '../../bom/model.ts';
import { byRef, componentPaths, relationshipPath } from '../../bom/paths.ts';
import { noteResidue } from '../../bom/unsaid.ts';
import { uuidOf } from '../../content-id.ts';
import { withOwn, type ConversionFacts } from '../../spdx/bom/from-cyclonedx.ts';
import { tagResidue } from '../../spdx/grammar.ts';
import { spell } from '../../spell.ts';

/** Relationships that say that one thing needs another. */
const needs: ReadonlySet<string> = new Set([
  'dependsOn',
  'hasOptionalDependency',
  'hasProvidedDependency',
  'hasDynamicLink',
  'hasStaticLink',
  'hasPrerequisite',
]);

/** Raw members that read as what the typed fields already say, or that say nothing that CycloneDX does not imply. */
const readElsewhere: ReadonlySet<string> = new Set([
  'filesAnalyzed',
  'hasFiles',
  'downloadLocation',
  'homepage',
  'externalRefs',
  'checksums',
  'primaryPackagePurpose',
  'supplier',
  'originator',
  'licenseDeclared',
  'licenseConcluded',
  'licenseInfoFromFiles',
  'licenseInfoInFiles',
  'summary',
  'annotations',
  'name',
]);

/** Members whose text may be one that the typed field does not hold: `NONE`, a purpose that is no type. */
const rawMembers: readonly (readonly [string, keyof BomComponent])[] = [
  ['primaryPackagePurpose', 'type'],
  ['supplier', 'supplier'],
  ['originator', 'manufacturer'],
  ['downloadLocation', 'references'],
];

/**
 * A document on the ground of SPDX 2 as CycloneDX: what it describes is the subject, what a package contains stands inside it, what
 * one needs is a dependency. Everything else that SPDX says goes into the ledger.
 */
export function fromSpdx(bom: Bom, source: Bom, facts: ConversionFacts, ledger: LossLedger): Bom {
  const paths = componentPaths(source);
  const refs = byRef(bom.components);
  const described = describedBy(bom).filter((ref) => refs.has(ref));
  const subject = described.length === 1 ? refs.get(described[0] as string) : undefined;
  if (described.length > 1) ledger.add('documentDescribes', 'which elements the document describes', 'CycloneDX has one subject');
  const texts = extractedTexts(bom);
  const drafts = bom.components.map((component, index) =>
    toComponent(component, paths[index] ?? '', index === subject, texts, ledger),
  );
  const parents = parentsOf(bom, refs, subject, ledger, source);
  const { components } = inTreeOrder(drafts, parents);
  noteResidue(
    bom.extra,
    new Set([
      'SPDXID',
      'documentDescribes',
      'annotations',
      'hasExtractedLicensingInfos',
      '$schema',
      'dataLicense',
      'packages',
      'files',
      'snippets',
      'relationships',
    ]),
    { path: '', format: 'CycloneDX', ledger },
  );
  for (const info of arrayOf(bom.extra['hasExtractedLicensingInfos']).filter(isObject))
    if (!texts.used.has(textOf(info['licenseId']) ?? ''))
      ledger.add(
        'hasExtractedLicensingInfos',
        `the text of ${spell(info['licenseId'])}`,
        'CycloneDX has a text only beside a licence that is named by itself',
      );
  noteResidue(bom.facts.extra, new Set(['creators']), { path: 'creationInfo', format: 'CycloneDX', ledger });
  const annotations = annotationsOf(bom, ledger);
  const relationships = dependenciesOf(bom, refs);
  const { id, comment: _, extra: __, licences, name, ...rest } = bom.facts;
  return {
    origin: { family: 'cyclonedx', version: '1.6', encoding: 'json' },
    facts: {
      ...rest,
      ...(licences === undefined ? {} : { licences: licences.map((one) => ({ ...one })) }),
      ...(rest.created === undefined ? { created: facts.now.toISOString() } : {}),
      id: serialNumber(id, name, bom),
      revision: 1,
      tools: withOwn(bom.facts.tools, facts.toolVersion),
      extra: {},
    },
    components,
    relationships,
    extra: annotations.length === 0 ? {} : { annotations },
  };
}

/** The refs that a document says it describes. */
export function describedBy(bom: Bom): readonly string[] {
  const documentRef = textOf(bom.extra['SPDXID']) ?? 'SPDXRef-DOCUMENT';
  const refs = new Set(arrayOf(bom.extra['documentDescribes']).filter((one) => typeof one === 'string'));
  for (const { from, to, type } of bom.relationships)
    if (type === 'describes' && from === documentRef) for (const ref of to) refs.add(ref);
  return [...refs];
}

const serial = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function serialNumber(id: string | undefined, name: string | undefined, bom: Bom): string {
  return id !== undefined && serial.test(id)
    ? id
    : `urn:uuid:${uuidOf(JSON.stringify([id, name, bom.components, bom.relationships]))}`;
}

interface ExtractedTexts {
  readonly byId: ReadonlyMap<string, { readonly name: string; readonly text: string }>;
  readonly used: Set<string>;
}

function extractedTexts(bom: Bom): ExtractedTexts {
  const byId = new Map<string, { readonly name: string; readonly text: string }>();
  for (const info of arrayOf(bom.extra['hasExtractedLicensingInfos']).filter(isObject)) {
    const [id, text] = [textOf(info['licenseId']), textOf(info['extractedText'])];
    if (id !== undefined && text !== undefined) byId.set(id, { name: textOf(info['name']) ?? id, text });
  }
  return { byId, used: new Set() };
}

function toComponent(
  component: BomComponent,
  path: string,
  isSubject: boolean,
  texts: ExtractedTexts,
  ledger: LossLedger,
): BomComponent {
  const { extra, ...rest } = component;
  noteResidue(extra, readElsewhere, { path, format: 'CycloneDX', ledger });
  for (const [member, field] of rawMembers) {
    const said = extra[member];
    if (said !== undefined && said !== 'NOASSERTION' && said !== '' && component[field] === undefined)
      ledger.add(`${path}.${member}`, spell(said), 'CycloneDX has no such word there');
  }
  const description = rest.description ?? textOf(extra['summary']);
  if (extra['summary'] !== undefined && rest.description !== undefined && extra['summary'] !== rest.description)
    ledger.add(`${path}.summary`, 'summary', 'CycloneDX has one description');
  const licences = rest.licences;
  const only = licences?.filter(({ form, role }) => role !== 'observed' && form !== 'none' && form !== 'noassertion') ?? [];
  const [first] = only;
  const known = only.length === 1 && first !== undefined ? texts.byId.get(first.text) : undefined;
  const named = known === undefined || first === undefined ? undefined : { name: known.name, text: { content: known.text } };
  if (first !== undefined && named !== undefined) texts.used.add(first.text);
  const acknowledgement: DataObject = first?.role === undefined ? {} : { acknowledgement: first.role };
  return {
    ...rest,
    place: isSubject ? 'subject' : 'component',
    type: rest.type ?? (rest.kind === 'file' ? 'file' : 'library'),
    ...(description === undefined ? {} : { description }),
    ...(named === undefined || first === undefined ? {} : { licences: [{ ...first, form: 'name' as const, text: named.name }] }),
    extra: named === undefined ? {} : { licenses: [{ license: { ...named, ...acknowledgement } }] },
  };
}

/** The package inside which each one stands; never a circle, and nothing stands inside the subject, which holds all. */
function parentsOf(
  bom: Bom,
  refs: ReadonlyMap<string, number>,
  subject: number | undefined,
  ledger: LossLedger,
  source: Bom,
): readonly (number | undefined)[] {
  const parents: (number | undefined)[] = bom.components.map(() => undefined);
  const place = (outer: number | undefined, inner: number | undefined): boolean => {
    if (outer === undefined || inner === undefined || outer === inner || inner === subject) return false;
    if (outer === subject || parents[inner] === outer) return true;
    if (parents[inner] !== undefined) return false;
    for (let above: number | undefined = outer; above !== undefined; above = parents[above]) if (above === inner) return false;
    parents[inner] = outer;
    return true;
  };
  const described = new Set(describedBy(bom));
  const documentRef = textOf(bom.extra['SPDXID']) ?? 'SPDXRef-DOCUMENT';
  for (const [index, relationship] of bom.relationships.entries()) {
    const { comment, from, scope, to, type } = relationship;
    const path = relationshipPath(source, source.relationships[index] ?? relationship, index);
    if (type === 'contains') {
      for (const ref of to)
        if (!place(refs.get(from), refs.get(ref)))
          ledger.add(path, `that ${from} contains ${ref}`, 'CycloneDX has one place for each component');
    } else if (!needs.has(type) && !(type === 'describes' && from === documentRef && to.every((ref) => described.has(ref)))) {
      ledger.add(path, `the relationship ${type}`, 'CycloneDX has dependencies and nesting only');
    } else if (type !== 'dependsOn' && type !== 'describes') {
      ledger.add(path, `that the dependency is ${type}`, 'CycloneDX has one kind of dependency');
    }
    if (scope !== undefined) ledger.add(path, `the scope ${scope}`, 'CycloneDX dependencies have no scope');
    if (comment !== undefined && comment !== '') ledger.add(path, 'comment', 'CycloneDX dependencies have no comment');
  }
  for (const [index, { extra }] of bom.components.entries()) {
    for (const ref of arrayOf(extra['hasFiles'])) if (typeof ref === 'string') place(index, refs.get(ref));
    const owner = textOf(objectOf(extra[tagResidue])['package']);
    if (owner !== undefined) place(refs.get(owner), index);
  }
  return parents;
}

function inTreeOrder(
  drafts: readonly BomComponent[],
  parents: readonly (number | undefined)[],
): { readonly components: readonly BomComponent[] } {
  const children = new Map<number | undefined, number[]>();
  for (const [index, parent] of parents.entries()) {
    const list = children.get(parent);
    if (list === undefined) children.set(parent, [index]);
    else list.push(index);
  }
  const components: BomComponent[] = [];
  const pending: { readonly index: number; readonly parent: number | undefined }[] = [];
  const push = (of: number | undefined, parent: number | undefined): void => {
    for (const index of (children.get(of) ?? []).toReversed()) pending.push({ index, parent });
  };
  push(undefined, undefined);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const draft = drafts[next.index] as BomComponent;
    components.push(next.parent === undefined ? draft : { ...draft, parent: next.parent });
    push(next.index, components.length - 1);
  }
  return { components };
}

/** One entry for each that needs something, and an empty one for each that is known to need nothing. */
function dependenciesOf(bom: Bom, refs: ReadonlyMap<string, number>): readonly BomRelationship[] {
  const entries = new Map<string, Set<string>>();
  const unknown = new Set<string>();
  for (const { from, to, type } of bom.relationships) {
    if (!needs.has(type) || !refs.has(from)) continue;
    const list = entries.get(from) ?? new Set();
    entries.set(from, list);
    for (const ref of to) {
      if (refs.has(ref)) list.add(ref);
      else if (ref !== 'NONE') unknown.add(from);
    }
  }
  return [...entries]
    .filter(([from, to]) => to.size > 0 || !unknown.has(from))
    .map(([from, to]) => ({ from, type: 'dependsOn', to: [...to], extra: {} }));
}

function annotationsOf(bom: Bom, ledger: LossLedger): readonly DataObject[] {
  const annotations: DataObject[] = [];
  const add = (ref: string | undefined, node: DataValue, path: string): void => {
    const said = objectOf(node);
    const [annotator, timestamp, text] = [textOf(said['annotator']), textOf(said['annotationDate']), textOf(said['comment'])];
    if (ref === undefined || annotator === undefined || timestamp === undefined || text === undefined) {
      ledger.add(path, 'annotation', 'CycloneDX annotations are of an element, by somebody, at a time');
      return;
    }
    const [, kind = '', name = ''] = /^(Person|Organization|Tool):\s*(.*)$/.exec(annotator) ?? [];
    const who =
      kind === 'Person'
        ? { individual: { name } }
        : kind === 'Tool'
          ? { component: { type: 'application', name } }
          : { organization: { name: name === '' ? annotator : name } };
    annotations.push({ subjects: [ref], annotator: who, timestamp, text });
  };
  for (const [index, { extra, ref }] of bom.components.entries())
    for (const one of arrayOf(extra['annotations'])) add(ref, one, `packages[${index}].annotations`);
  for (const one of arrayOf(bom.extra['annotations'])) {
    ledger.add(
      'annotations',
      `the annotation ${JSON.stringify(textOf(objectOf(one)['comment']) ?? '').slice(0, 60)}`,
      'CycloneDX annotations are of components, not of the document',
    );
  }
  return annotations;
}
