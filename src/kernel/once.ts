/** A value that is made at the first question and kept: for tables that most runs never ask. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
