import { arrayOf, isObject, textOf, type DataObject } from '../../../kernel/index.ts';
import { spell } from '../../spell.ts';
import type { Residue } from './residue.ts';

// What XML 1.0 (2.2) has no way to write at all, not even as a reference.
// eslint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const inText = /[&<>\r]/g;
const inAttribute = /[&<>"\t\n\r]/g;
const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

export function escapeText(text: string): string {
  return text.toWellFormed().replace(unwritable, '\ufffd').replace(inText, refer);
}

/** White space too, which would else become plain spaces (3.3.3). */
export function escapeAttribute(text: string): string {
  return text.toWellFormed().replace(unwritable, '\ufffd').replace(inAttribute, refer);
}

function refer(character: string): string {
  return references[character] ?? character;
}

export function openTag(name: string, attributes: readonly string[]): string {
  return attributes.length === 0 ? `<${name}` : `<${name} ${attributes.join(' ')}`;
}

export function indent(depth: number): string {
  return `\n${'  '.repeat(depth)}`;
}

/** An element of another namespace, written as it was read and without white space that it had not. */
export function toForeignXml(element: DataObject): string {
  const name = textOf(element['name']) ?? 'x';
  const said = isObject(element['attributes']) ? Object.entries(element['attributes']) : [];
  const open = openTag(
    name,
    said.map(([attribute, text]) => `${attribute}="${escapeAttribute(spell(text))}"`),
  );
  const children = arrayOf(element['children']).filter(isObject).map(toForeignXml).join('');
  const inner = escapeText(textOf(element['text']) ?? '') + children;
  return inner === '' ? `${open}/>` : `${open}>${inner}</${name}>`;
}

export function attributesOf(residue: Residue | undefined): string[] {
  return Object.entries(residue?.attributes ?? {}).map(([name, text]) => `${name}="${escapeAttribute(text)}"`);
}

/** The elements of other namespaces where they stood: each after as many own elements as before. */
export function withForeign(children: readonly string[], residue: Residue | undefined): readonly string[] {
  const foreign = residue?.elements;
  if (foreign === undefined) return children;
  const all: string[] = [];
  let next = 0;
  for (let at = 0; at <= children.length; at += 1) {
    for (let one = foreign[next]; one !== undefined && (one.at <= at || at === children.length); one = foreign[next]) {
      all.push(toForeignXml(one.element));
      next += 1;
    }
    const child = children[at];
    if (child !== undefined) all.push(child);
  }
  return all;
}
