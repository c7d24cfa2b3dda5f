import { parentPort, workerData } from 'node:worker_threads';
import type { IndexHost, IndexSpec } from './index-host.ts';
import { openSession } from './index-session.ts';
import { type FromWorker, sentFailure, type ToWorker } from './messages.ts';

// The program of a worker thread: one index, asked by messages.
const port = parentPort;
if (port === null) throw new Error('this program is only for a worker thread');
const send = (message: FromWorker) => port.postMessage(message);
const session = openSession(workerData as IndexSpec);
session.onState(() => send({ state: session.state }));
port.on('message', (message: ToWorker) => {
  if ('close' in message) {
    void session.close().finally(() => port.close());
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
    case 'prefixes':
      return host.prefixes(question.request);
    default:
      return question satisfies never;
  }
}
