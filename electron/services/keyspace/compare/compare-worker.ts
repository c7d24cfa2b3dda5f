import { parentPort, workerData } from 'node:worker_threads';
import { lowerThreadPriority } from '../../platform/process/lower-priority.ts';
import type { OwnWork } from '../../redis/own-use/own-work.ts';
import { sentFailure } from '../host/messages.ts';
import type { CompareHost, CompareQuestions, CompareSpec } from './compare-host.ts';
import { openComparison } from './compare-session.ts';

type Question = {
  [K in keyof CompareQuestions]: {
    readonly id: number;
    readonly ask: K;
    readonly request: Parameters<CompareQuestions[K]>[0];
  };
}[keyof CompareQuestions];

// The program of a worker thread: one comparison, driven by messages.
const port = parentPort;
if (port === null) throw new Error('this program is only for a worker thread');
const spec = workerData as CompareSpec;
const live = [spec.before, spec.after].find((side) => side.kind === 'live');
// The clients of the server come first.
if (live?.kind === 'live' && live.isOnThisComputer) lowerThreadPriority();
// Loaded only for a server: it takes as long as the rest of this program.
const work = live?.kind === 'live' ? shareOwnWork(live.home) : null;
const comparison = openComparison(spec);
comparison.onState(() => port.postMessage({ state: comparison.state }));
port.on('message', (message: Question | { readonly close: true }) => {
  if ('close' in message) {
    void comparison
      .close()
      .finally(async () => (await work)?.close())
      .finally(() => port.close());
    return;
  }
  answer(comparison, message).then(
    (reply) => port.postMessage({ id: message.id, answer: reply }),
    (error: unknown) => port.postMessage({ id: message.id, failure: sentFailure(error) }),
  );
});

/** A thread has its own counters, so it publishes the commands that it sends to a server itself. */
async function shareOwnWork(home: string): Promise<OwnWork> {
  const { createOwnWork } = await import('../../redis/own-use/own-work.ts');
  return createOwnWork(home);
}

function answer(host: CompareHost, question: Question): Promise<unknown> {
  switch (question.ask) {
    case 'folder':
      return host.folder(question.request);
    case 'list':
      return host.list(question.request);
    case 'value':
      return host.value(question.request);
    default:
      return question satisfies never;
  }
}
