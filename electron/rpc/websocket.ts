import type { RawData, WebSocket } from 'ws';
import type { Services } from '../services/services.ts';
import { openConnection } from './connection.ts';

/** How many bytes a view that has stopped reading may leave in our memory before it is disconnected. */
const MAX_UNSENT = 16 * 1024 * 1024;

/** 1008, "policy violation". @see https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const REFUSED = 1008;

/** Serves the contract over a WebSocket whose upgrade was allowed. */
export function serveWebSocket(socket: WebSocket, services: Services): void {
  const connection = openConnection(services, {
    send(message) {
      if (socket.bufferedAmount > MAX_UNSENT) socket.terminate();
      else socket.send(message);
    },
    refuse: () => socket.close(REFUSED, 'This is not a valid message.'),
  });
  socket.on('message', (data: RawData, binary: boolean) => connection.receive(binary ? null : data.toString()));
  socket.on('close', () => connection.closed());
  // ws closes the socket on a frame that is too long or invalid, but without a listener Node would end.
  socket.on('error', () => connection.closed());
}
