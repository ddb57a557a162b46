import express from 'express';
import type { Express, NextFunction, Request, Response } from 'express';
import { addToCart, total } from './cart.ts';
import type { Cart } from './cart.ts';
import { findProduct, listProducts } from './catalog.ts';
import { saveInvoice } from './invoice.ts';
import { pay } from './payment.ts';
import { openSession, readSession } from './session.ts';

export interface Settings {
  readonly catalogUrl: string;
  readonly paymentsUrl: string;
  readonly invoiceFolder: string;
  readonly secret: string;
}

/** The shop's HTTP interface. Carts live in memory: one process, no database. */
export function createApp(settings: Settings): Express {
  const carts = new Map<string, Cart>();
  const app = express();
  app.use(express.json());

  const customer = (request: Request): string => readSession(request.headers.authorization, settings.secret);
  const guarded =
    (handle: (request: Request, response: Response) => Promise<void>) => (request: Request, response: Response, next: NextFunction) => {
      handle(request, response).catch(next);
    };

  app.post('/session', (request, response) => {
    response.json({ token: openSession(String(request.body.email), settings.secret) });
  });

  app.get(
    '/products',
    guarded(async (request, response) => {
      response.json(await listProducts(settings.catalogUrl, String(request.query['q'] ?? '')));
    }),
  );

  app.post(
    '/cart',
    guarded(async (request, response) => {
      const email = customer(request);
      const product = await findProduct(settings.catalogUrl, String(request.body.sku));
      const cart = addToCart(carts.get(email) ?? [], product, Number(request.body.quantity ?? 1));
      carts.set(email, cart);
      response.json({ cart, total: total(cart) });
    }),
  );

  app.post(
    '/order',
    guarded(async (request, response) => {
      const email = customer(request);
      const cart = carts.get(email) ?? [];
      const receipt = await pay(settings.paymentsUrl, email, total(cart));
      response.status(201).json({ receipt, invoice: await saveInvoice(settings.invoiceFolder, receipt, email, cart) });
      carts.delete(email);
    }),
  );

  app.use((error: Error, _request: Request, response: Response, _next: NextFunction) => {
    response.status(error.name === 'JsonWebTokenError' ? 401 : 502).json({ error: error.message });
  });
  return app;
}
