/** `T` with its members that may be undefined made optional instead. */
export type Present<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same without the members that are undefined, which optional members may not be. */
export function present<const T extends object>(facts: T): Present<T> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(facts)) if (value !== undefined) kept[key] = value;
  return kept as Present<T>;
}
