import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { isAppError } from '../../../../../shared/contract/errors.ts';
import { findEndpoint } from './find-endpoint.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vt-endpoint-'));
});
afterAll(() => rm(folder, { recursive: true }));

const at = (name: string) => ({ url: `unix://${join(folder, name)}`, socketPath: join(folder, name) });

async function listen(name: string, status: number) {
  const server = createServer((_request, response) => response.writeHead(status).end());
  await new Promise<void>((resolve) => server.listen(join(folder, name), resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
}

const reasonOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error) => (isAppError(error, 'ENGINE_UNREACHABLE') ? error.data : error),
  );

describe.skipIf(process.platform === 'win32')('find endpoint [not on Windows, which has no Unix sockets]', () => {
  test('several sockets › first that answers as an engine', async () => {
    await writeFile(join(folder, 'stale.sock'), '');
    await listen('broken.sock', 500);
    await listen('good.sock', 200);
    await listen('also-good.sock', 200);
    const all = ['absent.sock', 'stale.sock', 'broken.sock', 'good.sock', 'also-good.sock'].map(at);
    expect(await findEndpoint({}, all)).toEqual(at('good.sock'));
  });

  test('one socket › returned without a ping', async () => {
    await writeFile(join(folder, 'only.sock'), '');
    expect(await findEndpoint({}, [at('absent.sock'), at('only.sock')])).toEqual(at('only.sock'));
  });

  test('no socket, or none that answers › reason of the first', async () => {
    const absent = [at('absent.sock'), at('absent-too.sock')];
    expect(await reasonOf(findEndpoint({}, absent))).toEqual({ endpoint: at('absent.sock').url, reason: 'NO_SOCKET' });
    await writeFile(join(folder, 'dead.sock'), '');
    await writeFile(join(folder, 'dead-too.sock'), '');
    const dead = await reasonOf(findEndpoint({}, [at('dead.sock'), at('dead-too.sock')]));
    expect(dead).toEqual({ endpoint: at('dead.sock').url, reason: 'ECONNREFUSED' });
  });

  const isRoot = process.getuid?.() === 0;
  test.skipIf(isRoot)(
    `one socket without permission › reports EACCES${isRoot ? ' [skipped: root has every permission]' : ''}`,
    async () => {
      await writeFile(join(folder, 'dead-three.sock'), '');
      await listen('forbidden.sock', 200);
      await chmod(join(folder, 'forbidden.sock'), 0o000);
      const reason = await reasonOf(findEndpoint({}, [at('dead-three.sock'), at('forbidden.sock')]));
      expect(reason).toEqual({ endpoint: at('forbidden.sock').url, reason: 'EACCES' });
    },
  );
});
