import type { DataObject, DataValue } from '../../../kernel/index.ts';
import type { XmlElement } from '../../../kernel/xml/index.ts';
import type { Shape } from '../../grammar/shape.ts';
import { xmlResidue } from '../grammar.ts';
import type { ElementReader } from './reader.ts';
import { scopeOf, type Scope } from './scope.ts';
import { isEmptyResidue, toForeign, type Residue } from './residue.ts';

const text: Shape = { kind: 'text', minLength: 0 };
const of = (name: string): Shape => ({ kind: 'type', name });

/** The elements of a list whose items are told apart by the names of their elements. */
const choices: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  licences: { license: of('license'), expression: of('licenceExpression16'), 'expression-detailed': of('licenceExpression') },
  choice: { ref: text, dataset: of('componentData'), patent: of('patent'), patentFamily: of('patentFamily') },
  variables: { environmentVar: of('property'), value: text },
  data: { classification: of('dataClassification'), dataflow: of('serviceData') },
  tools: { tool: of('tool') },
};

const parties: Readonly<Record<string, Shape>> = {
  organization: of('organizationalEntity'),
  individual: of('organizationalContact'),
  contact: of('organizationalContact'),
  ref: text,
};

/** The elements of CycloneDX whose JSON form does not follow from names alone. */
export function readSpecial(
  decoder: ElementReader,
  element: XmlElement,
  how: string,
  outer: Scope,
  key: string,
  residue: Residue,
): DataValue {
  if (how.startsWith('party')) return readParty(decoder, element, outer, key, residue);
  if (how === 'tools' && element.children.some(({ name }) => name === 'components' || name === 'services'))
    return decoder.object(element, ['toolSet'], outer);
  const scope = scopeOf(element, outer);
  const further = decoder.wrapperResidue(element);
  const items: DataValue[] = [];
  for (const child of element.children) {
    const chosen = decoder.isOwn(child, scope) ? choices[how]?.[child.name] : undefined;
    if (chosen === undefined) {
      if (decoder.isOwn(child, scope)) decoder.fault(child, `has the element "${child.name}", which it must not have`);
      (further.elements ??= []).push({ at: items.length, element: toForeign(child) });
      continue;
    }
    decoder.within(items.length, () => {
      items.push(readChoice(decoder, child, how, chosen, scope, `[${items.length}]`, further));
    });
  }
  if (
    how === 'licences' &&
    decoder.plans.minor < 7 &&
    items.length > 1 &&
    element.children.some(({ name }) => name === 'expression')
  )
    decoder.fault(element, 'has an expression beside other licences');
  if (!isEmptyResidue(further)) (residue.inner ??= {})[key] = further;
  decoder.lines.set(items, element.line);
  return items;
}

function readChoice(
  decoder: ElementReader,
  child: XmlElement,
  how: string,
  shape: Shape,
  scope: Scope,
  key: string,
  residue: Residue,
): DataValue {
  if (how === 'licences') {
    if (child.name === 'license') return { license: decoder.value(child, shape, scope, key, residue) };
    if (child.name === 'expression-detailed') return decoder.object(child, ['licenceExpression'], scope);
    return readExpression(decoder, child, key, residue);
  }
  if (child.name === 'dataflow') return readDataflow(decoder, child, scope);
  const value = decoder.value(child, shape, scope, key, residue);
  return how === 'choice' && child.name === 'ref' ? { ref: value } : value;
}

/** `<expression acknowledgement="…">…</expression>`. */
function readExpression(decoder: ElementReader, child: XmlElement, key: string, residue: Residue): DataObject {
  const further: Residue = {};
  const value: Record<string, DataValue> = { expression: child.text };
  for (const [name, said] of child.attributes) {
    if (name === 'bom-ref') decoder.noteRef(child, said);
    if (name === 'acknowledgement' || name === 'bom-ref') value[name] = said;
    else (further.attributes ??= {})[name] = said;
  }
  for (const foreign of child.children) {
    decoder.fault(foreign, `has the element "${foreign.name}", which it must not have`);
  }
  if (!isEmptyResidue(further)) (residue.inner ??= {})[key] = further;
  decoder.lines.set(value, child.line);
  return value;
}

/** `<dataflow><classification flow="…">…</classification>…`: JSON has the two beside the rest. */
function readDataflow(decoder: ElementReader, child: XmlElement, scope: Scope): DataObject {
  const inner = child.children.find(({ name }) => name === 'classification');
  const rest = { ...child, children: child.children.filter((one) => one !== inner) };
  const flow = decoder.object(rest, ['serviceData'], scope);
  const classified = inner === undefined ? {} : decoder.object(inner, ['dataClassification'], scope);
  const value = { ...classified, ...flow };
  decoder.lines.set(value, child.line);
  return value;
}

/** Who asserts or owns a patent: one element that says what the value is. */
function readParty(decoder: ElementReader, element: XmlElement, outer: Scope, key: string, residue: Residue): DataValue {
  const scope = scopeOf(element, outer);
  const child = element.children.find((one) => decoder.isOwn(one, scope) && parties[one.name] !== undefined);
  if (child === undefined || element.children.length !== 1) {
    decoder.fault(element, 'must hold one organisation, person or reference');
    return '';
  }
  const value = decoder.value(child, parties[child.name] as Shape, scope, key, residue);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const object = value as Record<string, DataValue>;
  return { ...object, [xmlResidue]: { ...(object[xmlResidue] as DataObject | undefined), as: child.name } };
}
