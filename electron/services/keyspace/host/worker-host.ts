import { firstState } from './first-state.ts';
import type { IndexHost, IndexQuestions, IndexSpec, IndexState } from './index-host.ts';
import { startThread } from './worker-channel.ts';

/**
 * Opens an index in a worker thread, so that neither reading nor searching delays anything else.
 * @param file the built `index-worker.ts`
 */
export function startWorker(file: string | URL, spec: IndexSpec): IndexHost {
  const channel = startThread<IndexState>({
    ...{ file, spec, name: 'key index', first: firstState, lost: 'The index of these keys' },
    failed: (state, problem) => ({ ...state, phase: 'failed', problem, revision: state.revision + 1 }),
  });

  function ask<K extends keyof IndexQuestions>(
    question: K,
    request: Parameters<IndexQuestions[K]>[0],
  ): ReturnType<IndexQuestions[K]> {
    return channel.ask(question, request) as ReturnType<IndexQuestions[K]>;
  }

  return {
    get state() {
      return channel.state;
    },
    get isLost() {
      return channel.isLost;
    },
    onState: channel.onState,
    folder: (request) => ask('folder', request),
    list: (request) => ask('list', request),
    find: (request) => ask('find', request),
    analysis: (request) => ask('analysis', request),
    places: (request) => ask('places', request),
    writeHistory: (request) => ask('writeHistory', request),
    prefixes: (request) => ask('prefixes', request),
    close: channel.close,
  };
}
