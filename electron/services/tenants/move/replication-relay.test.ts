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
