import { startThread } from '../host/worker-channel.ts';
import {
  type CompareHost,
  type CompareQuestions,
  type CompareSpec,
  type CompareState,
  firstCompareState,
} from './compare-host.ts';

/** Runs a comparison in a worker thread. @param file the built `compare-worker.ts` */
export function startComparison(file: string | URL, spec: CompareSpec): CompareHost {
  const channel = startThread<CompareState, CompareQuestions>({
    ...{ file, spec, name: 'compare', first: firstCompareState, lost: 'The comparison' },
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
    value: (request) => channel.ask('value', request),
    close: channel.close,
  };
}
