import { textOf, type DataObject } from '../../../kernel/index.ts';
import { ecosystemById } from '../../../ecosystem/index.ts';
import type { Scope } from '../../../model/index.ts';
import { member, type Fields } from '../../fields.ts';
import type { Ask } from './lock-graph.ts';
import type { ManifestLines } from './manifest/manifest-lines.ts';
import { extrasNeeded } from './marker.ts';
import { keyOf } from './names.ts';
import { toRequirementText } from './requirement.ts';

/** The manifest of a project. */
export interface Asked {
  readonly file: string;
  /** Absent when the manifest cannot be read. */
  readonly lines: ManifestLines | undefined;
}

/** One of the lists in which a package asks for others. */
export interface Part {
  readonly scope: Scope;
  readonly extra?: string;
  readonly group?: string;
  readonly line: number | undefined;
}

interface Wanted {
  readonly specifier: string;
  readonly marker: string | undefined;
  readonly extras: readonly string[];
}

/** What the manifest of a project asked for before it was resolved: `[package.metadata]` repeats it. */
export class WantedByProject {
  readonly #asked: Asked;
  readonly #wanted = new Map<string, Wanted[]>();

  constructor(fields: Fields, table: DataObject, line: number | undefined, asked: Asked) {
    this.#asked = asked;
    const metadata = fields.object(table, 'metadata', line) ?? {};
    this.#add('', fields.objects(metadata, 'requires-dist', line));
    const groups = fields.object(metadata, 'requires-dev', line) ?? {};
    for (const group of Object.keys(groups)) this.#add(group, fields.objects(groups, group, line));
  }

  #add(group: string, requirements: readonly DataObject[]): void {
    for (const requirement of requirements) {
      const name = textOf(member(requirement, 'name'));
      if (name === undefined) continue;
      const marker = textOf(member(requirement, 'marker'));
      const wanted = { specifier: textOf(member(requirement, 'specifier')) ?? '', marker, extras: extrasNeeded(marker, 50) };
      const key = `${group}\n${keyOf(name)}`;
      const known = this.#wanted.get(key);
      if (known === undefined) this.#wanted.set(key, [wanted]);
      else known.push(wanted);
    }
  }

  /** Of several requirements for one package, each for an environment, the one that the version meets. */
  of(name: string, version: string | undefined, part: Part): Pick<Ask, 'requirement' | 'file' | 'line'> {
    const fitting = (this.#wanted.get(`${part.group ?? ''}\n${keyOf(name)}`) ?? []).filter(({ extras }) =>
      part.extra === undefined ? extras.length === 0 : extras.includes(part.extra),
    );
    const met = fitting.find(
      ({ specifier }) => version === undefined || ecosystemById('pypi').satisfies(version, specifier) !== false,
    );
    const wanted = met ?? fitting[0];
    const line = this.#lineOf(name, part);
    return {
      requirement: wanted === undefined ? undefined : toRequirementText(wanted),
      ...(line === undefined ? {} : { file: this.#asked.file, line }),
    };
  }

  #lineOf(name: string, { extra, group }: Part): number | undefined {
    const { lines } = this.#asked;
    if (extra !== undefined) return lines?.ofRequirement('project.optional-dependencies', extra, name);
    if (group === undefined) return lines?.ofRequirement('project', 'dependencies', name);
    return lines?.ofRequirement('dependency-groups', group, name) ?? lines?.ofRequirement('tool.uv', 'dev-dependencies', name);
  }
}
