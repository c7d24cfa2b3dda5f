import { EventEmitter } from 'node:events';
import type { MessagePort } from 'node:worker_threads';

/** Wraps a Node port as a port of Electron's main process: wrapped messages, and none before the start. */
export class MessagePortMain extends EventEmitter {
  #port: MessagePort;
  closed = false;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on('close', () => {
      this.closed = true;
      this.emit('close');
    });
  }

  start(): void {
    // Node starts a port automatically with the first listener.
    this.#port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
  }

  postMessage(message: unknown): void {
    this.#port.postMessage(message);
  }

  close(): void {
    this.#port.close();
  }
}
