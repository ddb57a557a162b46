import { isObject, type DataArray, type DataObject } from '../kernel/index.ts';
import type { ReadingLog } from './reading-log.ts';

const noItems: DataArray = [];

/** A member that is an array where it is there at all. */
export function listOf(node: DataObject, name: string, log: ReadingLog): DataArray {
  const value = node[name];
  if (value === undefined) return noItems;
  if (Array.isArray(value)) return value as DataArray;
  log.problem('sbom/shape', `has ${JSON.stringify(name)} that is not an array`, node);
  return noItems;
}

/** The objects of an array member; anything else in it is a problem. */
export function objectsOf(node: DataObject, name: string, log: ReadingLog): readonly DataObject[] {
  const list = listOf(node, name, log);
  if (list.every(isObject)) return list;
  log.problem('sbom/shape', `has an item in ${JSON.stringify(name)} that is not an object`, node);
  return list.filter(isObject);
}

/** A member that is a string where it is there at all. An empty one says nothing. */
export function stringOf(node: DataObject, name: string, log: ReadingLog): string | undefined {
  const value = node[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string') return value;
  log.problem('sbom/shape', `has ${JSON.stringify(name)} that is not a string`, node);
  return undefined;
}
