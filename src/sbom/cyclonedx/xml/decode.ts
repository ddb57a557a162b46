import type { DataArray, DataObject, DataValue, SourceDocument } from '../../../kernel/index.ts';
import type { XmlElement } from '../../../kernel/xml/index.ts';
import { toPath } from '../../grammar/check.ts';
import type { Grammar, Shape } from '../../grammar/shape.ts';
import { isCycloneDxVersion, minorOf, xmlResidue, type CycloneDxVersion } from '../grammar.ts';
import { allowsList, createXmlPlans, fittingTypes, objectTypesOf, scalarShapeOf, type XmlItem, type XmlPlans } from './plan.ts';
import { isEmptyResidue, toForeign, type Residue } from './residue.ts';
import type { ElementReader } from './reader.ts';
import { namespaceStart, noScope, scopeOf, type Scope } from './scope.ts';
import { toScalar } from './scalar.ts';
import { readSpecial } from './special.ts';
import { spell } from '../../spell.ts';

export interface XmlFault {
  readonly path: string;
  readonly message: string;
  readonly line: number;
}

export interface DecodedXml {
  /** The document in its JSON form, with what JSON cannot say in members `#xml`; undefined when it is no CycloneDX of a known version. */
  readonly document?: SourceDocument;
  readonly version?: CycloneDxVersion;
  readonly faults: readonly XmlFault[];
}

/** Turns CycloneDX XML into its JSON form. What the schema does not allow is a fault; foreign attributes and elements are kept. */
export function decodeCycloneDxXml(root: XmlElement, grammar: Grammar, limit: number): DecodedXml {
  const scope = scopeOf(root, noScope);
  const namespace = scope.get(root.prefix ?? '') ?? '';
  const version = namespace.startsWith(namespaceStart) ? namespace.slice(namespaceStart.length) : '';
  if (root.name !== 'bom' || !isCycloneDxVersion(version)) {
    const message =
      root.name === 'bom' && version !== ''
        ? `is CycloneDX ${version}; versions 1.2 to 1.7 are read`
        : 'is no CycloneDX document: its root is not "bom" in the namespace of CycloneDX';
    return { faults: [{ path: '', message, line: root.line }] };
  }
  const decoder = new XmlDecoder(createXmlPlans(grammar, minorOf(version)), namespace, limit);
  const value = decoder.object(root, ['bom'], scope);
  const { [xmlResidue]: residue, ...members } = value;
  const rootResidue = withPrefix(residue, root.prefix);
  const whole: DataObject = {
    bomFormat: 'CycloneDX',
    specVersion: version,
    ...members,
    // The schema gives the attribute the value 1 where it is not written.
    ...(members['version'] === undefined ? { version: 1 } : {}),
    ...(rootResidue === undefined ? {} : { [xmlResidue]: rootResidue }),
  };
  decoder.lines.set(whole, root.line);
  return { document: { value: whole, lineOf: (node) => decoder.lines.get(node) }, version, faults: decoder.faults };
}

function withPrefix(residue: DataValue | undefined, prefix: string | undefined): DataValue | undefined {
  return prefix === undefined ? residue : { ...(residue as DataObject | undefined), prefix };
}

class XmlDecoder implements ElementReader {
  readonly faults: XmlFault[] = [];
  readonly lines = new Map<object, number>();
  readonly plans: XmlPlans;
  readonly #namespace: string;
  readonly #limit: number;
  readonly #path: (string | number)[] = [];
  readonly #refs = new Set<string>();

  constructor(plans: XmlPlans, namespace: string, limit: number) {
    this.plans = plans;
    this.#namespace = namespace;
    this.#limit = limit;
  }

  isOwn(element: XmlElement, outer: Scope): boolean {
    return scopeOf(element, outer).get(element.prefix ?? '') === this.#namespace;
  }

  fault(element: XmlElement, message: string): void {
    if (this.faults.length < this.#limit) this.faults.push({ path: toPath(this.#path), message, line: element.line });
  }

  /** The schema demands that no two elements have the same. */
  noteRef(element: XmlElement, ref: string): void {
    if (this.#refs.has(ref)) this.fault(element, `uses the bom-ref ${JSON.stringify(ref)} a second time`);
    this.#refs.add(ref);
  }

  within<T>(step: string | number, read: () => T): T {
    this.#path.push(step);
    const value = read();
    this.#path.pop();
    return value;
  }

  /** An element that is an object of one of these types. */
  object(element: XmlElement, allowed: readonly string[], outer: Scope): DataObject {
    const scope = scopeOf(element, outer);
    const types = fittingTypes(this.plans, allowed, (one) => element.children.every(({ name }) => one.elements.has(name)));
    const plan = this.plans.planOf(types);
    const value: Record<string, DataValue> = {};
    const residue: Residue = {};
    for (const [name, text] of element.attributes) {
      const item = plan.attributes.get(name);
      if (name === 'bom-ref') this.noteRef(element, text);
      if (item !== undefined) value[item.member] = this.#scalar(text, this.plans.shapeOf(types, item.member), item.member, residue);
      else if (!this.#saysNothing(name, text)) (residue.attributes ??= {})[name] = text;
    }
    if (plan.text !== undefined)
      value[plan.text.member] = this.#scalar(element.text, this.plans.shapeOf(types, plan.text.member), plan.text.member, residue);
    else if (element.text.trim() !== '') this.fault(element, `has text where only elements belong`);
    const order: string[] = [];
    let place = -1;
    let isInOrder = true;
    for (const child of element.children) {
      const item = this.isOwn(child, scope) ? plan.elements.get(child.name) : undefined;
      if (item === undefined || item.kind === 'residue') {
        if (item === undefined && this.isOwn(child, scope))
          this.fault(child, `has the element "${child.name}", which it must not have`);
        (residue.elements ??= []).push({ at: order.length, element: toForeign(child) });
        continue;
      }
      order.push(item.name);
      if (plan.isOrdered && item.place < place)
        this.fault(child, `has the element "${child.name}" after one that it must stand before`);
      isInOrder &&= item.place >= place;
      place = Math.max(place, item.place);
      this.within(item.member, () => this.#member(child, item, types, scope, value, residue));
    }
    if (!isInOrder) residue.order = order;
    if (!isEmptyResidue(residue)) value[xmlResidue] = residue as DataObject;
    this.lines.set(value, element.line);
    return value;
  }

  #saysNothing(name: string, text: string): boolean {
    return (name === 'xmlns' || name.startsWith('xmlns:')) && text === this.#namespace;
  }

  #member(
    child: XmlElement,
    item: XmlItem,
    types: readonly string[],
    scope: Scope,
    value: Record<string, DataValue>,
    residue: Residue,
  ): void {
    const shape = this.plans.shapeOf(types, item.member);
    const isRepeated = item.kind === 'repeated' || item.how?.endsWith('*') === true;
    if (value[item.member] !== undefined && !isRepeated) {
      this.fault(child, `has the element "${item.name}" more than once`);
      return;
    }
    if (item.kind === 'wrapped') {
      value[item.member] = this.list(child, item, shape, scope, (residue.inner ??= {}));
      if (isEmptyResidue(residue.inner)) delete residue.inner;
      return;
    }
    const list = (value[item.member] ?? []) as DataValue[];
    const key = isRepeated ? `${item.member}[${list.length}]` : item.member;
    if (isRepeated && item.attribute !== undefined) {
      const further: Residue = {};
      value[item.member] = [...list, this.#reference(child, item.attribute, list.length, further)];
      if (!isEmptyResidue(further)) Object.assign((residue.inner ??= {}), renamed(further, item.member));
      return;
    }
    const read =
      item.kind === 'special'
        ? readSpecial(this, child, item.how ?? '', scope, key, residue)
        : this.value(child, shape, scope, key, residue);
    if (!isRepeated) value[item.member] = read;
    else if (allowsList(shape) || list.length > 0) value[item.member] = [...(Array.isArray(list) ? list : [list]), read];
    else value[item.member] = read;
  }

  /** The items of a wrapper. */
  list(wrapper: XmlElement, item: XmlItem, shape: Shape, outer: Scope, inner: Record<string, Residue>): DataArray {
    const scope = scopeOf(wrapper, outer);
    const items: DataValue[] = [];
    const residue = this.wrapperResidue(wrapper);
    if (wrapper.text.trim() !== '') this.fault(wrapper, 'has text where only elements belong');
    for (const child of wrapper.children) {
      if (!this.isOwn(child, scope) || child.name !== item.item) {
        if (this.isOwn(child, scope)) this.fault(child, `has the element "${child.name}", which it must not have`);
        (residue.elements ??= []).push({ at: items.length, element: toForeign(child) });
        continue;
      }
      const index = items.length;
      this.within(index, () => {
        if (item.attribute === undefined) items.push(this.value(child, shape, scope, `[${index}]`, residue));
        else items.push(this.#reference(child, item.attribute, index, residue));
      });
    }
    if (!isEmptyResidue(residue)) inner[item.member] = residue;
    this.lines.set(items, wrapper.line);
    return items;
  }

  #reference(child: XmlElement, attribute: string, index: number, residue: Residue): DataValue {
    const rest = [...child.attributes].filter(([name]) => name !== attribute);
    const further: Residue = rest.length === 0 ? {} : { attributes: Object.fromEntries(rest) };
    if (child.children.length > 0) further.elements = child.children.map((element) => ({ at: 0, element: toForeign(element) }));
    if (!isEmptyResidue(further)) (residue.inner ??= {})[`[${index}]`] = further;
    const text = child.attributes.get(attribute);
    if (text === undefined) this.fault(child, `lacks the attribute "${attribute}"`);
    return text ?? '';
  }

  /** Foreign attributes of an element that becomes a list or a plain value. */
  wrapperResidue(element: XmlElement): Residue {
    const residue: Residue = {};
    for (const [name, text] of element.attributes) if (!this.#saysNothing(name, text)) (residue.attributes ??= {})[name] = text;
    return residue;
  }

  /** An element as an object where its shape has one and it looks like one, else as a plain value. */
  value(element: XmlElement, shape: Shape, outer: Scope, key: string, residue: Residue): DataValue {
    const types = objectTypesOf(shape);
    const scalar = scalarShapeOf(shape);
    if (types.length > 0 && (scalar === undefined || element.children.length > 0 || element.attributes.size > 0))
      return this.object(element, types, outer);
    const scope = scopeOf(element, outer);
    const further = this.wrapperResidue(element);
    for (const child of element.children) {
      if (this.isOwn(child, scope)) this.fault(child, `has the element "${child.name}", which it must not have`);
      (further.elements ??= []).push({ at: 0, element: toForeign(child) });
    }
    if (!isEmptyResidue(further)) (residue.inner ??= {})[key] = further;
    return this.#scalar(element.text, scalar ?? { kind: 'any' }, key, residue);
  }

  /** XML Schema lets white space stand around everything but plain text, and numbers be spelled in more ways than one. */
  #scalar(text: string, shape: Shape, key: string, residue: Residue): DataValue {
    const value = toScalar(text, shape);
    if (spell(value) !== text) (residue.text ??= {})[key] = text;
    return value;
  }
}

function renamed(residue: Residue, member: string): Record<string, Residue> {
  return Object.fromEntries(Object.entries(residue.inner ?? {}).map(([key, one]) => [member + key, one]));
}
