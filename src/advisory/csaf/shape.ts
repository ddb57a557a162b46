import { isObject, type DataArray, type DataValue } from '../../kernel/index.ts';
import type { CsafFailure } from './csaf-test.ts';
import { pointer } from './places.ts';

/** The form that a value must have: what the checks of a schema are made of. */
export type Shape = TextShape | NumberShape | ListShape | ObjectShape;

export interface TextShape {
  readonly kind: 'text';
  readonly values?: readonly string[];
  readonly isRight?: (text: string) => boolean;
  /** What it asks for, after "is not": `a CVE id`. */
  readonly says?: string;
}

export interface NumberShape {
  readonly kind: 'number';
  readonly least: number;
  readonly most: number;
}

export interface ListShape {
  readonly kind: 'list';
  readonly of: () => Shape;
  readonly fewest?: number;
  readonly isUnique?: boolean;
}

export interface ObjectShape {
  readonly kind: 'object';
  readonly fields: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
  readonly fewest?: number;
  readonly most?: number;
}

export const text: TextShape = { kind: 'text' };

export function oneOf(...values: readonly string[]): TextShape {
  return { kind: 'text', values };
}

/** @param pattern linear in the length of the text */
export function matching(pattern: RegExp, says: string): TextShape {
  return { kind: 'text', isRight: (value) => pattern.test(value), says };
}

export function numberBetween(least: number, most: number): NumberShape {
  return { kind: 'number', least, most };
}

/** A list of at least one. */
export function listOf(
  of: Shape | (() => Shape),
  facts: { readonly fewest?: number; readonly isUnique?: boolean } = {},
): ListShape {
  return { kind: 'list', of: typeof of === 'function' ? of : () => of, ...facts };
}

/** `required` are the names of members that must be there. */
export function object(
  fields: Readonly<Record<string, Shape>>,
  required: readonly string[] = [],
  facts: { readonly fewest?: number; readonly most?: number } = {},
): ObjectShape {
  return { kind: 'object', fields, required, ...facts };
}

/** RFC 3986 with the characters of RFC 3987; what follows the scheme is not looked into. */
export const uri = matching(/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]*$/, 'a URI');

const dateTimeForm =
  /^(\d{4})-(0[1-9]|1[0-2])-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** RFC 3339, on a day that there is. */
export const dateTime: TextShape = {
  kind: 'text',
  isRight(value) {
    const match = dateTimeForm.exec(value);
    if (match === null) return false;
    const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
    return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
  },
  says: 'a date and time of RFC 3339',
};

export interface ShapeFailures {
  /** What breaks the schema. */
  readonly broken: readonly CsafFailure[];
  /** Members that the schema does not name. */
  readonly additional: readonly CsafFailure[];
}

/** Compares a value with a shape, as deep as the value goes. */
export function checkShape(value: DataValue | undefined, shape: Shape, at: string): ShapeFailures {
  const broken: CsafFailure[] = [];
  const additional: CsafFailure[] = [];
  const open: { readonly value: DataValue | undefined; readonly shape: Shape; readonly at: string }[] = [{ value, shape, at }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value: found, shape: wanted, at: here } = next;
    const fault = (message: string): void => void broken.push({ at: here, message });
    switch (wanted.kind) {
      case 'text':
        checkText(found, wanted, fault);
        break;
      case 'number':
        if (typeof found !== 'number') fault('is not a number');
        else if (found < wanted.least || found > wanted.most) fault(`is not between ${wanted.least} and ${wanted.most}`);
        break;
      case 'list':
        if (!Array.isArray(found)) {
          fault('is not a list');
          break;
        }
        checkList(found as DataArray, wanted, fault);
        for (const [index, item] of (found as DataArray).entries()) {
          open.push({ value: item, shape: wanted.of(), at: pointer(here, index) });
        }
        break;
      default:
        if (!isObject(found)) {
          fault('is not an object');
          break;
        }
        checkCount(Object.keys(found).length, wanted, fault);
        for (const name of wanted.required) if (!Object.hasOwn(found, name)) fault(`has no "${name}"`);
        for (const [name, member] of Object.entries(found)) {
          const field = Object.hasOwn(wanted.fields, name) ? wanted.fields[name] : undefined;
          if (field !== undefined) open.push({ value: member, shape: field, at: pointer(here, name) });
          else additional.push({ at: pointer(here, name), message: 'is not a member that the schema knows' });
        }
    }
  }
  return { broken: broken.toSorted(byPlace), additional: additional.toSorted(byPlace) };
}

function checkText(found: DataValue | undefined, { values, isRight, says }: TextShape, fault: (message: string) => void): void {
  if (typeof found !== 'string') fault('is not a text');
  else if (found === '') fault('is empty');
  else if (values !== undefined && !values.includes(found)) fault(`is none of ${values.join(', ')}`);
  else if (isRight !== undefined && !isRight(found)) fault(`is not ${says ?? 'of the form that the schema asks for'}`);
}

function checkList(found: DataArray, { fewest = 1, isUnique = false }: ListShape, fault: (message: string) => void): void {
  if (found.length < fewest) fault(fewest === 1 ? 'is an empty list' : `has fewer than ${fewest} items`);
  if (isUnique && new Set(found.map((item) => canonicalText(item))).size < found.length) fault('has the same item twice');
}

function checkCount(
  count: number,
  { fewest = 0, most = Number.POSITIVE_INFINITY }: ObjectShape,
  fault: (message: string) => void,
): void {
  if (count < fewest) fault(fewest === 1 ? 'is an empty object' : `has fewer than ${fewest} members`);
  if (count > most) fault(`has more than ${most} members`);
}

/** Equal for equal values, whatever the order of the members of their objects. */
export function canonicalText(value: DataValue | undefined): string {
  if (Array.isArray(value)) return `[${(value as DataArray).map(canonicalText).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const names = Object.keys(value).toSorted();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalText(value[name])}`).join(',')}}`;
}

function byPlace(a: CsafFailure, b: CsafFailure): number {
  if (a.at === b.at) return 0;
  return a.at < b.at ? -1 : 1;
}
