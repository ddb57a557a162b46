import type { Bom, BomComponent } from '../bom/model.ts';
import { componentPaths } from '../bom/paths.ts';
import { componentFacts, documentFacts, isDocumentFact, type Status } from './facts.ts';
import type { Profile, ProfileElement } from './profile.ts';
import { prepare, type JudgedBom } from './subject.ts';

export type Grade = 'A' | 'B' | 'C' | 'D' | 'F';

/** From the best to the worst. */
export const grades: readonly Grade[] = ['A', 'B', 'C', 'D', 'F'];

export interface ElementScore {
  readonly id: string;
  readonly title: string;
  readonly on: ProfileElement['on'];
  readonly level: ProfileElement['level'];
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
  /** Share that counts for the profile, 0 to 1; absent where there is nothing to judge. */
  readonly share?: number;
  /** What to do; only where something is missing. */
  readonly advice?: string;
}

export interface ComponentScore {
  readonly path: string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  /** By the id of the element. */
  readonly elements: Readonly<Record<string, Status>>;
}

export interface QualityScore {
  readonly profile: string;
  readonly title: string;
  /** A: everything required is there. B, C, D: at least nine tenths, three quarters, a half on the average of the elements. F: less. */
  readonly grade: Grade;
  /** 0 to 100: the average of the required elements, rounded down, so that only a perfect document has 100. */
  readonly score: number;
  readonly elements: readonly ElementScore[];
  readonly components: readonly ComponentScore[];
}

/** Holds a document against a profile: every element for the document or for every component. */
export function scoreBom(bom: Bom, profile: Profile): QualityScore {
  const subject = prepare(bom);
  const paths = componentPaths(bom);
  const counts = profile.elements.map(() => ({ pass: 0, fail: 0, unknown: 0 }));
  for (const [at, { fact, on }] of profile.elements.entries())
    if (on === 'document' && isDocumentFact(fact)) (counts[at] as Counts)[documentFacts[fact](subject)] += 1;
  const components = subject.judged.map((index) => scoreComponent(index, subject, profile, counts, paths[index] as string));
  const elements = profile.elements.map((element, at) => toElementScore(element, counts[at] as Counts, subject));
  const shares = elements
    .filter(({ level, share }) => level === 'required' && share !== undefined)
    .map(({ share }) => share as number);
  const average = shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return {
    profile: profile.id,
    title: profile.title,
    grade: gradeOf(average),
    score: Math.floor(average * 100),
    elements,
    components,
  };
}

interface Counts {
  pass: number;
  fail: number;
  unknown: number;
}

function scoreComponent(
  index: number,
  subject: JudgedBom,
  profile: Profile,
  counts: readonly Counts[],
  path: string,
): ComponentScore {
  const component = subject.bom.components[index] as BomComponent;
  const elements: Record<string, Status> = {};
  for (const [at, { fact, id, on }] of profile.elements.entries()) {
    if (on === 'document' || isDocumentFact(fact) || (on === 'primary' && !subject.primary.has(index))) continue;
    const status = componentFacts[fact](component, subject);
    elements[id] = status;
    (counts[at] as Counts)[status] += 1;
  }
  const { group, name, purl, version } = component;
  return {
    path,
    name: group === undefined ? (name ?? '') : `${group}/${name ?? ''}`,
    ...(version === undefined ? {} : { version }),
    ...(purl === undefined ? {} : { purl }),
    elements,
  };
}

function toElementScore(element: ProfileElement, { fail, pass, unknown }: Counts, subject: JudgedBom): ElementScore {
  const { advice, id, level, on, title } = element;
  const judged = pass + fail + (element.unknown === 'left out' ? 0 : unknown);
  const good = pass + (element.unknown === 'enough' ? unknown : 0);
  // A document without components has none of what a profile asks of them.
  const isEmpty = judged === 0 && on === 'component' && subject.judged.length === 0;
  const share = isEmpty ? 0 : judged === 0 ? undefined : good / judged;
  const needsAdvice = share === undefined ? unknown > 0 : share < 1;
  return {
    id,
    title,
    on,
    level,
    pass,
    fail,
    unknown,
    ...(share === undefined ? {} : { share }),
    ...(needsAdvice ? { advice } : {}),
  };
}

function gradeOf(average: number): Grade {
  if (average >= 1) return 'A';
  if (average >= 0.9) return 'B';
  if (average >= 0.75) return 'C';
  return average >= 0.5 ? 'D' : 'F';
}
