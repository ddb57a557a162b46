import type { Scope } from '../../../../model/index.ts';
import { present } from '../../../present.ts';
import type { Field, Stanza } from './deb822.ts';

/** What the database of dpkg says of one package that is installed. */
export interface DebRecord {
  readonly name: string;
  readonly version?: string;
  readonly architecture?: string;
  readonly maintainer?: string;
  /** The source package, as `name` or, where it has another version, `name@version`. Absent where both are those of the package. */
  readonly upstream?: string;
  /** Several architectures of it can be installed side by side. */
  readonly isMultiArchSame: boolean;
  readonly relations: readonly DebRelation[];
  readonly provides?: Field;
  /** 1-based. */
  readonly line: number;
}

/** A package as it stands in the graph. */
export interface InstalledDeb extends DebRecord {
  readonly index: number;
  /** The file that names it, where that is not the one the graph is of. */
  readonly file: string | undefined;
}

export interface DebRelation {
  readonly scope: Scope;
  readonly field: Field;
}

/** Names in lower case of what is read of a paragraph. */
export const recordFields: ReadonlySet<string> = new Set(
  'package status version architecture multi-arch maintainer source pre-depends depends recommends provides'.split(' '),
);

const relationFields: readonly (readonly [name: string, scope: Scope])[] = [
  ['pre-depends', 'runtime'],
  ['depends', 'runtime'],
  ['recommends', 'optional'],
];

/** The third word of `Status` for packages of which nothing is there but perhaps their configuration. */
const absent: ReadonlySet<string> = new Set(['not-installed', 'config-files']);
const whole: ReadonlySet<string> = new Set(['installed', 'triggers-pending', 'triggers-awaited', 'half-configured', 'unpacked']);
const usableName = /^[A-Za-z0-9][A-Za-z0-9+._~-]*$/;

/**
 * Undefined for a package that is not installed, and for one that cannot be understood, which is a problem. What dpkg did not finish is
 * there, at least in part; so is what has a state that is not known, or none, as in `status.d`.
 */
export function parseRecord(
  { fields, line }: Stanza,
  problem: (code: string, message: string, line: number) => void,
): DebRecord | undefined {
  const value = (name: string): string | undefined => fields.get(name)?.value || undefined;
  const status = fields.get('status');
  const state = status?.value.split(/\s+/).at(2) ?? 'installed';
  if (absent.has(state)) return undefined;
  const name = value('package');
  if (name === undefined) {
    problem('deb/unnamed', 'has a package without a name', line);
    return undefined;
  }
  if (!usableName.test(name)) {
    problem('deb/name', `has ${JSON.stringify(name.slice(0, 100))} as the name of a package`, line);
    return undefined;
  }
  if (!whole.has(state))
    problem('deb/state', `has ${name} in the state ${JSON.stringify(state.slice(0, 100))}`, status?.line ?? line);
  const version = value('version');
  if (version === undefined) problem('deb/no-version', `has no version for ${name}`, line);
  const relations: DebRelation[] = [];
  for (const [relation, scope] of relationFields) {
    const field = fields.get(relation);
    if (field !== undefined) relations.push({ scope, field });
  }
  return {
    name,
    line: fields.get('package')?.line ?? line,
    isMultiArchSame: value('multi-arch')?.toLowerCase() === 'same',
    relations,
    ...present({
      version,
      architecture: value('architecture'),
      maintainer: value('maintainer'),
      upstream: upstreamOf(value('source'), name, version),
      provides: fields.get('provides'),
    }),
  };
}

/** `Source` is `name` or `name (version)`. */
function upstreamOf(source: string | undefined, name: string, version: string | undefined): string | undefined {
  const [, sourceName, sourceVersion] = /^([^\s()]+)(?:\s?\(([^\s()]+)\))?$/.exec(source ?? '') ?? [];
  if (sourceName === undefined) return undefined;
  if (sourceVersion !== undefined && sourceVersion !== version) return `${sourceName}@${sourceVersion}`;
  return sourceName === name ? undefined : sourceName;
}
