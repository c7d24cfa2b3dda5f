import { createORPCClient } from '@orpc/client';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Api } from '../../shared/contract/contract.ts';
import { useStore } from '../lib/store.ts';
import { connectMessagePort } from './transport/message-port.ts';
import type { ConnectionState } from './transport/transport.ts';
import { connectWebSocket } from './transport/websocket.ts';

declare global {
  interface Window {
    /** True in the desktop app. */
    readonly vrooliDesktop?: boolean;
  }
}

/** The WebSocket path of the web server. */
const SOCKET_PATH = '/rpc';

const transport = window.vrooliDesktop === true ? connectMessagePort() : connectWebSocket(SOCKET_PATH);

/** The API of the core. Failures are oRPC errors with a message for the user. */
export const api: Api = createORPCClient(transport.link);

/** Query and mutation options of every procedure: `orpc.instances.list.queryOptions()`. */
export const orpc = createTanstackQueryUtils(api);

/** Whether the core is reachable. */
export const connection = transport.connection;

/** Reconnects without waiting for the next attempt. */
export const reconnectNow = transport.retry;

/** Whether the core is reachable, and since when. */
export function useConnection(): ConnectionState {
  return useStore(connection);
}
