import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import mkdirp from 'mkdirp';
import { total } from './cart.ts';
import type { Cart } from './cart.ts';

const page = Handlebars.compile(`<h1>Receipt {{receipt}}</h1>
<p>For {{email}}</p>
<table>
{{#each cart}}  <tr><td>{{quantity}} × {{product.title}}</td><td>{{money product.price}}</td></tr>
{{/each}}</table>
<p>Total {{money total}}</p>
`);

const helpers = { money: (cents: number) => `€ ${(cents / 100).toFixed(2)}` };

export function toInvoice(receipt: string, email: string, cart: Cart): string {
  return page({ receipt, email, cart, total: total(cart) }, { helpers });
}

/** Writes the invoice below `folder`; resolves to its path. */
export async function saveInvoice(folder: string, receipt: string, email: string, cart: Cart): Promise<string> {
  mkdirp.sync(folder);
  const path = join(folder, `${encodeURIComponent(receipt)}.html`);
  await writeFile(path, toInvoice(receipt, email, cart));
  return path;
}
