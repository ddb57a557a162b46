import { posix } from 'node:path';
import { arrayOf, isObject, textOf, type DataObject, type DataValue } from '../../../../kernel/index.ts';
import type { Scope, Source } from '../../../../model/index.ts';
import { member } from '../../../fields.ts';
import { pinOf, toRequirementText } from '../requirement.ts';
import { archiveSource, distributionOf, fileNameOf, gitSource, localSource } from '../source.ts';
import type { Declared } from './manifest.ts';

/** Where `{git = …}`, `{path = …}`, `{url = …}` or `{file = …}` of Poetry, Pipenv or uv leads; undefined for the registry. */
export function sourceOfTable(table: DataObject, file: string): Source | undefined {
  const directory = posix.dirname(file);
  const git = textOf(member(table, 'git'));
  if (git !== undefined) return gitSource(git, textOf(member(table, 'rev')) ?? textOf(member(table, 'ref')));
  const path = textOf(member(table, 'path'));
  if (path !== undefined) return localSource(path, directory);
  const url = textOf(member(table, 'url')) ?? textOf(member(table, 'file'));
  if (url !== undefined)
    return /^[a-z][a-z0-9+.-]*:\/\//i.test(url) && !/^file:/i.test(url) ? archiveSource(url) : localSource(url, directory);
  return undefined;
}

/** `name = "^1.2"` or `name = {version = "^1.2", extras = […], markers = "…", optional = true, git = …}`. Undefined when it is neither. */
export function readTomlRequirement(
  name: string,
  value: DataValue | undefined,
  place: { readonly scope: Scope; readonly group?: string | undefined; readonly file: string; readonly line?: number | undefined },
): Declared | undefined {
  if (typeof value === 'string') return { name, extras: [], conditional: false, ...wanted(value), ...place };
  if (!isObject(value)) return undefined;
  const source = sourceOfTable(value, place.file);
  const marker = markerOf(value);
  const url = textOf(member(value, 'url')) ?? textOf(member(value, 'file'));
  const optional = member(value, 'optional') === true && place.scope === 'runtime';
  return {
    name,
    extras: arrayOf(member(value, 'extras')).filter((extra) => typeof extra === 'string'),
    conditional: marker !== undefined,
    ...wanted(textOf(member(value, 'version')) ?? '', marker),
    ...(url === undefined ? {} : { pin: distributionOf(fileNameOf(url))?.version }),
    ...(source === undefined ? {} : { source }),
    ...place,
    scope: optional ? 'optional' : place.scope,
  };
}

/** Poetry and Pipenv have keys of their own for some markers: `python = "<3.10"`, `sys_platform = "== 'win32'"`. */
function markerOf(table: DataObject): string | undefined {
  const parts = [textOf(member(table, 'markers'))];
  for (const key of ['python', 'platform', 'sys_platform', 'os_name', 'platform_system', 'python_version', 'implementation_name']) {
    const value = textOf(member(table, key));
    if (value !== undefined) parts.push(`${key} ${value}`);
  }
  const stated = parts.filter((part) => part !== undefined);
  return stated.length === 0 ? undefined : stated.join(' and ');
}

/** A bare version is exact in Poetry; in Pipenv it is not allowed. */
function wanted(version: string, marker?: string): Pick<Declared, 'requirement' | 'specifier' | 'pin'> {
  const isBare = /^\d[^,*|\s]*$/.test(version);
  return {
    requirement: toRequirementText({ specifier: version, marker }),
    specifier: isBare ? `==${version}` : version === '*' ? '' : version,
    pin: isBare ? version : pinOf(version),
  };
}
