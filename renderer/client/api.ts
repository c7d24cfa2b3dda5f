import { createORPCClient } from '@orpc/client';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Api } from '../../shared/contract/contract.ts';
import { useStore } from '../lib/store.ts';
import { connectMessagePort } from './transport/message-port.ts';
import type { ConnectionState } from './transport/transport.ts';
import { connectWebSocket } from './transport/websocket.ts';

declare global {
  interface Window {
    /** True where the page is shown by the desktop app. */
    readonly vrooliDesktop?: boolean;
  }
}

/** Where the server of the browser face takes WebSockets. */
const SOCKET_PATH = '/rpc';

const transport = window.vrooliDesktop === true ? connectMessagePort() : connectWebSocket(SOCKET_PATH);

/** All that can be asked of the engine. Failures are oRPC errors whose message is a sentence for people. */
export const api: Api = createORPCClient(transport.link);

/** Query and mutation options of every procedure: `orpc.instances.list.queryOptions()`. */
export const orpc = createTanstackQueryUtils(api);

/** Whether the program behind this page answers. */
export const connection = transport.connection;

/** Tries to reach the program now. */
export const reconnectNow = transport.retry;

/** Whether the program behind this page answers, and since when. */
export function useConnection(): ConnectionState {
  return useStore(connection);
}
