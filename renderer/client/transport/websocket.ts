import { RPCLink } from '@orpc/client/websocket';
import ReconnectingWebSocket from 'partysocket/ws';
import { createStore } from '../../lib/store.ts';
import type { ConnectionState, Transport } from './transport.ts';

/**
 * The contract over the WebSocket of the page's own server. A call made while it is away fails at once: nothing is
 * kept to be sent later, since a "Stop" that is carried out minutes after the click is worse than one that failed.
 * @param path where the server takes WebSockets
 */
export function connectWebSocket(path: string): Transport {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new ReconnectingWebSocket(`${scheme}://${location.host}${path}`, [], {
    minReconnectionDelay: 250,
    maxReconnectionDelay: 3000,
    reconnectionDelayGrowFactor: 1.6,
    maxEnqueuedMessages: 0,
  });
  // Until it has opened once it is only on its way: said as lost after a second, not at the first moment.
  const connection = createStore<ConnectionState>({ state: 'connected', since: Date.now() });
  const change = (state: ConnectionState['state']) => {
    if (connection.get().state !== state) connection.set({ state, since: Date.now() });
  };
  socket.addEventListener('open', () => change('connected'));
  socket.addEventListener('close', () => change('reconnecting'));
  // It behaves as a WebSocket; only its listeners are typed by other event classes than the DOM's.
  const websocket = socket as unknown as WebSocket;
  return { link: new RPCLink({ websocket }), connection, retry: () => socket.reconnect() };
}
