import { createServer } from 'node:http';
import minimist from 'minimist';
import { createApp } from './app.ts';
import { announceStock } from './stock.ts';

const flags = minimist(process.argv.slice(2), {
  default: { port: 3000, catalog: 'http://localhost:8080', payments: 'http://localhost:9090', invoices: 'invoices' },
  string: ['catalog', 'payments', 'invoices'],
});

const server = createServer(
  createApp({
    catalogUrl: flags['catalog'],
    paymentsUrl: flags['payments'],
    invoiceFolder: flags['invoices'],
    secret: process.env['SHOP_SECRET'] ?? 'only-for-development',
  }),
);
announceStock(server);
server.listen(Number(flags['port']), () => console.log(`The shop listens on port ${flags['port']}.`));
