import type * as Electron from 'electron';
import { type Deferred, deferred } from '../deferred.ts';
import { decodeValue, encodeValue } from '../encoding.ts';
import type { FromPage, ToPage } from '../messages.ts';
import { World } from './world.ts';

type Listener = (event: unknown, ...args: readonly unknown[]) => void;

interface Start {
  readonly secret: string;
  /** A function that Chromium adds to this world. It sends text to the main process. */
  readonly toMain: (text: string) => void;
  readonly preload: (require: (name: string) => unknown) => void;
}

/**
 * Runs in an isolated world before the page's scripts. Gives the preload script the `electron` module of a sandboxed
 * page, and receives the messages of the main process.
 * @returns the function that the main process calls with each message
 */
export function start({ secret, toMain, preload }: Start): ((message: ToPage) => void) | null {
  if (window !== window.top) return null;
  const world = new World(`${secret}:to-page`, `${secret}:to-preload`, () => undefined);
  const send = (message: FromPage) => toMain(JSON.stringify(message));
  const listeners = new Map<string, Set<Listener>>();
  const invoked = new Map<number, Deferred<unknown>>();
  const ports = new Map<number, MessagePort>();
  let count = 0;
  const nextId = () => {
    count += 1;
    return count;
  };

  /** Keeps this end of a port that now belongs to the main process, and carries its messages. */
  function handOver(port: MessagePort): number {
    const id = nextId();
    ports.set(id, port);
    port.addEventListener('message', ({ data }) => send({ kind: 'port-message', id, value: encodeValue(data) }));
    port.addEventListener('close', () => {
      ports.delete(id);
      send({ kind: 'port-closed', id });
    });
    port.start();
    return id;
  }

  const ipcRenderer: Pick<Electron.IpcRenderer, 'invoke' | 'postMessage' | 'send'> & {
    on(channel: string, listener: Listener): unknown;
    off(channel: string, listener: Listener): unknown;
  } = {
    invoke: (channel, ...args) => {
      const id = nextId();
      const answer = deferred<unknown>();
      invoked.set(id, answer);
      send({ kind: 'invoke', id, channel, args: encodeValue(args) });
      return answer.promise;
    },
    postMessage: (channel, message, transfer = []) =>
      send({ kind: 'send', channel, args: encodeValue([message]), ports: transfer.map(handOver) }),
    send: (channel, ...args) => send({ kind: 'send', channel, args: encodeValue(args), ports: [] }),
    on: (channel, listener) => {
      const own = listeners.get(channel) ?? new Set();
      listeners.set(channel, own.add(listener));
      return ipcRenderer;
    },
    off: (channel, listener) => {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
  };
  const contextBridge: Pick<Electron.ContextBridge, 'exposeInMainWorld'> = {
    exposeInMainWorld: (key, value) => world.expose(key, value),
  };
  const webUtils: Pick<Electron.WebUtils, 'getPathForFile'> = { getPathForFile };
  const electron = { contextBridge, ipcRenderer, webUtils };
  preload((name) => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`);
  });

  return (message) => {
    if (message.kind === 'send') {
      const args = decodeValue(message.args) as readonly unknown[];
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...args);
    } else if (message.kind === 'answer') {
      const answer = invoked.get(message.id);
      invoked.delete(message.id);
      const value = decodeValue(message.value);
      if (message.ok) answer?.resolve(value);
      else answer?.reject(value);
    } else if (message.kind === 'port-message') ports.get(message.id)?.postMessage(decodeValue(message.value));
    else {
      ports.get(message.id)?.close();
      ports.delete(message.id);
    }
  };
}

/**
 * A page does not know the path of a file, but Chromium does. The answer is needed before this returns, so the page is
 * paused, and the stand-in sets `found.path` meanwhile. It finds `file` and `found` by these names.
 */
function getPathForFile(file: File): string {
  const found = { path: '' };
  // biome-ignore lint/suspicious/noDebugger: the stand-in answers while the page is paused here.
  debugger;
  return found.path && file ? found.path : '';
}
