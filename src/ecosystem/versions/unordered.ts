import type { VersionScheme } from '../ecosystem.ts';

/** For versions without an order, or with none that is known here: nothing can be compared, so every question stays undecided. */
export const unorderedVersions: VersionScheme<{ readonly text: string }> = {
  parse: () => undefined,
  compare: () => 0,
};
