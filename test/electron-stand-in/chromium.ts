import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Protocol } from './cdp.ts';

// cspell:ignore breakpad omnibox

type Commands = Protocol.CommandParameters;
type Results = Protocol.CommandReturnValues;
export type Command = keyof Commands & keyof Results;

/** Without Chromium's own background work, and without a window that the app did not open. */
const SWITCHES = [
  '--headless=new',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-breakpad',
  '--disable-back-forward-cache',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--password-store=basic',
  '--use-mock-keychain',
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,AimEnabled,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,PreconnectToSearch,SpareRendererForSitePerProcess',
];

/** How long Chromium may take to write its storage at the end. */
const LONGEST_END_MS = 3000;

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly sessionId?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export interface LaunchOptions {
  readonly program: string;
  /** What Electron calls `userData`. */
  readonly userData: string;
  readonly sandbox: boolean;
  /** Also listens on a TCP port for Playwright. Chromium prints its address. */
  readonly port: boolean;
}

/**
 * A headless Chromium, driven over a pair of pipes, so that it ends with this process however this process ends. Emits
 * `SESSION:METHOD` for each event of a session, `:METHOD` for those of the browser, and `end`.
 */
export class Chromium extends EventEmitter {
  readonly #child: ChildProcess;
  readonly #writer: Writable;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;
  #rest = '';
  #ended = false;

  constructor({ program, userData, sandbox, port }: LaunchOptions) {
    super();
    this.setMaxListeners(0);
    const args = [
      ...SWITCHES,
      `--user-data-dir=${userData}`,
      '--remote-debugging-pipe',
      ...(port ? ['--remote-debugging-port=0'] : []),
      ...(sandbox && process.getuid?.() !== 0 ? [] : ['--no-sandbox']),
    ];
    this.#child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
    const [, , stderr, input, output] = this.#child.stdio;
    this.#writer = input as Writable;
    this.#writer.on('error', () => this.#end());
    (stderr as Readable).setEncoding('utf8').on('data', (text: string) => {
      const address = /DevTools listening on ws:\S+/.exec(text);
      if (port && address) process.stderr.write(`${address[0]}\n`);
    });
    (output as Readable).setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.#child.on('error', (error) => this.#end(error));
    this.#child.on('exit', () => this.#end());
  }

  /** @throws Error with Chromium's own message; after its end, that it has ended */
  send<C extends Command>(method: C, params?: Commands[C], sessionId?: string): Promise<Results[C]> {
    if (this.#ended) return Promise.reject(new Error('Chromium has ended'));
    this.#nextId += 1;
    const id = this.#nextId;
    this.#writer.write(`${JSON.stringify({ id, method, params: params ?? {}, sessionId })}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** Ends it and waits until its storage is written. */
  async close(): Promise<void> {
    if (this.#ended) return;
    const ended = new Promise<void>((resolve) => this.once('end', resolve));
    this.send('Browser.close').catch(() => undefined);
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), LONGEST_END_MS);
    await ended;
    clearTimeout(timer);
  }

  #read(text: string): void {
    const messages = (this.#rest + text).split('\0');
    this.#rest = messages.pop() ?? '';
    for (const message of messages) this.#receive(JSON.parse(message));
  }

  #receive({ id, method, params, sessionId = '', result, error }: Message): void {
    if (method !== undefined) {
      this.emit(`${sessionId}:${method}`, params);
      return;
    }
    const waiting = this.#waiting.get(id ?? -1);
    this.#waiting.delete(id ?? -1);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result as never);
  }

  #end(error = new Error('Chromium has ended')): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.emit('end');
  }
}
