import _ from 'lodash';

export interface Product {
  readonly sku: string;
  readonly title: string;
  /** In cents. */
  readonly price: number;
}

export interface Line {
  readonly product: Product;
  readonly quantity: number;
}

export type Cart = readonly Line[];

/** Adds to a cart; the same product twice becomes one line. */
export function addToCart(cart: Cart, product: Product, quantity: number): Cart {
  const lines = _.groupBy([...cart, { product, quantity }], (line) => line.product.sku);
  return _.map(lines, (same) => ({ product: same[0]!.product, quantity: _.sumBy(same, 'quantity') }));
}

/** In cents. */
export function total(cart: Cart): number {
  return _.sumBy(cart, (line) => line.product.price * line.quantity);
}
