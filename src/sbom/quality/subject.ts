import { arrayOf, isObject, textOf, type DataObject } from '../../kernel/index.ts';
import type { Bom, BomComponent } from '../bom/model.ts';
import { describedBy } from '../cyclonedx/bom/from-spdx.ts';
import { others } from '../spdx/bom/decode3.ts';
import { spell } from '../spell.ts';

/** A document prepared for questions about single components. */
export interface JudgedBom {
  readonly bom: Bom;
  /** Indices of what the document is about. */
  readonly primary: ReadonlySet<number>;
  readonly primaryRefs: ReadonlySet<string>;
  /** Components that are judged: neither snippets nor, where there are packages, the files inside them. */
  readonly judged: readonly number[];
  /** Refs by what is known of their dependencies. */
  readonly stated: ReadonlySet<string>;
  readonly named: ReadonlySet<string>;
  readonly unknownDependencies: ReadonlySet<string>;
  /** Refs of which it is said that more dependencies may be there than are known. */
  readonly openDependencies: ReadonlySet<string>;
  readonly completeness: ReadonlySet<string>;
  /** SPDX 3: the names of the files that a package is distributed as. */
  readonly fileNames: ReadonlyMap<string, string>;
  /** SPDX 3 elements that are no components. */
  readonly elements: readonly DataObject[];
}

export function prepare(bom: Bom): JudgedBom {
  const primary = new Set<number>();
  const described = new Set([...describedBy(bom), ...arrayOf(bom.facts.extra['rootElement']).map(spell)]);
  const files = new Map<string, string>();
  for (const [index, { kind, name, place, ref }] of bom.components.entries()) {
    if (place === 'subject' || (ref !== undefined && described.has(ref))) primary.add(index);
    if (kind === 'file' && ref !== undefined && name !== undefined) files.set(ref, name);
  }
  const hasPackages = bom.components.some(({ kind }) => kind === 'package');
  const judged = [...bom.components.keys()].filter((index) => {
    const { kind } = bom.components[index] as BomComponent;
    return kind === 'package' || (kind === 'file' && !hasPackages) || (primary.has(index) && kind === 'file');
  });
  const stated = new Set<string>();
  const named = new Set<string>();
  const unknownDependencies = new Set<string>();
  const openDependencies = new Set<string>();
  const completeness = new Set<string>();
  const fileNames = new Map<string, string>();
  for (const { extra, from, to, type } of bom.relationships) {
    if (type === 'hasDistributionArtifact') {
      const name = files.get(to[0] ?? '');
      if (name !== undefined) fileNames.set(from, name);
    }
    if (licenceLike.has(type)) continue;
    stated.add(from);
    for (const ref of to) named.add(ref);
    if (extra['completeness'] !== undefined || to.includes('NONE') || to.includes('NOASSERTION')) completeness.add(from);
    if (to.some((ref) => ref === 'NOASSERTION' || ref.endsWith('/NoAssertionElement'))) unknownDependencies.add(from);
  }
  // Inside another is a relation as well.
  for (const { parent, ref } of bom.components) if (parent !== undefined && ref !== undefined) named.add(ref);
  for (const one of arrayOf(bom.extra['compositions']).filter(isObject)) {
    for (const ref of [...arrayOf(one['dependencies']), ...arrayOf(one['assemblies'])]) {
      completeness.add(spell(ref));
      if (one['aggregate'] === 'unknown') unknownDependencies.add(spell(ref));
      if (textOf(one['aggregate'])?.startsWith('incomplete') === true) openDependencies.add(spell(ref));
    }
  }
  const elements = arrayOf(bom.extra[others])
    .filter(isObject)
    .map((one) => one['element'])
    .filter(isObject);
  const primaryRefs = new Set([...primary].map((index) => bom.components[index]?.ref ?? ''));
  return {
    bom,
    primary,
    primaryRefs,
    judged,
    stated,
    named,
    unknownDependencies,
    openDependencies,
    completeness,
    fileNames,
    elements,
  };
}

const licenceLike: ReadonlySet<string> = new Set(['hasDeclaredLicense', 'hasConcludedLicense', 'hasDistributionArtifact']);

/** What a component says outright is not known: `assay:unknown` in a property or a comment, with the names of facts. */
export function statedUnknown(component: BomComponent): ReadonlySet<string> {
  const property = component.properties?.find(({ name }) => name === unknownMark)?.value;
  const comment =
    component.comment?.startsWith(`${unknownMark}=`) === true ? component.comment.slice(unknownMark.length + 1) : undefined;
  const text = textOf(property) ?? comment;
  return text === undefined ? nothing : new Set(text.split(/[,;\s]+/));
}
const nothing: ReadonlySet<string> = new Set();

export const unknownMark = 'assay:unknown';

/** What a component keeps back: `assay:supplier` with the value `withheld`. */
export function statedWithheld(component: BomComponent, fact: string): boolean {
  const own = component.properties?.find(({ name }) => name === `assay:${fact}`)?.value;
  if (own === 'withheld') return true;
  return arrayOf(component.extra['annotations']).some((one) => isObject(one) && one['comment'] === `assay:${fact}=withheld`);
}
