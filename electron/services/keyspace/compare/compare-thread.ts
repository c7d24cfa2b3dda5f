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
  const channel = startThread<CompareState>({
    ...{ file, spec, name: 'compare', first: firstCompareState, lost: 'The comparison' },
    failed: (state, problem) => ({ ...state, phase: 'failed', problem, revision: state.revision + 1 }),
  });

  function ask<K extends keyof CompareQuestions>(
    question: K,
    request: Parameters<CompareQuestions[K]>[0],
  ): ReturnType<CompareQuestions[K]> {
    return channel.ask(question, request) as ReturnType<CompareQuestions[K]>;
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
    value: (request) => ask('value', request),
    close: channel.close,
  };
}
