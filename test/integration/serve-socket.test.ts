import { once, setMaxListeners } from 'node:events';
import { expect, test } from 'vitest';
import { LARGEST_MESSAGE } from '../../electron/rpc/envelope.ts';
import type { Services } from '../../electron/services/services.ts';
import { openServices, openSocket, openView, socketClient } from '../support/view-server.ts';
import { waitFor } from '../support/wait-for.ts';

/** The real services, with a count of the open streams of figures. */
function counted(services: Services): { readonly services: Services; readonly open: () => number } {
  let open = 0;
  const { live } = services;
  async function* statuses(intervalMs: number, signal?: AbortSignal) {
    open += 1;
    try {
      yield* live.statuses(intervalMs, signal);
    } finally {
      open -= 1;
    }
  }
  return { services: { ...services, live: { ...live, statuses } }, open: () => open };
}

test('web socket › two views › answered simultaneously, each by its own socket', async () => {
  const view = await openView();
  const [one, two] = [socketClient(openSocket(view)), socketClient(openSocket(view))];
  const lists = await Promise.all([one.instances.list(), two.instances.list(), two.engines.list(), one.app.info()]);
  expect(lists[0]).toEqual(lists[1]);
  expect(lists[2].map(({ runtime }) => runtime).sort()).toEqual(['docker', 'process']);
  expect(lists[3]).toMatchObject({ face: 'browser', name: 'Vrooli Redis Desktop' });
});

test('web socket › a stream is closed, or the socket or the server › no stream keeps producing figures', async () => {
  const { services, open } = counted(await openServices());
  const view = await openView({ services });
  const socket = openSocket(view);
  const api = socketClient(socket);

  for await (const tick of await api.live.statuses({ intervalMs: 250 })) {
    expect(tick.items).toEqual([]);
    expect(open()).toBe(1);
    break;
  }
  await waitFor('the stream that was left to end', () => open() === 0);

  // Long intervals, so that the producers are waiting and must be woken, not stopped at their next tick.
  const streams = await Promise.all([1, 2, 3].map(() => api.live.statuses({ intervalMs: 60_000 })));
  await Promise.all(streams.map((stream) => stream.next()));
  const waiting = streams.map((stream) => stream.next().catch(() => 'ended'));
  await waitFor('three streams', () => open() === 3);
  socket.terminate();
  await waitFor('the streams of the closed socket to end', () => open() === 0);
  await Promise.all(waiting);

  const other = socketClient(openSocket(view));
  const stream = await other.live.statuses({ intervalMs: 60_000 });
  await stream.next();
  const last = stream.next().catch(() => 'ended');
  expect(open()).toBe(1);
  await view.close();
  await waitFor('the stream of the closed server to end', () => open() === 0);
  await last;
});

test('web socket › server comes back under the same link › the view reconnects', async () => {
  const services = await openServices();
  const first = await openView({ services, token: 'the-same-token' });
  const before = openSocket(first);
  await socketClient(before).app.info();
  const gone = once(before, 'close');
  await first.close();
  await gone;
  const second = await openView({ services, port: first.port, token: 'the-same-token' });
  expect(await socketClient(openSocket(second)).app.info()).toMatchObject({ face: 'browser' });
});

test('web socket › message too long, binary or foreign › ends the socket and nothing else', async () => {
  const view = await openView();
  const witness = socketClient(openSocket(view));
  await witness.app.info();
  const messages: [string | Buffer, number][] = [
    ['x'.repeat(LARGEST_MESSAGE + 1), 1009],
    [Buffer.from('{"i":"0","p":{"u":"/app/info"}}'), 1008],
    ['{', 1008],
    ['{"i":"0","p":{"u":"/app/info","h":{"content-disposition":"attachment; filename=x"}}}', 1008],
  ];
  for (const [message, code] of messages) {
    const socket = openSocket(view);
    await once(socket, 'open');
    socket.send(message);
    expect((await once(socket, 'close'))[0]).toBe(code);
  }
  expect(await witness.app.info()).toMatchObject({ face: 'browser' });
});

test('web socket › more streams than a view needs › refused until some are closed', async () => {
  const { services, open } = counted(await openServices());
  const view = await openView({ services });
  const socket = openSocket(view);
  await once(socket, 'open');
  const api = socketClient(socket);
  const abort = new AbortController();
  setMaxListeners(0, abort.signal);
  const many = Array.from({ length: 256 }, () => api.live.statuses({ intervalMs: 60_000 }, { signal: abort.signal }));
  await Promise.all(many);
  await expect(api.app.info()).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  abort.abort();
  await waitFor('an answer again', async () => (await api.app.info()).face === 'browser');
  await waitFor('the streams to end', () => open() === 0);
});
