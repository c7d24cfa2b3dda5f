import { RPCLink } from '@orpc/client/websocket';
import ReconnectingWebSocket from 'partysocket/ws';
import { createStore } from '../../lib/store.ts';
import type { ConnectionState, Transport } from './transport.ts';

/**
 * Connects to the server of this page over a WebSocket. A call while disconnected fails immediately instead of being
 * queued: a "Stop" that runs minutes after the click is worse than one that fails.
 * @param path the server's WebSocket path
 */
export function connectWebSocket(path: string): Transport {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new ReconnectingWebSocket(`${scheme}://${location.host}${path}`, [], {
    minReconnectionDelay: 250,
    maxReconnectionDelay: 3000,
    reconnectionDelayGrowFactor: 1.6,
    maxEnqueuedMessages: 0,
  });
  // Before the first open it counts as connected, so that the banner appears only after its delay.
  const connection = createStore<ConnectionState>({ state: 'connected', since: Date.now() });
  const change = (state: ConnectionState['state']) => {
    if (connection.get().state !== state) connection.set({ state, since: Date.now() });
  };
  socket.addEventListener('open', () => change('connected'));
  socket.addEventListener('close', () => change('reconnecting'));
  // It behaves like a WebSocket; only the event types of its listeners differ from the DOM's.
  const websocket = socket as unknown as WebSocket;
  return { link: new RPCLink({ websocket }), connection, retry: () => socket.reconnect() };
}
