import { arrayOf, isObject, objectOf, textOf, type DataObject, type DataValue } from '../../../kernel/index.ts';
import type { LossLedger } from '../../bom/loss.ts';
import type { Bom, BomComponent, BomRelationship } from '../../bom/model.ts';
import { componentPaths } from '../../bom/paths.ts';
import { noteResidue } from '../../bom/unsaid.ts';
import { isSpdxId, slug } from '../json/identifiers.ts';
import { writeAgent2 } from './agents.ts';
import { licenceRelations, others, place } from './decode3.ts';
import { GraphBuilder, idOf, readAgent3, resolve } from './graph.ts';
import { documentId } from './from-cyclonedx.ts';
import { algorithmFrom3, algorithmTo2 } from './words.ts';
import { spell } from '../../spell.ts';

const renamed: ReadonlyMap<string, string> = new Map([
  ['summary', 'summary'],
  ['software_sourceInfo', 'sourceInfo'],
  ['builtTime', 'builtDate'],
  ['releaseTime', 'releaseDate'],
  ['validUntilTime', 'validUntilDate'],
  ['software_attributionText', 'attributionTexts'],
]);

const handled: ReadonlySet<string> = new Set([
  ...renamed.keys(),
  'creationInfo',
  'suppliedBy',
  'originatedBy',
  'verifiedUsing',
  'software_downloadLocation',
  'software_homePage',
  'software_packageUrl',
  'software_copyrightText',
  'software_primaryPurpose',
  'externalIdentifier',
  'externalRef',
  'software_snippetFromFile',
  'software_byteRange',
  'software_lineRange',
  'software_fileKind',
  'name',
]);

const handledOfFiles: ReadonlySet<string> = new Set([...handled, 'contentType', 'software_additionalPurpose']);

/** An SPDX 3 document on the ground of SPDX 2. What only SPDX 3 can say (AI, datasets, builds, vulnerabilities …) goes into the ledger. */
export function toSpdx2Ground(bom: Bom, ledger: LossLedger): Bom {
  const downgrade = new Downgrade(bom, ledger);
  return downgrade.bom();
}

class Downgrade {
  readonly #bom: Bom;
  readonly #ledger: LossLedger;
  readonly #graph: GraphBuilder;
  readonly #ids = new Map<string, string>();
  readonly #annotations = new Map<string, DataObject[]>();
  readonly #artifacts = new Map<string, BomComponent>();
  readonly #phases = new Set<string>();

  constructor(bom: Bom, ledger: LossLedger) {
    this.#bom = bom;
    this.#ledger = ledger;
    const elements = arrayOf(bom.extra[others])
      .filter(isObject)
      .map((one) => one['element'] ?? null);
    this.#graph = new GraphBuilder(elements, '', undefined);
    this.#ids.set('https://spdx.org/rdf/3.0.1/terms/Core/NoneElement', 'NONE');
    this.#ids.set('https://spdx.org/rdf/3.0.1/terms/Core/NoAssertionElement', 'NOASSERTION');
    if (bom.facts.id !== undefined) this.#ids.set(bom.facts.id, documentId);
    this.#findArtifacts();
    const taken = new Set([documentId]);
    for (const component of bom.components) this.#name(component, taken);
  }

  bom(): Bom {
    const { facts } = this.#bom;
    const texts = this.#strangers();
    const external = this.#external();
    const paths = componentPaths(this.#bom);
    const artifacts = new Set([...this.#artifacts.values()].map(({ ref }) => ref));
    const components = this.#bom.components.flatMap((component, index) =>
      artifacts.has(component.ref) ? [] : [this.#component(component, paths[index] as string)],
    );
    const roots = arrayOf(facts.extra['rootElement']).filter((one) => typeof one === 'string');
    const documentAnnotations = this.#annotations.get(facts.id ?? '');
    noteResidue(
      facts.extra,
      new Set(['rootElement', 'creationInfo', 'dataLicense', 'element', 'import', 'namespaceMap', 'profileConformance']),
      { path: 'SpdxDocument', format: 'SPDX 2', ledger: this.#ledger },
    );
    const { extra: _, id, ...rest } = facts;
    const described = roots.map((root) => this.#ids.get(root)).filter((one) => one !== undefined);
    return {
      origin: { family: 'spdx', version: '2.3', encoding: 'json' },
      facts: {
        ...rest,
        ...(this.#phases.size === 0 ? {} : { lifecycles: [...this.#phases] }),
        ...(id === undefined ? {} : { id: namespaceOf(id) }),
        extra: {},
      },
      components,
      relationships: this.#relationships(artifacts),
      extra: {
        SPDXID: documentId,
        ...(external.length === 0 ? {} : { externalDocumentRefs: external }),
        ...(described.length === 0 ? {} : { documentDescribes: described }),
        ...(documentAnnotations === undefined ? {} : { annotations: documentAnnotations }),
        ...(texts.length === 0 ? {} : { hasExtractedLicensingInfos: texts }),
      },
    };
  }

  #name({ kind, name, ref }: BomComponent, taken: Set<string>): void {
    if (ref === undefined) return;
    const last = ref.slice(Math.max(ref.lastIndexOf('#'), ref.lastIndexOf('/')) + 1);
    const wanted = isSpdxId(last) ? last : `SPDXRef-${slug(`${kind}-${name ?? last}`)}`;
    let id = wanted;
    for (let count = 2; taken.has(id); count += 1) id = `${wanted}-${count}`;
    taken.add(id);
    this.#ids.set(ref, id);
  }

  /** A file that is nothing but the name and hashes of what a package is distributed as. */
  #findArtifacts(): void {
    const files = new Map<string, BomComponent>();
    const named = new Map<string, number>();
    for (const component of this.#bom.components)
      if (component.kind === 'file' && component.ref !== undefined) files.set(component.ref, component);
    for (const { from, to } of this.#bom.relationships) for (const ref of [from, ...to]) named.set(ref, (named.get(ref) ?? 0) + 1);
    for (const { from, to, type } of this.#bom.relationships) {
      const [only] = to;
      const file = only === undefined ? undefined : files.get(only);
      if (type !== 'hasDistributionArtifact' || to.length !== 1 || file === undefined || this.#artifacts.has(from)) continue;
      const { extra, hashes: _, kind: __, name, place: ___, ref, type: ____, ...more } = file;
      const says = Object.keys(extra).every((member) => ['creationInfo', place].includes(member)) && Object.keys(more).length === 0;
      if (says && name !== undefined && named.get(ref ?? '') === 1) this.#artifacts.set(from, file);
    }
  }

  #component(component: BomComponent, path: string): BomComponent {
    const { extra, ref } = component;
    noteResidue(extra, component.kind === 'file' ? handledOfFiles : handled, { path, format: 'SPDX 2', ledger: this.#ledger });
    if (extra['type'] !== undefined)
      this.#ledger.add(`${path}.type`, spell(extra['type']), 'SPDX 2 has packages, files and snippets only');
    const made: Record<string, DataValue | undefined> = {};
    for (const [three, two] of renamed) {
      if (extra[three] === undefined) continue;
      if (component.kind === 'package' || two === 'attributionTexts') made[two] = extra[three];
      else this.#ledger.add(`${path}.${three}`, three, 'SPDX 2 says it of packages only');
    }
    for (const [three, two] of [
      ['software_copyrightText', 'copyrightText'],
      ['software_downloadLocation', 'downloadLocation'],
      ['software_homePage', 'homepage'],
    ] as const) {
      const said = extra[three];
      if (said === 'NOASSERTION' || said === 'NONE') made[two] = said;
    }
    this.#purpose(component, made);
    for (const one of arrayOf(extra['verifiedUsing']).filter(isObject))
      if (one['type'] === 'PackageVerificationCode') {
        const excluded = arrayOf(one['packageVerificationCodeExcludedFile']);
        made['packageVerificationCode'] = {
          packageVerificationCodeValue: one['hashValue'] ?? '',
          ...(excluded.length === 0 ? {} : { packageVerificationCodeExcludedFiles: excluded }),
        };
      }
    const artifact = this.#artifacts.get(ref ?? '');
    if (artifact?.name !== undefined) made['packageFileName'] = artifact.name;
    const annotations = this.#annotations.get(ref ?? '');
    if (annotations !== undefined) made['annotations'] = annotations;
    this.#snippet(extra, made);
    const licences = component.licences?.map((one) =>
      component.kind !== 'package' && one.role === 'declared' ? { ...one, role: 'observed' as const } : one,
    );
    const hashes = [...(component.hashes ?? []), ...(artifact?.hashes ?? [])];
    // SPDX 2 demands a checksum of every file; a package may be one as well.
    const isBare = component.kind === 'file' && hashes.length === 0;
    if (isBare) {
      delete made['fileTypes'];
      made['filesAnalyzed'] = false;
    }
    return {
      ...component,
      ...(isBare ? { kind: 'package' as const, type: 'file' } : {}),
      ref: this.#ids.get(ref ?? '') ?? 'SPDXRef-x',
      ...(hashes.length === 0 ? {} : { hashes }),
      ...(licences === undefined ? {} : { licences }),
      extra: made,
    };
  }

  #purpose({ kind, type, extra }: BomComponent, made: Record<string, DataValue | undefined>): void {
    const purpose = textOf(extra['software_primaryPurpose']);
    if (kind === 'file') {
      const further = arrayOf(extra['software_additionalPurpose']).map((one) => fileTypes.get(spell(one)));
      const content = contentTypes.find(([form]) => form.test(textOf(extra['contentType']) ?? ''))?.[1];
      const types = [fileTypes.get(purpose ?? ''), ...further, content].filter((one) => one !== undefined);
      if (types.length > 0) made['fileTypes'] = [...new Set(types)];
    } else if (purpose === undefined) return;
    else if (type === undefined) made['primaryPackagePurpose'] = packagePurposes.has(purpose) ? purpose.toUpperCase() : 'OTHER';
  }

  #snippet(extra: DataObject, made: Record<string, DataValue | undefined>): void {
    const file = textOf(extra['software_snippetFromFile']);
    if (file === undefined) return;
    const reference = this.#ids.get(file) ?? file;
    made['snippetFromFile'] = reference;
    const ranges: DataObject[] = [];
    for (const [member, unit] of [
      ['software_byteRange', 'offset'],
      ['software_lineRange', 'lineNumber'],
    ] as const) {
      const range = objectOf(extra[member]);
      if (typeof range['beginIntegerRange'] === 'number' && typeof range['endIntegerRange'] === 'number')
        ranges.push({
          startPointer: { [unit]: range['beginIntegerRange'], reference },
          endPointer: { [unit]: range['endIntegerRange'], reference },
        });
    }
    if (ranges.length > 0) made['ranges'] = ranges;
  }

  #relationships(artifacts: ReadonlySet<string | undefined>): readonly BomRelationship[] {
    const relationships: BomRelationship[] = [];
    for (const [index, { comment, extra, from, scope, to, type }] of this.#bom.relationships.entries()) {
      if (licenceRelations[type] !== undefined) {
        if (comment !== undefined && comment !== '')
          this.#ledger.add(
            `@graph[${spell(extra[place] ?? index)}]`,
            'comment',
            'SPDX 2 has licences in members, without a comment',
          );
        continue;
      }
      const start = this.#ids.get(from);
      const ends = to.filter((ref) => !artifacts.has(ref));
      const path = `@graph[${spell(extra[place] ?? index)}]`;
      for (const name of ['startTime', 'endTime', 'description', 'summary'])
        if (extra[name] !== undefined) this.#ledger.add(`${path}.${name}`, name, 'SPDX 2 relationships have a comment only');
      if (start === undefined) {
        this.#ledger.add(path, `the relationship ${type}`, 'SPDX 2 relates packages, files, snippets and documents only');
        continue;
      }
      for (const ref of ends) {
        const end = this.#ids.get(ref);
        if (end === undefined)
          this.#ledger.add(
            path,
            `the relationship ${type} to ${ref}`,
            'SPDX 2 relates packages, files, snippets and documents only',
          );
        else
          relationships.push({
            from: start,
            type,
            to: [end],
            ...(scope === undefined ? {} : { scope }),
            ...(comment === undefined ? {} : { comment }),
            extra: {},
          });
      }
    }
    return relationships;
  }

  /** Texts of licences, and annotations; everything else is lost. */
  #strangers(): readonly DataObject[] {
    const texts: DataObject[] = [];
    for (const one of arrayOf(this.#bom.extra[others]).filter(isObject)) {
      const element = objectOf(one['element']);
      const type = textOf(element['type']) ?? '';
      const path = `@graph[${spell(one[place] ?? '')}]`;
      if (type === 'Annotation') this.#annotation(element, path);
      else if (type === 'expandedlicensing_CustomLicense' || type === 'simplelicensing_SimpleLicensingText')
        texts.push(toExtracted(element));
      else if (type === 'software_Sbom')
        for (const word of arrayOf(element['software_sbomType'])) this.#phases.add(phases.get(spell(word)) ?? 'discovery');
      else if (!silent.has(type)) this.#ledger.add(path, type, 'SPDX 2 has no such element');
    }
    return texts;
  }

  #annotation(element: DataObject, path: string): void {
    const subject = textOf(element['subject']);
    const info = resolve(this.#graph, element['creationInfo']);
    const agent = [...arrayOf(info?.['createdBy']), ...arrayOf(info?.['createdUsing'])]
      .map((one) => readAgent3(this.#graph, one))
      .find((one) => one !== undefined);
    if (subject === undefined || agent === undefined) {
      this.#ledger.add(path, 'annotation', 'SPDX 2 annotations are of one element, by somebody');
      return;
    }
    const annotation: DataObject = {
      annotationDate: info?.['created'] ?? '',
      annotationType: element['annotationType'] === 'review' ? 'REVIEW' : 'OTHER',
      annotator: writeAgent2(agent.kind === 'agent' ? { ...agent, kind: 'tool' } : agent),
      comment: element['statement'] ?? '',
    };
    this.#annotations.set(subject, [...(this.#annotations.get(subject) ?? []), annotation]);
  }

  #external(): readonly DataObject[] {
    const prefixes = new Map<string, string>();
    for (const one of arrayOf(this.#bom.facts.extra['namespaceMap']).filter(isObject))
      prefixes.set(spell(one['namespace']), spell(one['prefix']));
    const refs: DataObject[] = [];
    const seen = new Set<string>();
    for (const one of arrayOf(this.#bom.facts.extra['import']).filter(isObject)) {
      const [id, hash] = [
        textOf(one['externalSpdxId']) ?? '',
        arrayOf(one['verifiedUsing'])
          .filter(isObject)
          .find((sum) => sum['type'] === 'Hash'),
      ];
      const document = namespaceOf(id);
      const prefix = prefixes.get(`${document}#`) ?? prefixes.get(document);
      const algorithm = algorithmTo2(algorithmFrom3(textOf(hash?.['algorithm']) ?? ''));
      if (prefix !== undefined) this.#ids.set(id, `${prefix}:${id.slice(document.length + 1)}`);
      if (seen.has(document)) continue;
      seen.add(document);
      if (hash === undefined || algorithm === undefined) {
        this.#ledger.add('SpdxDocument.import', id, 'SPDX 2 refers to other documents with a checksum');
        continue;
      }
      refs.push({
        externalDocumentId: prefix?.startsWith('DocumentRef-') === true ? prefix : `DocumentRef-${slug(prefix ?? id)}`,
        checksum: { algorithm, checksumValue: hash['hashValue'] ?? '' },
        spdxDocument: document,
      });
    }
    return refs;
  }
}

/** Elements that members of SPDX 2 say. */
const silent: ReadonlySet<string> = new Set([
  'CreationInfo',
  'Person',
  'Organization',
  'Tool',
  'SoftwareAgent',
  'Agent',
  'simplelicensing_LicenseExpression',
  'software_Sbom',
  'expandedlicensing_ListedLicense',
]);

function toExtracted(element: DataObject): DataObject {
  const id = idOf(element) ?? '';
  const last = id.slice(Math.max(id.lastIndexOf('#'), id.lastIndexOf('/')) + 1);
  const [name, comment] = [textOf(element['name']), textOf(element['comment'])];
  const addresses = arrayOf(element['expandedlicensing_seeAlso']);
  return {
    licenseId: last.startsWith('LicenseRef-') ? last : `LicenseRef-${slug(last)}`,
    extractedText: element['simplelicensing_licenseText'] ?? '',
    ...(name === undefined ? {} : { name }),
    ...(comment === undefined ? {} : { comment }),
    ...(addresses.length === 0 ? {} : { seeAlsos: addresses }),
  };
}

/** SPDX 3 `SbomType` against the phases of CycloneDX. */
const phases: ReadonlyMap<string, string> = new Map([
  ['design', 'design'],
  ['source', 'pre-build'],
  ['build', 'build'],
  ['analyzed', 'post-build'],
  ['deployed', 'operations'],
  ['runtime', 'operations'],
]);

/** A namespace of SPDX 2 has no fragment (2.3, 6.5). */
function namespaceOf(id: string): string {
  const hash = id.indexOf('#');
  return hash === -1 ? id : id.slice(0, hash);
}

const fileTypes: ReadonlyMap<string, string> = new Map([
  ['source', 'SOURCE'],
  ['archive', 'ARCHIVE'],
  ['application', 'APPLICATION'],
  ['documentation', 'DOCUMENTATION'],
  ['other', 'OTHER'],
]);

const contentTypes: readonly (readonly [RegExp, string])[] = [
  [/^application\/octet-stream$/, 'BINARY'],
  [/^text\/spdx$/, 'SPDX'],
  [/^text\//, 'TEXT'],
  [/^image\//, 'IMAGE'],
  [/^audio\//, 'AUDIO'],
  [/^video\//, 'VIDEO'],
];

const packagePurposes: ReadonlySet<string> = new Set(['source', 'archive', 'install']);
