import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { createStore } from '../../lib/store.ts';
import type { ConnectionState, Transport } from './transport.ts';

/** The message by which the preload script is given one end of a channel. Its other half: desktop/channels.ts. */
const START_RPC = 'start-rpc';

/** How long to wait before another channel is made after the last one was closed, ms. */
const AGAIN_AFTER_MS = 1000;

/** The contract over a channel to the main program of the desktop app. */
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
      timer = setTimeout(retry, AGAIN_AFTER_MS);
    });
    // A new channel answers only when the program behind it does: the first message says so.
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
    // Asks for something small, so that there is a first message.
    link.call(['app', 'info'], undefined, { context: {} }).catch(() => undefined);
  }

  return { link: { call: (path, input, options) => link.call(path, input, options) }, connection, retry };
}
