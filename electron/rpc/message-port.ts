import type { Services } from '../services/services.ts';
import { openConnection } from './connection.ts';

/**
 * The parts of Electron's `MessagePortMain` that are used, declared here because this folder does not import Electron.
 */
export interface ServerPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: string): void;
  start(): void;
  close(): void;
}

/** Serves the contract over a port whose sender was checked. */
export function serveMessagePort(port: ServerPort, services: Services): void {
  const connection = openConnection(services, {
    send: (message) => port.postMessage(message),
    refuse: () => port.close(),
  });
  port.on('message', (event) => connection.receive(event.data));
  port.on('close', () => connection.closed());
  port.start();
}
