export type { Comparison, Ecosystem, Order, ParsedVersion, PurlName, PurlOrigin } from './ecosystem.ts';
export { ecosystems } from './list.ts';
export { compareVersions, ecosystemById, ecosystemByOsvName, ecosystemByPurlType } from './lookup.ts';
