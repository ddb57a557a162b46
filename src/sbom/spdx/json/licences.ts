import { sha256, textOf, type DataArray, type DataObject } from '../../../kernel/index.ts';
import { known, none, type Field, type Licences } from '../../../model/index.ts';
import { fieldWith, type Extras } from '../../extras.ts';
import { createLicenceClassifier, referencesOf } from '../../licence/classify.ts';
import type { ReadingLog } from '../../reading-log.ts';
import { listOf, objectsOf, stringOf } from '../../shape.ts';
import { noAssertion, noneStated, type SpdxExtractedLicence } from './document.ts';
import { slug } from './identifiers.ts';

/** Licence texts of the document that are nothing but a name, by their `LicenseRef-`: the name is what a reader wants. */
export type NamedLicences = ReadonlyMap<string, string>;

const extractedMembers = new Set(['licenseId', 'extractedText', 'name']);

export function readExtractedLicences(root: DataObject, log: ReadingLog): NamedLicences {
  const names = new Map<string, string>();
  for (const node of objectsOf(root, 'hasExtractedLicensingInfos', log)) {
    const id = textOf(node.licenseId);
    const name = textOf(node.name);
    log.notReadBut(node, extractedMembers, 'hasExtractedLicensingInfos.');
    if (id !== undefined && name !== undefined && name === node.extractedText) names.set(id, name);
    else if (node.extractedText !== noAssertion) log.notRead('licence texts');
  }
  return names;
}

/** `NONE` is none; `NOASSERTION` and nothing at all are unknown (2.3, 7.13 and 7.15). */
export function readLicences(element: DataObject, extras: Extras, names: NamedLicences, log: ReadingLog): Licences {
  const read = (member: string, name: string): Field<string> => {
    const text = stringOf(element, member, log);
    if (text === noneStated) return none;
    return text === undefined || text === noAssertion ? fieldWith(undefined, extras, name) : known(names.get(text) ?? text);
  };
  return {
    declared: read('licenseDeclared', 'licence:declared'),
    concluded: read('licenseConcluded', 'licence:concluded'),
    observed: [...readFromFiles(element, names, log), ...readObserved(extras)],
  };
}

function readFromFiles(element: DataObject, names: NamedLicences, log: ReadingLog): readonly string[] {
  return strings(listOf(element, 'licenseInfoFromFiles', log))
    .filter((text) => text !== noneStated && text !== noAssertion)
    .map((text) => names.get(text) ?? text);
}

function readObserved(extras: Extras): readonly string[] {
  const text = extras.get('licence:observed');
  if (text === undefined) return [];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? strings(list as DataArray) : [];
  } catch {
    return [];
  }
}

function strings(list: DataArray): readonly string[] {
  return list.filter((item) => typeof item === 'string');
}

/** Turns licences into expressions and remembers the texts for which a `LicenseRef-` had to be made. */
export interface LicenceWriter {
  /** An expression, `NONE` or `NOASSERTION`. */
  readonly toField: (field: Field<string>) => string;
  /** Sorted by id; undefined when there are none. */
  readonly extracted: () => readonly SpdxExtractedLicence[] | undefined;
}

export function createLicenceWriter(): LicenceWriter {
  const classify = createLicenceClassifier();
  const extracted = new Map<string, SpdxExtractedLicence>();
  const expressionOf = (text: string): string => {
    const form = classify(text);
    if (form.kind === 'id') return form.id;
    // `AdditionRef-` came with SPDX 3.
    if (form.kind === 'name' || form.text.includes('AdditionRef-')) return nameReference(text, extracted);
    for (const id of referencesOf(form.tree)) {
      if (!id.startsWith('DocumentRef-') && !extracted.has(id)) extracted.set(id, { licenseId: id, extractedText: noAssertion });
    }
    return form.text;
  };
  return {
    toField: (field) => (field.state === 'known' ? expressionOf(field.value) : unknownOrNone(field)),
    extracted: () =>
      extracted.size === 0 ? undefined : [...extracted.values()].toSorted((a, b) => (a.licenseId < b.licenseId ? -1 : 1)),
  };
}

function unknownOrNone(field: Field<string>): string {
  return field.state === 'none' ? noneStated : noAssertion;
}

/** Two texts never get one id: it ends in a digest of the text. */
function nameReference(text: string, extracted: Map<string, SpdxExtractedLicence>): string {
  const id = `LicenseRef-${slug(text.slice(0, 60))}-${sha256(text).slice(0, 12)}`;
  extracted.set(id, { licenseId: id, extractedText: text, name: text });
  return id;
}
