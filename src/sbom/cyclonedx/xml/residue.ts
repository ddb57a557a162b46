import { isObject, type DataObject, type DataValue } from '../../../kernel/index.ts';
import type { XmlElement } from '../../../kernel/xml/index.ts';
import { xmlResidue } from '../grammar.ts';

/**
 * What an XML element says and the JSON form has no place for. It stands in the member `#xml` of the object that the element became:
 * `attributes`, by name; `elements` of other namespaces with the number of own elements before each; `text`: numbers, truth values and
 * words as they were spelled, by member; `inner`: the same of elements that became a list or a plain value; `prefix` of the root.
 */
export interface Residue {
  attributes?: Record<string, string>;
  elements?: { readonly at: number; readonly element: DataObject }[];
  text?: Record<string, string>;
  inner?: Record<string, Residue>;
  /** Which of two element names an ambiguous value had. */
  as?: string;
  prefix?: string;
  /** The names of the elements, where their order is free and was another one than ours. */
  order?: string[];
}

export function toForeign(element: XmlElement): DataObject {
  return {
    name: element.prefix === undefined ? element.name : `${element.prefix}:${element.name}`,
    ...(element.attributes.size === 0 ? {} : { attributes: Object.fromEntries(element.attributes) }),
    ...(element.children.length === 0 ? {} : { children: element.children.map(toForeign) }),
    ...(element.text === '' || (element.children.length > 0 && element.text.trim() === '') ? {} : { text: element.text }),
  };
}

export function residueOf(value: DataValue | undefined): Residue | undefined {
  const residue = isObject(value) ? value[xmlResidue] : undefined;
  return isObject(residue) ? residue : undefined;
}

export function isEmptyResidue(residue: Residue): boolean {
  for (const _ in residue) return false;
  return true;
}
