export type { Catalog, Catalogued, Cataloger, Magic, SourceFile } from './cataloger.ts';
export { catalogers } from './list.ts';
export { inspectDirectory, inspectFile, inspectPath, isDirectory } from './inspect.ts';
export type { InspectOptions, Inspection } from './inspection.ts';
export { readTextFile } from './targets/disk-file.ts';
export { toInventory, type SeenGraph } from './to-inventory.ts';
