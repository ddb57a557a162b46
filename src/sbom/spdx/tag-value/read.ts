import type { DataArray, DataObject, DataValue, SourceDocument } from '../../../kernel/index.ts';
import { tagResidue } from '../grammar.ts';
import { readTaggedLines, type LineFault, type TaggedLine } from './lines.ts';
import { tags, type TagOwner, type TagSpec } from './tags.ts';

type Draft = Record<string, DataValue>;

export interface ReadTagValue {
  /** The document in its JSON form; a file says in the residue `#tag` in which package's section it stands. */
  readonly document: SourceDocument;
  readonly faults: readonly LineFault[];
}

/** Reads an SPDX 2 document in tag-value form into its JSON form. Never throws. */
export function readTagValue(text: string): ReadTagValue {
  const { lines, faults } = readTaggedLines(text);
  const reader = new TagReader([...faults]);
  for (const line of lines) reader.take(line);
  const starts = reader.starts;
  return { document: { value: reader.document(), lineOf: (node) => starts.get(node) }, faults: reader.faults };
}

const lists: Readonly<Record<string, string>> = {
  package: 'packages',
  file: 'files',
  snippet: 'snippets',
  licence: 'hasExtractedLicensingInfos',
};

class TagReader {
  readonly faults: LineFault[];
  readonly starts = new Map<DataObject | DataArray, number>();
  readonly #root: Draft = {};
  readonly #creation: Draft = {};
  readonly #parts = new Map<string, Draft[]>();
  readonly #annotations = new Map<string, Draft[]>();
  readonly #byId = new Map<string, Draft>();
  /** The element whose section this is. */
  #open: Draft = this.#root;
  #owner: TagOwner = 'document';
  #package: Draft | undefined;
  /** What a further line may add to: an annotation, a review, a relationship, an external reference. */
  #last: Draft | undefined;

  constructor(faults: LineFault[]) {
    this.faults = faults;
    this.starts.set(this.#root, 1);
  }

  take(line: TaggedLine): void {
    const { tag } = line;
    const special = this.#special(line);
    if (special) return;
    const spec = tags.get(tag);
    if (spec === undefined) {
      this.faults.push({ line: line.line, message: `has the tag ${tag}, which SPDX has not` });
      return;
    }
    if (tag === 'PackageName' || tag === 'FileName' || tag === 'LicenseID') this.#start(spec.owner, line);
    const target = this.#targetOf(spec, line);
    if (target !== undefined) this.#set(target, spec, line);
  }

  document(): DataObject {
    const root: Draft = { ...this.#root };
    this.starts.set(root, 1);
    if (Object.keys(this.#creation).length > 0) root['creationInfo'] = this.#creation;
    for (const [name, list] of this.#parts) root[name] = list;
    for (const [ref, list] of this.#annotations) {
      const owner = ref === '' || ref === root['SPDXID'] ? root : this.#byId.get(ref);
      if (owner === undefined)
        this.faults.push({
          line: this.starts.get(list[0] ?? {}) ?? 1,
          message: `annotates ${JSON.stringify(ref)}, which is nothing in the document`,
        });
      else owner['annotations'] = list;
    }
    return root;
  }

  #start(owner: TagOwner, { line }: TaggedLine): void {
    const draft: Draft = {};
    this.starts.set(draft, line);
    if (owner === 'package') this.#package = draft;
    if (owner === 'file' && this.#package !== undefined) draft[tagResidue] = { package: this.#package['SPDXID'] ?? '' };
    this.#part(lists[owner] as string).push(draft);
    this.#open = draft;
    this.#owner = owner;
  }

  #part(name: string): Draft[] {
    let list = this.#parts.get(name);
    if (list === undefined) this.#parts.set(name, (list = []));
    return list;
  }

  #targetOf(spec: TagSpec, { tag, line }: TaggedLine): Draft | undefined {
    if (spec.owner === 'document') return this.#root;
    if (spec.owner === 'creation') return this.#creation;
    if (spec.owner === this.#owner) return this.#open;
    this.faults.push({ line, message: `has the tag ${tag} outside a ${spec.owner}` });
    return undefined;
  }

  #set(target: Draft, spec: TagSpec, line: TaggedLine): void {
    const value = this.#convert(spec, line);
    if (value === undefined) return;
    if (spec.isList === true) {
      const list = (target[spec.member] ?? []) as DataValue[];
      list.push(value);
      target[spec.member] = list;
    } else if (target[spec.member] === undefined) {
      target[spec.member] = value;
    } else {
      this.faults.push({ line: line.line, message: `has the tag ${line.tag} a second time in one element` });
    }
  }

  #convert({ how }: TagSpec, line: TaggedLine): DataValue | undefined {
    const { value } = line;
    switch (how) {
      case 'bool':
        return value === 'true' ? true : value === 'false' ? false : value;
      case 'checksum':
        return this.#made(line, checksumOf(value));
      case 'externalDocument': {
        const [, id, document, checksum] = /^(\S+)\s+(\S+)\s+(\S.*)$/.exec(value) ?? [];
        const sum = checksum === undefined ? undefined : checksumOf(checksum);
        return this.#made(line, sum && { externalDocumentId: id as string, checksum: sum, spdxDocument: document as string });
      }
      case 'externalRef': {
        const [, category, type, locator] = /^(\S+)\s+(\S+)\s+(\S.*)$/.exec(value) ?? [];
        const ref = this.#made(
          line,
          category && { referenceCategory: category, referenceType: type as string, referenceLocator: locator as string },
        );
        this.#last = ref;
        return ref;
      }
      case 'verification': {
        const [, code, excluded] = /^([^()\s]+)\s*(?:\((?:excludes:\s*)?([^()]*)\))?$/.exec(value) ?? [];
        const files = excluded
          ?.split(',')
          .map((file) => file.trim())
          .filter((file) => file !== '');
        return this.#made(
          line,
          code && {
            packageVerificationCodeValue: code,
            ...(files === undefined ? {} : { packageVerificationCodeExcludedFiles: files }),
          },
        );
      }
      default:
        return value;
    }
  }

  #made(line: TaggedLine, value: Draft | '' | undefined): Draft | undefined {
    if (value === undefined || value === '') {
      this.faults.push({ line: line.line, message: `has a ${line.tag} that has not the form of one` });
      return undefined;
    }
    this.starts.set(value, line.line);
    return value;
  }

  /** Tags that belong to no one element, or to whichever is open. True when the line was one. */
  #special(line: TaggedLine): boolean {
    const { tag, value } = line;
    switch (tag) {
      case 'SPDXID':
        if (this.#open['SPDXID'] !== undefined)
          this.faults.push({ line: line.line, message: 'has the tag SPDXID a second time in one element' });
        this.#open['SPDXID'] = value;
        this.#byId.set(value, this.#open);
        return true;
      case 'SnippetSPDXID':
      case 'SnippetSPDXIdentifier':
        this.#start('snippet', line);
        this.#open['SPDXID'] = value;
        this.#byId.set(value, this.#open);
        return true;
      case 'SnippetByteRange':
      case 'SnippetLineRange':
        this.#range(line);
        return true;
      case 'Relationship':
        this.#relationship(line);
        return true;
      case 'Annotator':
        this.#last = this.#draft(line, { annotator: value });
        return true;
      case 'Reviewer':
        this.#last = this.#draft(line, { reviewer: value });
        this.#part('revieweds').push(this.#last);
        return true;
      case 'SPDXREF':
        this.#annotate(value, line);
        return true;
      default:
        return this.#further(line);
    }
  }

  #draft({ line }: TaggedLine, value: Draft): Draft {
    this.starts.set(value, line);
    return value;
  }

  /** What adds to the annotation, review, relationship or external reference before it. */
  #further({ tag, value, line }: TaggedLine): boolean {
    const member = further.get(tag);
    if (member === undefined) return false;
    if (this.#last === undefined) this.faults.push({ line, message: `has the tag ${tag} before what it belongs to` });
    else this.#last[member] = value;
    return true;
  }

  #annotate(ref: string, { line }: TaggedLine): void {
    if (this.#last?.['annotator'] === undefined) {
      this.faults.push({ line, message: 'has the tag SPDXREF before an annotator' });
      return;
    }
    this.#annotations.set(ref, [...(this.#annotations.get(ref) ?? []), this.#last]);
  }

  #relationship(line: TaggedLine): void {
    const [, element, type, related] = /^(\S+)\s+(\S+)\s+(\S+)$/.exec(line.value) ?? [];
    const made = this.#made(
      line,
      element && { spdxElementId: element, relationshipType: type as string, relatedSpdxElement: related as string },
    );
    if (made === undefined) return;
    this.#part('relationships').push(made);
    this.#last = made;
  }

  #range(line: TaggedLine): void {
    const [, start, end] = /^(\d{1,15}):(\d{1,15})$/.exec(line.value) ?? [];
    const unit = line.tag === 'SnippetByteRange' ? 'offset' : 'lineNumber';
    const reference = this.#open['snippetFromFile'] ?? '';
    const made = this.#made(
      line,
      start && {
        startPointer: { [unit]: Number(start), reference },
        endPointer: { [unit]: Number(end), reference },
      },
    );
    if (made === undefined || this.#owner !== 'snippet') return;
    this.#open['ranges'] = [...((this.#open['ranges'] ?? []) as DataArray), made];
  }
}

const further: ReadonlyMap<string, string> = new Map([
  ['AnnotationDate', 'annotationDate'],
  ['AnnotationType', 'annotationType'],
  ['AnnotationComment', 'comment'],
  ['ReviewDate', 'reviewDate'],
  ['ReviewComment', 'comment'],
  ['RelationshipComment', 'comment'],
  ['ExternalRefComment', 'comment'],
]);

/** `SHA1: d6a770ba…` */
function checksumOf(text: string): Draft | undefined {
  const [, algorithm, value] = /^([^:\s]+):\s*(\S+)$/.exec(text) ?? [];
  return algorithm === undefined || value === undefined ? undefined : { algorithm, checksumValue: value };
}
