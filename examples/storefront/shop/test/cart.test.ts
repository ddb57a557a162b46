import assert from 'node:assert/strict';
import { addToCart, total } from '../src/cart.ts';
import { toInvoice } from '../src/invoice.ts';
import { openSession, readSession } from '../src/session.ts';

const mug = { sku: 'mug', title: 'Mug & saucer', price: 950 };

describe('the shop', () => {
  it('keeps one line for a product that was added twice', () => {
    const cart = addToCart(addToCart([], mug, 1), mug, 2);
    assert.equal(cart.length, 1);
    assert.equal(total(cart), 2850);
  });

  it('escapes what the customer sees', () => {
    assert.match(toInvoice('R-1', 'a@example.org', addToCart([], mug, 1)), /1 × Mug &amp; saucer.*€ 9\.50/);
  });

  it('reads back the session that it opened', () => {
    assert.equal(readSession(`Bearer ${openSession('a@example.org', 's')}`, 's'), 'a@example.org');
  });
});
