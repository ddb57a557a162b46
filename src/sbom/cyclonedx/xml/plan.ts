import { memberOf, type Grammar, type Shape } from '../../grammar/shape.ts';
import { xmlTable } from './table.ts';

/** How one member stands in XML. */
export interface XmlItem {
  readonly kind: 'attribute' | 'text' | 'element' | 'repeated' | 'wrapped' | 'special' | 'residue';
  /** Of the attribute or element. */
  readonly name: string;
  readonly member: string;
  /** Place in the order that the schema demands. */
  readonly place: number;
  /** `wrapped`: the element of one item, and its attribute where that alone is the item. */
  readonly item?: string;
  readonly attribute?: string;
  readonly how?: string;
}

export interface XmlPlan {
  readonly types: readonly string[];
  readonly items: readonly XmlItem[];
  readonly attributes: ReadonlyMap<string, XmlItem>;
  readonly elements: ReadonlyMap<string, XmlItem>;
  readonly text?: XmlItem;
  readonly isOrdered: boolean;
}

/** The plans of all types in one version. */
export interface XmlPlans {
  readonly grammar: Grammar;
  readonly minor: number;
  /** The plan of a value that may be of any of these types. */
  readonly planOf: (types: readonly string[]) => XmlPlan;
  readonly shapeOf: (types: readonly string[], member: string) => Shape;
}

export function createXmlPlans(grammar: Grammar, minor: number): XmlPlans {
  const lines = new Map<string, string>();
  for (const line of xmlTable.split('\n')) {
    const colon = line.indexOf(': ');
    if (colon !== -1) lines.set(line.slice(line.startsWith('~') ? 1 : 0, colon), line);
  }
  const plans = new Map<string, XmlPlan>();
  const planOf = (types: readonly string[]): XmlPlan => {
    const key = types.length === 1 ? (types[0] as string) : types.join('|');
    let plan = plans.get(key);
    if (plan === undefined) {
      plan = toPlan(
        types,
        types.map((type) => lines.get(type) ?? ''),
      );
      plans.set(key, plan);
    }
    return plan;
  };
  return { grammar, minor, planOf, shapeOf: (types, member) => findShape(grammar, minor, types, member) };
}

const anything: Shape = { kind: 'any' };

/** The shape in this version; where this version has no such member, that of another, so that the check can name it. */
function findShape(grammar: Grammar, minor: number, types: readonly string[], member: string): Shape {
  for (const name of types) {
    const type = grammar.types.get(name);
    const found = type === undefined ? undefined : memberOf(type, member, minor);
    if (found !== undefined) return found.shape;
  }
  for (const name of types) {
    const last = grammar.types.get(name)?.members.get(member)?.at(-1);
    if (last !== undefined) return last.shape;
  }
  return anything;
}

function toPlan(types: readonly string[], lines: readonly string[]): XmlPlan {
  const items: XmlItem[] = [];
  const seen = new Set<string>();
  for (const line of lines) {
    for (const token of line.slice(line.indexOf(': ') + 2).split(' ')) {
      if (token === '' || seen.has(token)) continue;
      seen.add(token);
      items.push(toItem(token, items.length));
    }
  }
  const text = items.find(({ kind }) => kind === 'text');
  return {
    types,
    items,
    attributes: new Map(items.filter(({ kind }) => kind === 'attribute').map((item) => [item.name, item])),
    elements: new Map(items.filter(({ kind }) => kind !== 'attribute' && kind !== 'text').map((item) => [item.name, item])),
    ...(text === undefined ? {} : { text }),
    isOrdered: !lines.some((line) => line.startsWith('~')) && lines.length === 1,
  };
}

function toItem(token: string, place: number): XmlItem {
  const [left = '', given] = token.split('=');
  if (left.startsWith('@')) return { kind: 'attribute', name: left.slice(1), member: given ?? left.slice(1), place };
  if (left.startsWith('#')) return { kind: 'text', name: '#', member: given ?? '', place };
  if (left.startsWith('!')) return { kind: 'residue', name: left.slice(1), member: '', place };
  const [plain = '', how] = left.split('~');
  const [name = '', inner] = plain.split('/');
  if (how !== undefined) {
    const bare = name.replace('*', '');
    return { kind: 'special', name: bare, member: given ?? bare, place, how: name.endsWith('*') ? `${how}*` : how };
  }
  if (inner !== undefined) {
    const [item = '', attribute] = inner.split('@');
    return { kind: 'wrapped', name, member: given ?? name, place, item, ...(attribute === undefined ? {} : { attribute }) };
  }
  const [, repeated, attribute] = /^([^*]+)\*@(.+)$/.exec(name) ?? [];
  if (repeated !== undefined && attribute !== undefined)
    return { kind: 'repeated', name: repeated, member: given ?? repeated, place, attribute };
  if (name.endsWith('*')) return { kind: 'repeated', name: name.slice(0, -1), member: given ?? name.slice(0, -1), place };
  return { kind: 'element', name, member: given ?? name, place };
}

/** Of several types that a value may have, the first that has a place for everything in it. */
export function fittingTypes(plans: XmlPlans, types: readonly string[], fits: (plan: XmlPlan) => boolean): readonly string[] {
  if (types.length < 2) return types;
  for (const type of types) if (fits(plans.planOf([type]))) return [type];
  return types;
}

/** The object types that a shape allows, be it in a list. */
export function objectTypesOf(shape: Shape): readonly string[] {
  if (shape.kind === 'type') return [shape.name];
  if (shape.kind === 'list') return objectTypesOf(shape.of);
  return shape.kind === 'either' ? [...new Set(shape.of.flatMap(objectTypesOf))] : [];
}

/** The first shape for a value without structure, be it in a list. */
export function scalarShapeOf(shape: Shape): Shape | undefined {
  if (shape.kind === 'list') return scalarShapeOf(shape.of);
  if (shape.kind === 'either') {
    for (const one of shape.of) {
      const found = scalarShapeOf(one);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return shape.kind === 'type' || shape.kind === 'object' ? undefined : shape;
}

export function allowsList(shape: Shape): boolean {
  return shape.kind === 'list' || (shape.kind === 'either' && shape.of.some(allowsList));
}
