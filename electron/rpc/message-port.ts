import { openConnection } from './connection.ts';
import type { RpcContext } from './context.ts';

/** What is used of Electron's `MessagePortMain`, named here because this folder knows nothing of Electron. */
export interface ServerPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: string): void;
  start(): void;
  close(): void;
}

/** Serves the contract over a port whose sender was checked. */
export function serveMessagePort(port: ServerPort, context: Omit<RpcContext, 'load'>): void {
  const connection = openConnection(context, {
    send: (message) => port.postMessage(message),
    refuse: () => port.close(),
  });
  port.on('message', (event) => connection.receive(event.data));
  port.on('close', () => connection.closed());
  port.start();
}
