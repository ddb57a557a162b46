import type { Server } from 'node:http';
import WebSocket from 'ws';

/** Tells every open page when a product runs low; a message is `sku` and what is left, as JSON. */
export function announceStock(server: Server): (sku: string, left: number) => void {
  const sockets = new WebSocket.Server({ server, path: '/stock' });
  return (sku, left) => {
    for (const socket of sockets.clients) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ sku, left }));
    }
  };
}
