import { arrayOf, isObject, objectOf, textOf, type DataObject, type DataValue } from '../../../kernel/index.ts';
import type { LossLedger } from '../../bom/loss.ts';
import type { Bom, BomComponent, BomFacts, BomRelationship } from '../../bom/model.ts';
import { componentPaths } from '../../bom/paths.ts';
import { noteResidue } from '../../bom/unsaid.ts';
import { describedBy } from '../../cyclonedx/bom/from-spdx.ts';
import { spdx3Context, tagResidue } from '../grammar.ts';
import { readAgent2 } from './agents.ts';
import { others } from './decode3.ts';
import { GraphBuilder } from './graph.ts';
import { readCreation3 } from './lenses3.ts';
import { toHashes, toImports } from './upgrade-imports.ts';
import { addCustomLicences, licenceTexts, spokenLicences } from './upgrade-licences.ts';
import { contentTypeOfFileType, handled, purposeOfFileType, purposeOfPackage, renamed, sbomTypes } from './upgrade-words.ts';
import { spell } from '../../spell.ts';

const creation = '_:creationinfo';
const noneElement = 'https://spdx.org/rdf/3.0.1/terms/Core/NoneElement';
const noAssertionElement = 'https://spdx.org/rdf/3.0.1/terms/Core/NoAssertionElement';

/** A document on the ground of SPDX 2 as SPDX 3.0.1: what SPDX 2 says in members is said in elements and relationships. */
export function toSpdx3Ground(bom: Bom, ledger: LossLedger): Bom {
  const namespace = bom.facts.id ?? 'urn:spdx:document';
  const base = `${namespace}${namespace.endsWith('#') || namespace.endsWith('/') ? '' : '#'}`;
  const upgrade = new Upgrade(bom, base, ledger);
  const paths = componentPaths(bom);
  const components = bom.components.map((component, index) => upgrade.component(component, paths[index] as string));
  const { extra: _, ...facts } = bom.facts;
  const documentRef = upgrade.idOf(textOf(bom.extra['SPDXID']) ?? 'SPDXRef-DOCUMENT');
  noteResidue(bom.facts.extra, new Set(['comment', 'creators']), {
    path: 'creationInfo',
    format: 'SPDX 3',
    ledger,
  });
  noteResidue(
    bom.extra,
    new Set([
      'SPDXID',
      '$schema',
      'documentDescribes',
      'annotations',
      'hasExtractedLicensingInfos',
      'externalDocumentRefs',
      'revieweds',
      'packages',
      'files',
      'snippets',
      'relationships',
      'dataLicense',
    ]),
    { path: '', format: 'SPDX 3', ledger },
  );
  const stated = upgrade.relationships();
  upgrade.document(documentRef);
  const relationships = [...stated, ...upgrade.made];
  const made: Pick<Bom, 'facts'> = {
    facts: { ...facts, ...upgrade.creationFacts(), id: documentRef, extra: upgrade.documentExtra() },
  };
  return {
    origin: { family: 'spdx', version: '3.0.1', encoding: 'json' },
    ...made,
    components,
    relationships,
    extra: { '@context': spdx3Context, [others]: upgrade.elements() },
  };
}

class Upgrade {
  readonly made: BomRelationship[] = [];
  readonly #bom: Bom;
  readonly #base: string;
  readonly #builder: GraphBuilder;
  readonly #ledger: LossLedger;
  readonly #external = new Map<string, string>();
  readonly #customs: ReadonlyMap<string, string>;

  constructor(bom: Bom, base: string, ledger: LossLedger) {
    this.#bom = bom;
    this.#base = base;
    this.#ledger = ledger;
    this.#builder = new GraphBuilder([], base, creation);
    for (const ref of arrayOf(bom.extra['externalDocumentRefs']).filter(isObject)) {
      const [id, document] = [textOf(ref['externalDocumentId']), textOf(ref['spdxDocument'])];
      if (id !== undefined && document !== undefined) this.#external.set(id, document);
    }
    const comment = textOf(bom.facts.extra['comment']);
    this.#builder.creationId(bom.facts);
    if (comment !== undefined) this.#addToCreation('comment', comment);
    this.#customs = addCustomLicences(bom.extra['hasExtractedLicensingInfos'], this.#builder, base, creation);
  }

  #addToCreation(member: string, value: DataValue): void {
    const at = this.#builder.added.findIndex((element) => element['@id'] === creation);
    this.#builder.added[at] = { ...this.#builder.added[at], [member]: value };
  }

  elements(): readonly DataObject[] {
    return this.#builder.added.map((element) => ({ element }));
  }

  idOf(ref: string): string {
    if (ref === 'NONE') return noneElement;
    if (ref === 'NOASSERTION') return noAssertionElement;
    if (ref.startsWith('DocumentRef-')) {
      const colon = ref.indexOf(':');
      const document = this.#external.get(ref.slice(0, colon));
      if (colon !== -1 && document !== undefined) return `${document}#${ref.slice(colon + 1)}`;
    }
    return ref.includes(':') ? ref : this.#base + ref;
  }

  component(component: BomComponent, path: string): BomComponent {
    const { extra, ref } = component;
    const id = this.idOf(ref ?? this.#builder.newId('Element'));
    noteResidue(extra, handled, { path, format: 'SPDX 3', ledger: this.#ledger });
    const made: Record<string, DataValue | undefined> = { creationInfo: creation };
    for (const [two, three] of renamed) if (extra[two] !== undefined) made[three] = extra[two];
    const notice = textOf(extra['noticeText']);
    if (notice !== undefined) made['software_attributionText'] = [...arrayOf(made['software_attributionText']), notice];
    for (const [two, three] of [
      ['copyrightText', 'software_copyrightText'],
      ['downloadLocation', 'software_downloadLocation'],
      ['homepage', 'software_homePage'],
    ] as const) {
      const said = extra[two];
      const isBare = said === 'NOASSERTION' || said === 'NONE' || said === '';
      if (isBare) made[three] = said;
    }
    if (component.kind === 'package' && made['software_downloadLocation'] === undefined && !hasLocation(component))
      made['software_downloadLocation'] = 'NOASSERTION';
    this.#files(extra, made, component);
    const hashes = this.#artifact(component, id, made);
    this.#licences(component, id);
    this.#annotate(extra['annotations'], id);
    for (const file of arrayOf(extra['hasFiles']))
      if (typeof file === 'string') this.#relate(id, 'contains', [this.idOf(file)], file, ref);
    const owner = textOf(objectOf(extra[tagResidue])['package']);
    if (owner !== undefined && owner !== '') this.#relate(this.idOf(owner), 'contains', [id], ref ?? '', owner);
    for (const file of arrayOf(extra['fileDependencies']))
      if (typeof file === 'string') this.#relate(id, 'dependsOn', [this.idOf(file)], file, ref);
    const comment = [component.comment, textOf(extra['licenseComments'])].filter((one) => one !== undefined).join('; ');
    const { licences, ...rest } = component;
    return {
      ...rest,
      ref: id,
      ...(hashes === undefined ? {} : { hashes }),
      ...(licences === undefined ? {} : { licences: spokenLicences(licences, component.kind, this.#builder.licences) }),
      ...(comment === '' ? {} : { comment }),
      extra: made,
    };
  }

  #licences(component: BomComponent, id: string): void {
    for (const [type, , text] of licenceTexts(component.licences, component.kind, this.#builder.licences))
      this.made.push({ from: id, type, to: [this.#licenceId(text)], extra: this.#named() });
  }

  #named(): DataObject {
    return { spdxId: this.#builder.newId('Relationship'), creationInfo: creation };
  }

  /** One element for each text. `LicenseRef-` are bound to the elements that hold their texts. */
  #licenceId(text: string): string {
    const refs = [...new Set(text.match(/(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+/g) ?? [])].filter((ref) =>
      this.#customs.has(ref),
    );
    return this.#builder.once('Licence', {
      type: 'simplelicensing_LicenseExpression',
      simplelicensing_licenseExpression: text,
      ...(refs.length === 0
        ? {}
        : {
            simplelicensing_customIdToUri: refs.map((key) => ({
              type: 'DictionaryEntry',
              key,
              value: this.#customs.get(key) as string,
            })),
          }),
    });
  }

  #files(extra: DataObject, made: Record<string, DataValue | undefined>, component: BomComponent): void {
    const purposes: string[] = [];
    for (const type of arrayOf(extra['fileTypes'])) {
      const purpose = purposeOfFileType.get(spell(type));
      if (purpose !== undefined) purposes.push(purpose);
      const contentType = contentTypeOfFileType.get(spell(type));
      if (contentType !== undefined) made['contentType'] = contentType;
    }
    const two = textOf(extra['primaryPackagePurpose']);
    if (two !== undefined && component.type === undefined) purposes.unshift(purposeOfPackage.get(two) ?? 'other');
    if (purposes[0] !== undefined) made['software_primaryPurpose'] = purposes[0];
    if (purposes.length > 1) made['software_additionalPurpose'] = purposes.slice(1);
    const contributors = arrayOf(extra['fileContributors']).filter((one) => typeof one === 'string');
    if (contributors.length > 0) made['originatedBy'] = contributors.map((name) => this.#builder.agentId({ kind: 'agent', name }));
    const file = textOf(extra['snippetFromFile']);
    if (file !== undefined) made['software_snippetFromFile'] = this.idOf(file);
    for (const range of arrayOf(extra['ranges']).filter(isObject)) {
      const [start, end] = [objectOf(range['startPointer']), objectOf(range['endPointer'])];
      for (const [unit, member] of [
        ['offset', 'software_byteRange'],
        ['lineNumber', 'software_lineRange'],
      ] as const)
        if (typeof start[unit] === 'number' && typeof end[unit] === 'number')
          made[member] = { type: 'PositiveIntegerRange', beginIntegerRange: start[unit], endIntegerRange: end[unit] };
    }
  }

  /** The file that a package is distributed as, with the hashes of that file; the code over its content stays with the package. */
  #artifact(component: BomComponent, id: string, made: Record<string, DataValue | undefined>): BomComponent['hashes'] {
    const { extra } = component;
    const code = objectOf(extra['packageVerificationCode']);
    const value = textOf(code['packageVerificationCodeValue']);
    const excluded = arrayOf(code['packageVerificationCodeExcludedFiles']);
    const verification: readonly DataValue[] =
      value === undefined
        ? []
        : [
            {
              type: 'PackageVerificationCode',
              algorithm: 'sha1',
              hashValue: value,
              ...(excluded.length === 0 ? {} : { packageVerificationCodeExcludedFile: excluded }),
            },
          ];
    const fileName = textOf(extra['packageFileName']);
    const hashes = component.hashes ?? [];
    if (fileName === undefined) {
      if (verification.length > 0) made['verifiedUsing'] = [...toHashes(hashes), ...verification];
      return hashes.length === 0 ? undefined : hashes;
    }
    const written = toHashes(hashes);
    const file = this.#builder.newId('File');
    this.#builder.add({
      type: 'software_File',
      spdxId: file,
      creationInfo: creation,
      name: fileName,
      ...(written.length === 0 ? {} : { verifiedUsing: written }),
    });
    this.made.push({
      from: id,
      type: 'hasDistributionArtifact',
      to: [file],
      extra: { ...this.#named(), completeness: 'complete' },
    });
    if (verification.length > 0) made['verifiedUsing'] = verification;
    return [];
  }

  #annotate(annotations: DataValue | undefined, subject: string): void {
    for (const one of arrayOf(annotations).filter(isObject))
      this.#annotation(subject, one['comment'], one['annotationType'], one['annotator'], one['annotationDate']);
  }

  /** An annotation has its own maker and time: a creation information of its own. */
  #annotation(
    subject: string,
    text: DataValue | undefined,
    type: DataValue | undefined,
    by: DataValue | undefined,
    when: DataValue | undefined,
  ): void {
    const agent = typeof by === 'string' ? readAgent2(by) : undefined;
    const info = this.#builder.newId('CreationInfo').replace(this.#base, '_:');
    const id = this.#builder.newId('Annotation');
    this.#builder.add({
      type: 'CreationInfo',
      '@id': info,
      specVersion: '3.0.1',
      created: textOf(when) ?? this.#bom.facts.created ?? '',
      createdBy: [
        agent === undefined || agent.kind === 'tool'
          ? this.#builder.once('Agent', { type: 'SoftwareAgent', name: agent?.name ?? 'NOASSERTION' })
          : this.#builder.agentId(agent),
      ],
      ...(agent?.kind === 'tool' ? { createdUsing: [this.#builder.agentId(agent)] } : {}),
    });
    this.#builder.add({
      type: 'Annotation',
      spdxId: id,
      creationInfo: info,
      annotationType: type === 'REVIEW' ? 'review' : 'other',
      subject,
      statement: textOf(text) ?? '',
    });
  }

  #relate(from: string, type: string, to: readonly string[], ref: string, owner: string | undefined): void {
    const isSaid = this.#bom.relationships.some((one) => one.from === owner && one.type === type && one.to.includes(ref));
    if (!isSaid) this.made.push({ from, type, to, extra: { ...this.#named(), completeness: 'noAssertion' } });
  }

  relationships(): readonly BomRelationship[] {
    return this.#bom.relationships.map(({ comment, from, scope, to, type }) => ({
      from: this.idOf(from),
      type,
      to: to.map((ref) => this.idOf(ref)),
      ...(scope === undefined ? {} : { scope }),
      ...(comment === undefined ? {} : { comment }),
      extra: { ...this.#named(), completeness: to.includes('NONE') ? 'complete' : 'noAssertion' },
    }));
  }

  document(documentRef: string): void {
    this.#annotate(this.#bom.extra['annotations'], documentRef);
    for (const review of arrayOf(this.#bom.extra['revieweds']).filter(isObject))
      this.#annotation(documentRef, review['comment'], 'REVIEW', review['reviewer'], review['reviewDate']);
    const isSaid = (ref: string): boolean =>
      this.#bom.relationships.some(
        ({ from, to, type }) => type === 'describes' && this.idOf(from) === documentRef && to.includes(ref),
      );
    for (const ref of arrayOf(this.#bom.extra['documentDescribes']))
      if (typeof ref === 'string' && !isSaid(ref))
        this.made.push({
          from: documentRef,
          type: 'describes',
          to: [this.idOf(ref)],
          extra: { ...this.#named(), completeness: 'noAssertion' },
        });
  }

  /** What the creation information that was made reads as, so that the codec makes no other. */
  creationFacts(): Pick<BomFacts, 'created' | 'authors' | 'tools'> {
    return readCreation3({ creationInfo: creation }, this.#builder);
  }

  /** An SBOM in SPDX 3 says in which phase its software was looked at. */
  #sbom(roots: readonly string[]): void {
    const types = [
      ...new Set((this.#bom.facts.lifecycles ?? []).map((phase) => sbomTypes.get(phase)).filter((one) => one !== undefined)),
    ];
    if (types.length > 0)
      this.#builder.add({
        type: 'software_Sbom',
        spdxId: this.#builder.newId('Sbom'),
        creationInfo: creation,
        software_sbomType: types,
        rootElement: roots,
      });
  }

  documentExtra(): DataObject {
    const roots = describedBy(this.#bom).map((ref) => this.idOf(ref));
    this.#sbom(roots);
    const imports = arrayOf(this.#bom.extra['externalDocumentRefs'])
      .filter(isObject)
      .flatMap((ref) => toImports(ref, this.#bom.relationships));
    const prefixes = [...this.#external].map(([prefix, document]) => ({ type: 'NamespaceMap', prefix, namespace: `${document}#` }));
    const licence = this.#bom.facts.licences?.[0]?.text;
    return {
      creationInfo: creation,
      ...(licence === undefined ? {} : { dataLicense: this.#builder.licenceId(licence) }),
      ...(roots.length === 0 ? {} : { rootElement: roots }),
      ...(imports.length === 0 ? {} : { import: imports, namespaceMap: prefixes }),
    };
  }
}

function hasLocation({ references }: BomComponent): boolean {
  return references?.some(({ type }) => type === 'distribution' || type === 'vcs') === true;
}
