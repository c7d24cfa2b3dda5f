import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { createStore } from '../../lib/store.ts';
import type { ConnectionState, Transport } from './transport.ts';

/** The message that hands one end of a channel to the preload script. Counterpart: desktop/channels.ts. */
const START_RPC = 'start-rpc';

/** Delay before a new channel is opened after the previous one closed. */
const RETRY_AFTER_MS = 1000;

/** Connects to the main process of the desktop app over a message channel. */
export function connectMessagePort(): Transport {
  const connection = createStore<ConnectionState>({ state: 'connected', since: Date.now() });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let link = open();

  function open(): ClientLink<ClientContext> {
    const { port1, port2 } = new MessageChannel();
    const opened = new RPCLink({ port: port1 });
    port1.addEventListener('close', () => {
      connection.set({ state: 'reconnecting', since: Date.now() });
      clearTimeout(timer);
      timer = setTimeout(retry, RETRY_AFTER_MS);
    });
    // A new channel opens without the main process; only a first message shows that it responds.
    port1.addEventListener('message', () => {
      if (connection.get().state !== 'connected') connection.set({ state: 'connected', since: Date.now() });
    });
    port1.start();
    window.postMessage(START_RPC, location.origin, [port2]);
    return opened;
  }

  function retry(): void {
    clearTimeout(timer);
    link = open();
    // A small request triggers the first message.
    link.call(['app', 'info'], undefined, { context: {} }).catch(() => undefined);
  }

  return { link: { call: (path, input, options) => link.call(path, input, options) }, connection, retry };
}
