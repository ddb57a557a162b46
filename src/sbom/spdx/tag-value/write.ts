import { arrayOf, isObject, objectOf, textOf, type DataObject, type DataValue } from '../../../kernel/index.ts';
import type { LossLedger } from '../../bom/loss.ts';
import { tagResidue } from '../grammar.ts';
import { toTagged } from './lines.ts';
import { tags, type TagOwner, type TagSpec } from './tags.ts';
import { spell } from '../../spell.ts';

/** An SPDX 2 document in its JSON form as tag-value text. What tag-value has no tag for goes into the ledger. */
export function toTagValue(document: DataObject, ledger: LossLedger): string {
  const writer = new TagWriter(ledger);
  writer.document(document);
  return `${writer.lines.join('\n')}\n`;
}

const tagsOf = (owner: TagOwner): readonly (readonly [string, TagSpec])[] => [...tags].filter(([, spec]) => spec.owner === owner);

class TagWriter {
  readonly lines: string[] = [];
  readonly #ledger: LossLedger;
  readonly #own: Readonly<Record<TagOwner, readonly (readonly [string, TagSpec])[]>> = {
    document: tagsOf('document'),
    creation: tagsOf('creation'),
    package: tagsOf('package'),
    file: tagsOf('file'),
    snippet: tagsOf('snippet'),
    licence: tagsOf('licence'),
  };
  readonly #byPackage = new Map<string, (readonly [string, DataObject])[]>();

  constructor(ledger: LossLedger) {
    this.#ledger = ledger;
  }

  document(root: DataObject): void {
    this.#members(root, 'document', '', 'SPDXVersion', [
      'SPDXID',
      'creationInfo',
      'packages',
      'files',
      'snippets',
      'relationships',
      'annotations',
      'revieweds',
      'hasExtractedLicensingInfos',
      'documentDescribes',
      '$schema',
    ]);
    this.#members(objectOf(root['creationInfo']), 'creation', 'creationInfo', undefined, []);
    for (const review of arrayOf(root['revieweds']).filter(isObject)) {
      this.#say('Reviewer', review['reviewer']);
      this.#say('ReviewDate', review['reviewDate']);
      this.#say('ReviewComment', review['comment']);
    }
    this.#annotations(root);
    this.#sections(root);
    for (const [index, licence] of arrayOf(root['hasExtractedLicensingInfos']).filter(isObject).entries()) {
      this.lines.push('', '## License Information');
      this.#members(licence, 'licence', `hasExtractedLicensingInfos[${index}]`, undefined, []);
    }
    this.#relationships(root);
  }

  /** Files of no package come first: after a package they would be its own. */
  #sections(root: DataObject): void {
    for (const [index, file] of arrayOf(root['files']).filter(isObject).entries()) {
      const owner = textOf(objectOf(file[tagResidue])['package']) ?? '';
      this.#byPackage.set(owner, [...(this.#byPackage.get(owner) ?? []), [`files[${index}]`, file]]);
    }
    this.#files('');
    const known = new Set<string>();
    for (const [index, one] of arrayOf(root['packages']).filter(isObject).entries()) {
      this.lines.push('', '## Package Information');
      this.#members(one, 'package', `packages[${index}]`, 'PackageName', ['SPDXID', 'annotations', 'hasFiles']);
      this.#annotations(one);
      const id = textOf(one['SPDXID']) ?? '';
      known.add(id);
      this.#files(id);
    }
    for (const owner of this.#byPackage.keys()) if (owner !== '' && !known.has(owner)) this.#files(owner);
    for (const [index, snippet] of arrayOf(root['snippets']).filter(isObject).entries())
      this.#snippet(snippet, `snippets[${index}]`);
  }

  #files(owner: string): void {
    for (const [path, file] of this.#byPackage.get(owner) ?? []) {
      this.lines.push('', '## File Information');
      this.#members(file, 'file', path, 'FileName', ['SPDXID', 'annotations', tagResidue]);
      this.#annotations(file);
    }
  }

  #snippet(snippet: DataObject, path: string): void {
    this.lines.push('', '## Snippet Information');
    this.#say('SnippetSPDXID', snippet['SPDXID']);
    this.#say('SnippetFromFileSPDXID', snippet['snippetFromFile']);
    for (const range of arrayOf(snippet['ranges']).filter(isObject)) {
      const [start, end] = [objectOf(range['startPointer']), objectOf(range['endPointer'])];
      for (const [tag, unit] of [
        ['SnippetByteRange', 'offset'],
        ['SnippetLineRange', 'lineNumber'],
      ] as const)
        if (start[unit] !== undefined && end[unit] !== undefined)
          this.lines.push(`${tag}: ${spell(start[unit])}:${spell(end[unit])}`);
    }
    this.#members(
      snippet,
      'snippet',
      path,
      undefined,
      ['SPDXID', 'annotations', 'ranges', 'snippetFromFile'],
      'SnippetFromFileSPDXID',
    );
    this.#annotations(snippet);
  }

  /** `first` is the tag after which the id of the element stands; `omit` one that was already written. */
  #members(
    node: DataObject,
    owner: TagOwner,
    path: string,
    first: string | undefined,
    known: readonly string[],
    omit?: string,
  ): void {
    const specs = this.#own[owner];
    for (const [tag, spec] of specs) {
      if (tag !== omit)
        for (const value of spec.isList === true ? arrayOf(node[spec.member]) : [node[spec.member]]) this.#write(tag, spec, value);
      if (tag === first) this.#say('SPDXID', node['SPDXID']);
    }
    for (const name of Object.keys(node)) {
      if (node[name] === undefined || known.includes(name) || specs.some(([, { member }]) => member === name)) continue;
      this.#ledger.add(path === '' ? name : `${path}.${name}`, name, 'tag-value has no tag for it');
    }
  }

  #write(tag: string, { how }: TagSpec, value: DataValue | undefined): void {
    if (!isObject(value)) {
      this.#say(tag, value);
      return;
    }
    if (how === 'checksum') this.#say(tag, checksum(value));
    else if (how === 'externalDocument')
      this.#say(
        tag,
        `${spell(value['externalDocumentId'])} ${spell(value['spdxDocument'])} ${checksum(objectOf(value['checksum']))}`,
      );
    else if (how === 'verification') {
      const excluded = value['packageVerificationCodeExcludedFiles'];
      const files = excluded === undefined ? '' : ` (excludes: ${arrayOf(excluded).map(spell).join(', ')})`;
      this.#say(tag, `${spell(value['packageVerificationCodeValue'])}${files}`);
    } else if (how === 'externalRef') {
      this.#say(tag, `${spell(value['referenceCategory'])} ${spell(value['referenceType'])} ${spell(value['referenceLocator'])}`);
      this.#say('ExternalRefComment', value['comment']);
    }
  }

  #say(tag: string, value: DataValue | undefined): void {
    if (value !== undefined && value !== null) this.lines.push(toTagged(tag, spell(value)));
  }

  #annotations(node: DataObject): void {
    for (const annotation of arrayOf(node['annotations']).filter(isObject)) {
      this.#say('Annotator', annotation['annotator']);
      this.#say('AnnotationDate', annotation['annotationDate']);
      this.#say('AnnotationComment', annotation['comment']);
      this.#say('AnnotationType', annotation['annotationType']);
      this.#say('SPDXREF', node['SPDXID']);
    }
  }

  /** What JSON may say in `documentDescribes` and `hasFiles` is a relationship here, unless it is one there too. */
  #relationships(root: DataObject): void {
    const said = new Set<string>();
    const relate = (from: DataValue | undefined, type: string, to: DataValue | undefined): void => {
      const text = `${spell(from)} ${type} ${spell(to)}`;
      said.add(text);
      this.#say('Relationship', text);
    };
    for (const one of arrayOf(root['relationships']).filter(isObject)) {
      relate(one['spdxElementId'], spell(one['relationshipType']), one['relatedSpdxElement']);
      this.#say('RelationshipComment', one['comment']);
    }
    const relateOnce = (from: DataValue | undefined, type: string, to: DataValue): void => {
      if (!said.has(`${spell(from)} ${type} ${spell(to)}`)) relate(from, type, to);
    };
    for (const one of arrayOf(root['documentDescribes'])) relateOnce(root['SPDXID'], 'DESCRIBES', one);
    for (const one of arrayOf(root['packages']).filter(isObject))
      for (const file of arrayOf(one['hasFiles'])) relateOnce(one['SPDXID'], 'CONTAINS', file);
  }
}

function checksum(value: DataObject): string {
  return `${spell(value['algorithm'])}: ${spell(value['checksumValue'])}`;
}
