import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { untilUnreachable } from './until-unreachable.ts';

test('a server that closes the connection › is tried again; one that ends › aborts', async () => {
  const path = join(temporaryFolder(), 's');
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const watch = untilUnreachable({ host: '', port: 0, path });
  onTestFinished(watch.close);
  await expect.poll(() => sockets.length).toBe(1);
  sockets[0]?.destroy();
  await expect.poll(() => sockets.length).toBe(2);
  expect(watch.signal.aborted).toBe(false);
  server.close();
  sockets[1]?.destroy();
  await expect.poll(() => watch.signal.aborted).toBe(true);
});

test('closed › never connects again', async () => {
  const path = join(temporaryFolder(), 's');
  const watch = untilUnreachable({ host: '', port: 0, path });
  watch.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(watch.signal.aborted).toBe(false);
});
