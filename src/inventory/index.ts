export type { Catalog, Catalogued, Cataloger, Magic, SourceFile } from './cataloger.ts';
export { catalogers } from './list.ts';
export { inspectDirectory, inspectFile, isDirectory, type InspectOptions, type Inspection } from './inspect.ts';
export { readTextFile } from './targets/disk-file.ts';
export { toInventory, type SeenGraph } from './to-inventory.ts';
