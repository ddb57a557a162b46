export type { Ecosystem, Order } from './ecosystem.ts';
export { ecosystems } from './list.ts';
