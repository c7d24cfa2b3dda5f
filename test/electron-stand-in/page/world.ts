import { type Deferred, deferred } from '../deferred.ts';

/**
 * One of two JavaScript worlds of a page, which share only its document. Values cross as events of the window, which
 * Chromium copies and delivers before `dispatchEvent` returns; functions cross as a number that the other world calls.
 * Electron's context bridge does this in C++.
 */
const TAG = '__standInRef';

interface Ref {
  readonly [TAG]: 'function' | 'promise';
  readonly id: number;
}

type Message =
  | { readonly kind: 'expose'; readonly key: string; readonly value: unknown }
  | { readonly kind: 'call'; readonly id: number; readonly args: readonly unknown[] }
  | { readonly kind: 'answer'; readonly ok: boolean; readonly value: unknown }
  | { readonly kind: 'settle'; readonly id: number; readonly ok: boolean; readonly value: unknown };

export class World {
  readonly #outgoing: string;
  readonly #functions: ((...args: readonly unknown[]) => unknown)[] = [];
  readonly #promises = new Map<number, Deferred<unknown>>();
  readonly #exposed: (key: string, value: unknown) => void;
  #answer: Extract<Message, { kind: 'answer' }> | null = null;
  #promiseCount = 0;

  constructor(outgoing: string, incoming: string, exposed: (key: string, value: unknown) => void) {
    this.#outgoing = outgoing;
    this.#exposed = exposed;
    window.addEventListener(incoming, (event) => {
      event.stopImmediatePropagation();
      this.#receive((event as CustomEvent<Message>).detail);
    });
  }

  expose(key: string, value: unknown): void {
    this.#send({ kind: 'expose', key, value: this.#pack(value) });
  }

  #send(detail: Message): void {
    window.dispatchEvent(new CustomEvent(this.#outgoing, { detail }));
  }

  #receive(message: Message): void {
    if (message.kind === 'expose') this.#exposed(message.key, this.#unpack(message.value));
    else if (message.kind === 'answer') this.#answer = message;
    else if (message.kind === 'settle') {
      const promise = this.#promises.get(message.id);
      this.#promises.delete(message.id);
      if (message.ok) promise?.resolve(this.#unpack(message.value));
      else promise?.reject(new Error(String(message.value)));
    } else {
      try {
        const args = message.args.map((arg) => this.#unpack(arg));
        const value = this.#pack(this.#functions[message.id]?.(...args));
        this.#send({ kind: 'answer', ok: true, value });
      } catch (error) {
        this.#send({ kind: 'answer', ok: false, value: messageOf(error) });
      }
    }
  }

  #call(id: number, args: readonly unknown[]): unknown {
    this.#answer = null;
    this.#send({ kind: 'call', id, args: args.map((arg) => this.#pack(arg)) });
    const answer = this.#answer as Extract<Message, { kind: 'answer' }> | null;
    if (!answer) throw new Error('The preload script is gone.');
    if (!answer.ok) throw new Error(String(answer.value));
    return this.#unpack(answer.value);
  }

  #pack(value: unknown): unknown {
    if (typeof value === 'function') {
      this.#functions.push(value as (...args: readonly unknown[]) => unknown);
      return { [TAG]: 'function', id: this.#functions.length - 1 };
    }
    if (value instanceof Promise) {
      this.#promiseCount += 1;
      const id = this.#promiseCount;
      value.then(
        (result) => this.#send({ kind: 'settle', id, ok: true, value: this.#pack(result) }),
        (error) => this.#send({ kind: 'settle', id, ok: false, value: messageOf(error) }),
      );
      return { [TAG]: 'promise', id };
    }
    return mapPlain(value, (one) => this.#pack(one));
  }

  #unpack(value: unknown): unknown {
    if (!isRef(value)) return mapPlain(value, (one) => this.#unpack(one));
    const { id } = value;
    if (value[TAG] === 'function') return (...args: readonly unknown[]) => this.#call(id, args);
    const promise = deferred<unknown>();
    this.#promises.set(id, promise);
    return promise.promise;
  }
}

function mapPlain(value: unknown, map: (one: unknown) => unknown): unknown {
  if (Array.isArray(value)) return Object.freeze(value.map(map));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, one]) => [name, map(one)])));
}

function isRef(value: unknown): value is Ref {
  return typeof value === 'object' && value !== null && TAG in value;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
