import { Worker } from 'node:worker_threads';
import { receivedFailure, type SentFailure } from './messages.ts';

/** A worker that does not end by itself within this time is terminated. */
const CLOSE_MS = 1000;

/** From a worker: its state, or the response to a request. */
type FromWorker<State> =
  | { readonly state: State }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly failure: SentFailure };

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

type Question<Questions, Name extends keyof Questions> = Extract<Questions[Name], (request: never) => Promise<unknown>>;

/** A thread that reports a state and handles requests. */
export interface WorkerChannel<State, Questions> {
  readonly state: State;
  /** It died, so it handles no more requests. */
  readonly isLost: boolean;
  onState(listener: () => void): () => void;
  ask<Name extends keyof Questions>(
    question: Name,
    request: Parameters<Question<Questions, Name>>[0],
  ): ReturnType<Question<Questions, Name>>;
  close(): Promise<void>;
}

interface Program<State> {
  readonly file: string | URL;
  readonly spec: object;
  readonly name: string;
  readonly first: State;
  /** What was lost with the thread, as the subject of a sentence. */
  readonly lost: string;
  /** The state after the thread died. */
  failed(state: State, problem: string): State;
}

export function startThread<State, Questions>({
  file,
  spec,
  name,
  first,
  lost,
  failed,
}: Program<State>): WorkerChannel<State, Questions> {
  const worker = new Worker(file, { workerData: spec, name });
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<() => void>();
  let state = first;
  let ended: Error | null = null;
  let closing = false;
  let next = 0;

  function setState(to: State): void {
    state = to;
    for (const listener of listeners) listener();
  }

  function end(error: Error): void {
    if (ended) return;
    ended = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    if (!closing) setState(failed(state, error.message));
  }

  const lostError = (reason: string) => new Error(`${lost} was lost: ${reason}. Open the source again.`);
  worker.on('message', (message: FromWorker<State>) => {
    if ('state' in message) {
      setState(message.state);
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if ('failure' in message) asked?.reject(receivedFailure(message.failure));
    else asked?.resolve(message.answer);
  });
  worker.on('error', (error) => end(lostError(error instanceof Error ? error.message : String(error))));
  const exited = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      end(closing ? new Error('the key space was closed') : lostError('its thread ended'));
      resolve();
    });
  });

  function ask<Name extends keyof Questions>(question: Name, request: unknown) {
    return new Promise<unknown>((resolve, reject) => {
      if (ended) {
        reject(ended);
        return;
      }
      const id = ++next;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ask: question, request });
    }) as ReturnType<Question<Questions, Name>>;
  }

  return {
    get state() {
      return state;
    },
    get isLost() {
      return ended !== null;
    },
    onState(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ask,
    async close() {
      closing = true;
      if (!ended) worker.postMessage({ close: true });
      const timer = setTimeout(() => void worker.terminate(), CLOSE_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}
