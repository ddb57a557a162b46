/** What a parsed file can hold. Numbers stay numbers in JSON; YAML scalars stay text (see `yaml.ts`). */
export type DataValue = string | number | boolean | null | DataArray | DataObject;
export type DataArray = readonly DataValue[];
export interface DataObject {
  readonly [key: string]: DataValue | undefined;
}

/** A parsed file that still knows where its objects and arrays began. */
export interface SourceDocument {
  readonly value: DataValue;
  /** 1-based line on which an object or array of `value` begins; undefined for one that is not of this document. */
  lineOf(node: DataObject | DataArray): number | undefined;
}

export function isObject(value: DataValue | undefined): value is DataObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `value` when it is an object, else an empty one: for optional parts of a document. */
export function objectOf(value: DataValue | undefined): DataObject {
  return isObject(value) ? value : emptyObject;
}
const emptyObject: DataObject = {};

export function arrayOf(value: DataValue | undefined): DataArray {
  return Array.isArray(value) ? (value as DataArray) : emptyArray;
}
const emptyArray: DataArray = [];

/** `value` when it is a string that says something, else undefined. */
export function textOf(value: DataValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
