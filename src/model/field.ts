/**
 * A value whose absence matters to others: an SBOM reader must be able to tell "there is none" from "nobody looked"
 * and from "we will not say" (CISA 2026 minimum elements, "known unknowns"; SPDX NONE and NOASSERTION).
 */
export type Field<T> =
  | { readonly state: 'known'; readonly value: T }
  | { readonly state: 'none' }
  | { readonly state: 'unknown' }
  | { readonly state: 'withheld' };

export const none: Field<never> = { state: 'none' };
export const unknown: Field<never> = { state: 'unknown' };
export const withheld: Field<never> = { state: 'withheld' };

export function known<T>(value: T): Field<T> {
  return { state: 'known', value };
}

/** The value when it is known, else undefined. */
export function valueOf<T>(field: Field<T>): T | undefined {
  return field.state === 'known' ? field.value : undefined;
}

/** Known when there is a value; a missing or empty one is unknown. */
export function fieldOf<T>(value: T | undefined | null | ''): Field<T> {
  return value === undefined || value === null || value === '' ? unknown : known(value);
}
