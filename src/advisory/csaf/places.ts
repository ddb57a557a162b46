import { isObject, type DataArray, type DataObject, type DataValue } from '../../kernel/index.ts';

/** An object of a document and its JSON pointer (RFC 6901). */
export interface Place {
  readonly value: DataObject;
  readonly at: string;
}

/** A text of a document and its JSON pointer. */
export interface TextPlace {
  readonly text: string;
  readonly at: string;
}

export function pointer(parent: string, part: string | number): string {
  return typeof part === 'number' ? `${parent}/${part}` : `${parent}/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** What lies at a pointer made by `pointer`; undefined when nothing does. */
export function valueAt(root: DataValue, at: string): DataValue | undefined {
  let value: DataValue | undefined = root;
  for (const part of at.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) value = (value as DataArray)[Number(key)];
    else if (isObject(value)) value = Object.hasOwn(value, key) ? value[key] : undefined;
    else return undefined;
  }
  return value;
}

/** The member when it is an object. */
export function objectAt({ value, at }: Place, name: string): Place | undefined {
  const member = value[name];
  return isObject(member) ? { value: member, at: pointer(at, name) } : undefined;
}

/** The objects in a member that is a list; whatever else stands in it is left to the check of the shape. */
export function objectsAt({ value, at }: Place, name: string): readonly Place[] {
  const list = value[name];
  if (!Array.isArray(list)) return [];
  const below = pointer(at, name);
  return (list as DataArray).flatMap((item, index) => (isObject(item) ? [{ value: item, at: pointer(below, index) }] : []));
}

export function textAt({ value, at }: Place, name: string): TextPlace | undefined {
  const text = value[name];
  return typeof text === 'string' ? { text, at: pointer(at, name) } : undefined;
}

/** The texts in a member that is a list. */
export function textsAt({ value, at }: Place, name: string): readonly TextPlace[] {
  const list = value[name];
  if (!Array.isArray(list)) return [];
  const below = pointer(at, name);
  return (list as DataArray).flatMap((item, index) =>
    typeof item === 'string' ? [{ text: item, at: pointer(below, index) }] : [],
  );
}
