import { RPCHandler } from '@orpc/server/message-port';
import { router } from './fake-core.ts';

/** Serves the message channel that the view opens, as the preload script of the desktop app does. */
export function serveMessageChannel(): void {
  const handler = new RPCHandler(router() as ConstructorParameters<typeof RPCHandler>[0]);
  window.postMessage = ((_: unknown, __: string, [port]: readonly MessagePort[]) => {
    if (!port) return;
    handler.upgrade(port);
    port.start();
  }) as typeof window.postMessage;
}
