import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { decodeValue, encodeValue } from './encoding.ts';
import type { FromPage, ToPage } from './messages.ts';
import type { PageContents } from './page-contents.ts';

type Handler = (event: { readonly sender: PageContents }, ...args: never[]) => unknown;

/** The main process's end of a channel to a page. */
export class MessagePortMain extends EventEmitter {
  readonly #send: (message: ToPage) => void;
  readonly #id: number;
  /** Messages before `start`; null after it. */
  #early: unknown[] | null = [];
  #closed = false;

  constructor(id: number, send: (message: ToPage) => void) {
    super();
    this.#id = id;
    this.#send = send;
  }

  postMessage(message: unknown, transfer?: Electron.MessagePortMain[]): void {
    if (transfer?.length) throw new Error('The stand-in does not send ports to a page.');
    if (!this.#closed) this.#send({ kind: 'port-message', id: this.#id, value: encodeValue(message) });
  }

  start(): void {
    const early = this.#early ?? [];
    this.#early = null;
    for (const data of early) setImmediate(() => this.#deliver(data));
  }

  close(): void {
    if (this.#closed) return;
    this.#send({ kind: 'port-closed', id: this.#id });
    this.ended();
  }

  /** A message of the page. */
  received(data: unknown): void {
    if (this.#early) this.#early.push(data);
    else this.#deliver(data);
  }

  /** The other end was closed, or its page is gone. */
  ended(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.emit('close');
  }

  #deliver(data: unknown): void {
    if (!this.#closed) this.emit('message', { data, ports: [] });
  }
}

class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, listener: Handler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.#handlers.set(channel, listener);
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  async invoke(channel: string, event: { readonly sender: PageContents }, args: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...(args as never[]));
  }
}

export const ipcMain = new IpcMain();

/** The messages of one page, and its ports. */
export class PageChannel {
  readonly #contents: PageContents;
  readonly #send: (message: ToPage) => void;
  readonly #ports = new Map<number, MessagePortMain>();

  constructor(contents: PageContents, send: (message: ToPage) => void) {
    this.#contents = contents;
    this.#send = send;
  }

  receive(message: FromPage): void {
    const sender = this.#contents;
    const event = { sender, senderFrame: sender.mainFrame, processId: 1, frameId: 1 };
    if (message.kind === 'send') {
      const ports = message.ports.map((id) => this.#open(id));
      const args = decodeValue(message.args) as readonly unknown[];
      ipcMain.emit(message.channel, { ...event, ports, reply: sender.send.bind(sender) }, ...args);
    } else if (message.kind === 'invoke') {
      const { id, channel } = message;
      const answer = (ok: boolean, value: unknown) => this.#send({ kind: 'answer', id, ok, value: encodeValue(value) });
      ipcMain.invoke(channel, event, decodeValue(message.args) as readonly unknown[]).then(
        (value) => answer(true, value),
        (error: unknown) => answer(false, new Error(`Error invoking remote method '${channel}': ${error}`)),
      );
    } else if (message.kind === 'port-message') this.#ports.get(message.id)?.received(decodeValue(message.value));
    else this.#close(message.id);
  }

  /** The page is gone, and its ends of all ports with it. */
  pageGone(): void {
    for (const id of [...this.#ports.keys()]) this.#close(id);
  }

  #open(id: number): MessagePortMain {
    const port = new MessagePortMain(id, this.#send);
    this.#ports.set(id, port);
    return port;
  }

  #close(id: number): void {
    const port = this.#ports.get(id);
    this.#ports.delete(id);
    port?.ended();
  }
}
