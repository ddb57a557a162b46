import type { Ecosystem } from './ecosystem.ts';

/** Every ecosystem. A new one is one folder and one line here. */
export const ecosystems: readonly Ecosystem[] = [];
