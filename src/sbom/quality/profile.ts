import type { FactName } from './facts.ts';

/** One thing that a profile asks for. */
export interface ProfileElement {
  /** Unique in its profile. */
  readonly id: string;
  /** As the profile calls it. */
  readonly title: string;
  /** Of the document, of what it is about, or of every component. */
  readonly on: 'document' | 'primary' | 'component';
  readonly fact: FactName;
  /** Only what is required decides the grade. */
  readonly level: 'required' | 'recommended';
  /** What it means for the grade when the document states that it is not known, or when nobody can tell: enough, missing, or left out. */
  readonly unknown: 'enough' | 'missing' | 'left out';
  /** What to do where it fails: one sentence. */
  readonly advice: string;
}

/** What somebody expects of a good SBOM. Plain data: a new one is one file and one line in `list.ts`. */
export interface Profile {
  readonly id: string;
  readonly title: string;
  /** Who published it, and when. */
  readonly source: string;
  readonly elements: readonly ProfileElement[];
}
