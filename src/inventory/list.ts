import type { Cataloger } from './cataloger.ts';

/** Every cataloger. A new one is one file or folder and one line here. */
export const catalogers: readonly Cataloger[] = [];
