import { parentPort, workerData } from 'node:worker_threads';
import { lowerThreadPriority } from '../../platform/process/lower-priority.ts';
import type { OwnWork } from '../../redis/own-use/own-work.ts';
import type { IndexHost, IndexSpec } from './index-host.ts';
import { openSession } from './index-session.ts';
import { type FromWorker, sentFailure, type ToWorker } from './messages.ts';

// The program of a worker thread: one index, driven by messages.
const port = parentPort;
if (port === null) throw new Error('this program is only for a worker thread');
const send = (message: FromWorker) => port.postMessage(message);
const spec = workerData as IndexSpec;
// The server and its child write the copy on the same processors, and its clients come first.
if (spec.kind === 'live' && spec.isOnThisComputer) lowerThreadPriority();
const session = openSession(spec);
let work: Promise<OwnWork> | null = null;
session.onState(() => {
  const { state } = session;
  send({ state });
  // A thread has its own counters, so it publishes the commands that it sends to a server itself. Loaded after the first
  // keys, because it takes as long as the rest of this program and would delay the request for the copy.
  if (spec.kind === 'live' && state.phase !== 'opening') work ??= shareOwnWork(spec.home);
});
port.on('message', (message: ToWorker) => {
  if ('close' in message) {
    void session
      .close()
      .finally(async () => (await work)?.close())
      .finally(() => port.close());
    return;
  }
  answer(session, message).then(
    (reply) => send({ id: message.id, answer: reply }),
    (error: unknown) => send({ id: message.id, failure: sentFailure(error) }),
  );
});

async function shareOwnWork(home: string): Promise<OwnWork> {
  const { createOwnWork } = await import('../../redis/own-use/own-work.ts');
  return createOwnWork(home);
}

function answer(host: IndexHost, question: Exclude<ToWorker, { close: true }>): Promise<unknown> {
  switch (question.ask) {
    case 'folder':
      return host.folder(question.request);
    case 'list':
      return host.list(question.request);
    case 'find':
      return host.find(question.request);
    case 'analysis':
      return host.analysis(question.request);
    case 'places':
      return host.places(question.request);
    case 'writeHistory':
      return host.writeHistory(question.request);
    case 'prefixes':
      return host.prefixes(question.request);
    default:
      return question satisfies never;
  }
}
