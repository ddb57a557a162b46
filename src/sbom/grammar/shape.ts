/** What a value of a document must look like. */
export type Shape =
  | { readonly kind: 'any' | 'object' | 'bool' | 'licence' }
  | { readonly kind: 'text'; readonly minLength: number; readonly format?: TextFormat; readonly pattern?: string }
  | { readonly kind: 'number'; readonly whole: boolean; readonly least?: number; readonly most?: number }
  | { readonly kind: 'word'; readonly list: string }
  | { readonly kind: 'type'; readonly name: string }
  /** SPDX 3: an object of that class or one below it, or the name of one that stands elsewhere. */
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'list'; readonly of: Shape; readonly distinct: boolean; readonly least: number; readonly most: number }
  | { readonly kind: 'either'; readonly of: readonly Shape[] };

export type TextFormat = 'date-time' | 'date' | 'iri-reference' | 'idn-email' | 'line';

/** Versions are small whole numbers of the grammar's own, e.g. the 6 of CycloneDX 1.6. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Member extends Range {
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
}

/** `one`: exactly one of these groups of members is there; `any`: at least one is. */
export interface Rule extends Range {
  readonly kind: 'one' | 'any';
  readonly groups: readonly (readonly string[])[];
}

export interface TypeSpec {
  readonly name: string;
  /** In which versions members that are not listed are allowed. */
  readonly open?: Range;
  readonly parent?: string;
  readonly isAbstract: boolean;
  /** SPDX 3: an object that has no name of its own in the graph. */
  readonly isBlank: boolean;
  /** By name; more than one where versions differ. In the order of the table. */
  readonly members: ReadonlyMap<string, readonly Member[]>;
  readonly rules: readonly Rule[];
}

export interface Grammar {
  readonly types: ReadonlyMap<string, TypeSpec>;
  /** Lists of words: the versions that have each. */
  readonly words: ReadonlyMap<string, ReadonlyMap<string, readonly Range[]>>;
  readonly patterns: ReadonlyMap<string, RegExp>;
}

export function holds(range: Range | undefined, version: number): boolean {
  return range !== undefined && range.from <= version && version <= range.to;
}

/** The member of that name in one version. */
export function memberOf(type: TypeSpec, name: string, version: number): Member | undefined {
  const members = type.members.get(name);
  if (members === undefined) return undefined;
  for (const member of members) if (holds(member, version)) return member;
  return undefined;
}
