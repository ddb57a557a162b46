export type { Catalog, Catalogued, Cataloger, SourceFile } from './cataloger.ts';
export { catalogers } from './list.ts';
