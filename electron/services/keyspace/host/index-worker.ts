import { parentPort, workerData } from 'node:worker_threads';
import { createOwnWork } from '../../redis/own-use/own-work.ts';
import type { IndexHost, IndexSpec } from './index-host.ts';
import { openSession } from './index-session.ts';
import { type FromWorker, sentFailure, type ToWorker } from './messages.ts';

// The program of a worker thread: one index, asked by messages.
const port = parentPort;
if (port === null) throw new Error('this program is only for a worker thread');
const send = (message: FromWorker) => port.postMessage(message);
const spec = workerData as IndexSpec;
// A thread has counters of its own, so it shares the commands that it sends to a server by itself.
const work = spec.kind === 'live' ? createOwnWork(spec.home) : null;
const session = openSession(spec);
session.onState(() => send({ state: session.state }));
port.on('message', (message: ToWorker) => {
  if ('close' in message) {
    void session
      .close()
      .finally(() => work?.close())
      .finally(() => port.close());
    return;
  }
  answer(session, message).then(
    (reply) => send({ id: message.id, answer: reply }),
    (error: unknown) => send({ id: message.id, failure: sentFailure(error) }),
  );
});

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
