import { isObject, type DataArray, type DataObject, type DataValue } from '../../../kernel/index.ts';
import type { LossLedger } from '../../bom/loss.ts';
import { toPath } from '../../grammar/check.ts';
import type { Grammar, Shape } from '../../grammar/shape.ts';
import { minorOf, xmlResidue, type CycloneDxVersion } from '../grammar.ts';
import { namespaceStart } from './scope.ts';
import { toScalar } from './scalar.ts';
import { createXmlPlans, fittingTypes, objectTypesOf, type XmlItem, type XmlPlan, type XmlPlans } from './plan.ts';
import { attributesOf, escapeAttribute, escapeText, indent, openTag, withForeign } from './print.ts';
import { residueOf, type Residue } from './residue.ts';
import { writeSpecial } from './write-special.ts';
import type { ElementWriter } from './writer.ts';
import { spell } from '../../spell.ts';

/** A document in its JSON form as CycloneDX XML, its elements in the order that the schema demands. What XML has no place for goes into the ledger. */
export function encodeCycloneDxXml(document: DataObject, version: CycloneDxVersion, grammar: Grammar, ledger: LossLedger): string {
  const prefix = residueOf(document)?.prefix;
  const writer = new XmlWriter(createXmlPlans(grammar, minorOf(version)), prefix ?? '', ledger);
  const { bomFormat: _, specVersion: __, $schema: ___, ...members } = document;
  const namespace = `${namespaceStart}${version}`;
  const declared = prefix === undefined || prefix === '' ? `xmlns="${namespace}"` : `xmlns:${prefix}="${namespace}"`;
  const text = writer.object('bom', members, ['bom'], 0, declared);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`;
}

class XmlWriter implements ElementWriter {
  readonly plans: XmlPlans;
  readonly ledger: LossLedger;
  readonly #prefix: string;
  readonly #path: (string | number)[] = [];
  readonly #refs = new Set<string>();

  constructor(plans: XmlPlans, prefix: string, ledger: LossLedger) {
    this.plans = plans;
    this.#prefix = prefix === '' ? '' : `${prefix}:`;
    this.ledger = ledger;
  }

  nameOf(element: string): string {
    return this.#prefix + element;
  }

  within<T>(step: string | number, write: () => T): T {
    this.#path.push(step);
    const text = write();
    this.#path.pop();
    return text;
  }

  /** The schema of XML forbids what that of JSON lets pass: that two things have one name. */
  ownRef(ref: string): string {
    let own = ref;
    for (let count = 2; this.#refs.has(own); count += 1) own = `${ref}-${count}`;
    this.#refs.add(own);
    if (own !== ref) this.lost('bom-ref', `another element has it; it is written as ${JSON.stringify(own)}`);
    return own;
  }

  lost(member: string, why: string): void {
    this.ledger.add(toPath([...this.#path, member]), member, why);
  }

  object(element: string, value: DataObject, allowed: readonly string[], depth: number, more?: string): string {
    const types = fittingTypes(this.plans, allowed, (one) => hasPlacesFor(one, value));
    const plan = this.plans.planOf(types);
    const residue = residueOf(value);
    const attributes = this.#attributes(value, plan, residue);
    if (more !== undefined) attributes.unshift(more);
    this.#noteUnwritten(value, plan);
    const open = openTag(this.nameOf(element), attributes);
    if (plan.text !== undefined) {
      const text = value[plan.text.member];
      return this.close(open, element, spelled(text, plan.text.member, residue, this.plans.shapeOf(types, plan.text.member)));
    }
    const children: string[] = [];
    const names: string[] = [];
    for (const item of plan.items) {
      const inner = value[item.member];
      if (inner === undefined || item.kind === 'attribute' || item.kind === 'text' || item.kind === 'residue') continue;
      // Two elements may stand for one member: the first is the one that is written.
      if (plan.items.some((other) => other.place < item.place && other.member === item.member)) continue;
      this.within(item.member, () => children.push(...this.#member(item, inner, types, depth + 1, residue)));
      while (names.length < children.length) names.push(item.name);
    }
    return this.around(open, element, withForeign(inFormerOrder(children, names, residue?.order), residue), depth);
  }

  #attributes(value: DataObject, plan: XmlPlan, residue: Residue | undefined): string[] {
    const attributes: string[] = [];
    for (const [name, item] of plan.attributes) {
      const said = value[item.member];
      if (said === undefined) continue;
      if (name === 'bom-ref' && typeof said === 'string') {
        attributes.push(`bom-ref="${escapeAttribute(this.ownRef(said))}"`);
        continue;
      }
      attributes.push(
        `${name}="${escapeAttribute(spelled(said, item.member, residue, this.plans.shapeOf(plan.types, item.member)))}"`,
      );
    }
    for (const [name, text] of Object.entries(residue?.attributes ?? {})) attributes.push(`${name}="${escapeAttribute(text)}"`);
    return attributes;
  }

  #noteUnwritten(value: DataObject, plan: XmlPlan): void {
    for (const name of Object.keys(value)) {
      if (value[name] === undefined || name === xmlResidue) continue;
      if (!plan.items.some((item) => item.member === name)) this.lost(name, 'CycloneDX XML has no place for it');
    }
  }

  #member(item: XmlItem, value: DataValue, types: readonly string[], depth: number, residue: Residue | undefined): string[] {
    const shape = this.plans.shapeOf(types, item.member);
    if (item.kind === 'special') return writeSpecial(this, item, value, depth, residue);
    if (item.kind === 'wrapped') {
      const further = residue?.inner?.[item.member];
      const open = openTag(this.nameOf(item.name), attributesOf(further));
      const children = (Array.isArray(value) ? (value as DataArray) : [value]).map((one, index) =>
        this.within(index, () => this.#item(item, one, shape, depth + 1, further, index)),
      );
      return [this.around(open, item.name, withForeign(children, further), depth)];
    }
    const items = Array.isArray(value) ? (value as DataArray) : [value];
    const isRepeated = item.kind === 'repeated';
    return items.map((one, index) => {
      const key = isRepeated ? `${item.member}[${index}]` : item.member;
      if (item.attribute !== undefined) return this.reference(item.name, item.attribute, one, residue?.inner?.[key]);
      return this.value(item.name, one, shape, depth, key, residue);
    });
  }

  #item(item: XmlItem, value: DataValue, shape: Shape, depth: number, residue: Residue | undefined, index: number): string {
    const key = `[${index}]`;
    const name = item.item ?? item.name;
    if (item.attribute !== undefined) return this.reference(name, item.attribute, value, residue?.inner?.[key]);
    return this.value(name, value, shape, depth, key, residue);
  }

  reference(element: string, attribute: string, value: DataValue, residue: Residue | undefined): string {
    const said = `${attribute}="${escapeAttribute(spell(value))}"`;
    const open = openTag(this.nameOf(element), [said, ...attributesOf(residue)]);
    const foreign = withForeign([], residue);
    return foreign.length === 0 ? `${open}/>` : `${open}>${foreign.join('')}</${this.nameOf(element)}>`;
  }

  value(element: string, value: DataValue, shape: Shape, depth: number, key: string, residue: Residue | undefined): string {
    if (isObject(value)) return this.object(element, value, objectTypesOf(shape), depth);
    const further = residue?.inner?.[key];
    const open = openTag(this.nameOf(element), attributesOf(further));
    const foreign = withForeign([], further);
    const text = spelled(value, key, residue, shape);
    if (foreign.length === 0) return this.close(open, element, text);
    return `${open}>${escapeText(text)}${foreign.join('')}</${this.nameOf(element)}>`;
  }

  close(open: string, element: string, text: string): string {
    return text === '' ? `${open}/>` : `${open}>${escapeText(text)}</${this.nameOf(element)}>`;
  }

  around(open: string, element: string, children: readonly string[], depth: number): string {
    if (children.length === 0) return `${open}/>`;
    const inner = indent(depth + 1);
    return `${open}>${inner}${children.join(inner)}${indent(depth)}</${this.nameOf(element)}>`;
  }
}

function hasPlacesFor(plan: XmlPlan, value: DataObject): boolean {
  return Object.keys(value).every((name) => name === xmlResidue || plan.items.some((item) => item.member === name));
}

/** Where the order is free: that of before, as long as there are as many elements of each name as then. */
function inFormerOrder(
  children: readonly string[],
  names: readonly string[],
  order: readonly string[] | undefined,
): readonly string[] {
  if (order === undefined || order.length !== names.length) return children;
  const byName = new Map<string, string[]>();
  for (const [index, name] of names.entries()) byName.set(name, [...(byName.get(name) ?? []), children[index] as string]);
  const ordered = order.map((name) => byName.get(name)?.shift());
  return ordered.every((child) => child !== undefined) ? ordered : children;
}

/** As it was spelled, as long as that still means the same. */
function spelled(value: DataValue | undefined, key: string, residue: Residue | undefined, shape: Shape): string {
  const former = residue?.text?.[key];
  if (former !== undefined && meansSame(former, value, shape)) return former;
  return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : spell(value);
}

function meansSame(former: string, value: DataValue | undefined, shape: Shape): boolean {
  const scalars = shape.kind === 'either' ? shape.of : shape.kind === 'list' ? [shape.of] : [shape];
  return former.trim() === spell(value) || scalars.some((one) => toScalar(former, one) === value);
}
