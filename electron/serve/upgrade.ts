import type { Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { LARGEST_MESSAGE } from '../rpc/envelope.ts';
import { serveWebSocket } from '../rpc/websocket.ts';
import type { Services } from '../services/services.ts';
import type { Access } from './access.ts';
import { parseTarget } from './answer.ts';

/** The path of the view's WebSocket. */
export const SOCKET_PATH = '/rpc';

/** More than the tabs that a person opens; more connections are a flood. */
const MAX_SOCKETS = 64;

/**
 * Accepts WebSockets of this app's own page. A browser opens a WebSocket to another site without asking it, so `Origin`
 * is required here, and not only checked if present.
 */
export function acceptSockets(server: Server, access: Access, services: Services): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE, perMessageDeflate: false });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (!access.isOwnPage(request)) return refuse(socket, 403, 'Only a page of this app may connect.');
    if (!access.isKnown(request)) return refuse(socket, 401, 'Open the link that the terminal shows.');
    if (parseTarget(request.url)?.pathname !== SOCKET_PATH) return refuse(socket, 404, 'Not found.');
    if (sockets.clients.size >= MAX_SOCKETS) return refuse(socket, 503, 'Too many pages are open. Close some of them.');
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
