import type { DataObject, DataValue } from '../../kernel/index.ts';
import { isSame } from '../grammar/same.ts';
import type { Residue } from './model.ts';

/**
 * How some members of a node and some typed fields say the same. What a lens reads and would write otherwise than it stood there stays
 * in the residue, and is written again as long as it still reads as what the fields say. So nothing is lost, and a change of a field shows.
 */
export interface Lens<T, C = undefined> {
  readonly members: readonly string[];
  readonly fields: readonly (keyof T)[];
  readonly read: (node: DataObject, context: C) => Partial<T>;
  /** Only of members that the lens has; undefined ones are left out. `former` is what stood there and no longer says the same. */
  readonly write: (value: T, context: C, former?: DataObject) => DataObject;
  /** Writing makes something new beside the node, so that what stood there is always kept. */
  readonly isIndirect?: true;
}

/** One member that is one field, as it is. */
export function plain<T, C = undefined>(member: string, field: keyof T & string, kind: 'string' | 'number' = 'string'): Lens<T, C> {
  return {
    members: [member],
    fields: [field],
    read: (node) => (typeof node[member] === kind ? ({ [field]: node[member] } as Partial<T>) : {}),
    write: (value) => ({ [member]: value[field] as DataValue | undefined }),
  };
}

const nothing: DataObject = {};

export interface Decoded<T> {
  readonly fields: Partial<T>;
  readonly extra: Residue;
}

/** The fields of a node and what is left of it. */
export function decodeNode<T, C>(node: DataObject, lenses: readonly Lens<T, C>[], context: C): Decoded<T> {
  const fields: Partial<T> = {};
  const extra: Record<string, DataValue | undefined> = {};
  const covered = new Set<string>();
  for (const lens of lenses) {
    let isThere = false;
    for (const member of lens.members) {
      covered.add(member);
      isThere ||= node[member] !== undefined;
    }
    if (!isThere) continue;
    const read = lens.read(node, context);
    for (const field of lens.fields) if (read[field] !== undefined) fields[field] = read[field];
    const written = lens.isIndirect === true ? nothing : lens.write(read as T, context);
    if (!lens.members.every((member) => isSame(written[member], node[member])))
      for (const member of lens.members) if (node[member] !== undefined) extra[member] = node[member];
  }
  for (const name of Object.keys(node)) if (!covered.has(name) && node[name] !== undefined) extra[name] = node[name];
  return { fields, extra };
}

/** The node again. `extra` is the residue of the same format, or empty. */
export function encodeNode<T, C>(value: T, extra: Residue, lenses: readonly Lens<T, C>[], context: C): Record<string, DataValue> {
  const node: Record<string, DataValue> = {};
  const covered = new Set<string>();
  for (const lens of lenses) {
    let former: Record<string, DataValue | undefined> | undefined;
    for (const member of lens.members) {
      covered.add(member);
      if (extra[member] !== undefined) (former ??= {})[member] = extra[member];
    }
    const written = former !== undefined && stillSays(former, value, lens, context) ? former : lens.write(value, context, former);
    for (const member of lens.members) {
      const said = written[member];
      if (said !== undefined) node[member] = said;
    }
  }
  for (const name of Object.keys(extra)) {
    const said = extra[name];
    if (!covered.has(name) && said !== undefined) node[name] = said;
  }
  return node;
}

function stillSays<T, C>(former: DataObject, value: T, lens: Lens<T, C>, context: C): boolean {
  const read = lens.read(former, context);
  return lens.fields.every((field) => isSame(read[field] as DataValue | undefined, value[field] as DataValue | undefined));
}
