import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { listenHere, startRelay } from './replication-relay.ts';

/** A server that stands for the source. @returns its port, and the first bytes of its first connection */
async function source() {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const first = new Promise<string>((resolve) => {
    server.once('connection', (socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (bytes) => resolve(bytes.toString()));
    });
  });
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, first };
}

test('relay › a copy that connects before the relay listens, and twice › its last connection is passed on after begin', async () => {
  const { port, first } = await source();
  const here = await listenHere();
  const early = connect(here.port, '127.0.0.1');
  early.on('error', () => undefined);
  const ended = new Promise((resolve) => early.once('close', resolve));
  await once(early, 'connect');
  early.write('early');
  const late = connect(here.port, '127.0.0.1');
  await once(late, 'connect');
  late.write('late');
  early.resume();
  await ended;

  const relay = startRelay({ host: '127.0.0.1', port }, here.listen);
  onTestFinished(async () => {
    here.close();
    await relay.close();
    late.destroy();
  });
  await relay.listening;
  await sleep(50);
  expect(relay.connections()).toBe(0);

  relay.begin();
  expect(await first).toBe('late');
  await expect.poll(relay.connections).toBe(1);
});

test.each([
  [2, null],
  [3, 'the program was killed'],
])('relay › the first %s attempts to listen fail › the reason is %s', async (fails, reason) => {
  const here = await listenHere();
  let attempts = 0;
  const relay = startRelay({ host: '127.0.0.1', port: 1 }, async (signal) => {
    if (attempts++ < fails) throw new Error('the program was killed');
    return here.listen(signal);
  });
  onTestFinished(async () => {
    here.close();
    await relay.close();
  });
  const copy = connect(here.port, '127.0.0.1');
  copy.on('error', () => undefined);
  onTestFinished(() => void copy.destroy());
  await relay.listening;
  expect(relay.problem()).toBe(reason);
  await expect.poll(() => attempts).toBe(fails + 1);
  await expect.poll(relay.problem).toBeNull();
});
