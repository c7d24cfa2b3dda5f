import { firstState } from './first-state.ts';
import type { IndexHost, IndexQuestions, IndexSpec, IndexState } from './index-host.ts';
import { startThread } from './worker-channel.ts';

/**
 * Opens an index in a worker thread, so that neither reading nor searching delays anything else.
 * @param file the built `index-worker.ts`
 */
export function startWorker(file: string | URL, spec: IndexSpec): IndexHost {
  const channel = startThread<IndexState, IndexQuestions>({
    ...{ file, spec, name: 'key index', first: firstState, lost: 'The index of these keys' },
    failed: (state, problem) => ({ ...state, phase: 'failed', problem, revision: state.revision + 1 }),
  });

  return {
    get state() {
      return channel.state;
    },
    get isLost() {
      return channel.isLost;
    },
    onState: channel.onState,
    folder: (request) => channel.ask('folder', request),
    list: (request) => channel.ask('list', request),
    find: (request) => channel.ask('find', request),
    analysis: (request) => channel.ask('analysis', request),
    places: (request) => channel.ask('places', request),
    writeHistory: (request) => channel.ask('writeHistory', request),
    prefixes: (request) => channel.ask('prefixes', request),
    close: channel.close,
  };
}
