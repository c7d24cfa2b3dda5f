import type { Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { LARGEST_MESSAGE } from '../rpc/envelope.ts';
import { serveWebSocket } from '../rpc/websocket.ts';
import type { Services } from '../services/services.ts';
import type { Access } from './access.ts';
import { parseTarget } from './answer.ts';

/** Where the view's WebSocket is asked for. */
export const SOCKET_PATH = '/rpc';

/** More than anybody has tabs open of this app; beyond it somebody floods us. */
const MOST_SOCKETS = 64;

/**
 * Lets WebSockets of our own page in. The browser asks no leave of another site for a WebSocket, so `Origin` is
 * required here, not only checked when it is there.
 */
export function acceptSockets(server: Server, access: Access, services: Services): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE, perMessageDeflate: false });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (!access.isOwnPage(request)) return refuse(socket, 403, 'Only a page of this app may connect.');
    if (!access.isKnown(request)) return refuse(socket, 401, 'Open the link that was printed in the terminal.');
    if (parseTarget(request.url)?.pathname !== SOCKET_PATH) return refuse(socket, 404, 'There is nothing here.');
    if (sockets.clients.size >= MOST_SOCKETS) return refuse(socket, 503, 'Too many views are open. Close some.');
    sockets.handleUpgrade(request, socket, head, (accepted) => serveWebSocket(accepted, services));
  });
  return sockets;
}

function refuse(socket: Duplex, status: number, sentence: string): void {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(sentence)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${sentence}`);
}
