import { Worker } from 'node:worker_threads';
import { firstState } from './first-state.ts';
import type { IndexHost, IndexQuestions, IndexSpec, IndexState } from './index-host.ts';
import { type FromWorker, receivedFailure, type ToWorker } from './messages.ts';

/** A worker that does not end by itself within this time is terminated. */
const CLOSE_MS = 1000;

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/**
 * Opens an index in a worker thread, so that neither reading nor searching delays anything else.
 * @param file the built `index-worker.ts`
 */
export function startWorker(file: string | URL, spec: IndexSpec): IndexHost {
  const worker = new Worker(file, { workerData: spec, name: 'key index' });
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<() => void>();
  let state: IndexState = firstState;
  let ended: Error | null = null;
  let closing = false;
  let next = 0;

  function setState(to: IndexState): void {
    state = to;
    for (const listener of listeners) listener();
  }

  function end(error: Error): void {
    if (ended) return;
    ended = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    if (!closing) setState({ ...state, phase: 'failed', problem: error.message, revision: state.revision + 1 });
  }

  worker.on('message', (message: FromWorker) => {
    if ('state' in message) {
      setState(message.state);
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if ('failure' in message) asked?.reject(receivedFailure(message.failure));
    else asked?.resolve(message.answer);
  });
  worker.on('error', (error) => end(lost(error instanceof Error ? error.message : String(error))));
  const exited = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      end(closing ? new Error('the key space was closed') : lost('its thread ended'));
      resolve();
    });
  });

  function ask<K extends keyof IndexQuestions>(
    question: K,
    request: Parameters<IndexQuestions[K]>[0],
  ): ReturnType<IndexQuestions[K]> {
    const answered = new Promise((resolve, reject) => {
      if (ended) {
        reject(ended);
        return;
      }
      const id = ++next;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ask: question, request } as ToWorker);
    });
    return answered as ReturnType<IndexQuestions[K]>;
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
    folder: (request) => ask('folder', request),
    list: (request) => ask('list', request),
    find: (request) => ask('find', request),
    analysis: (request) => ask('analysis', request),
    prefixes: (request) => ask('prefixes', request),
    async close() {
      closing = true;
      if (!ended) worker.postMessage({ close: true } satisfies ToWorker);
      const timer = setTimeout(() => void worker.terminate(), CLOSE_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}

function lost(reason: string): Error {
  return new Error(`The index of these keys was lost: ${reason}. Open the source again.`);
}
