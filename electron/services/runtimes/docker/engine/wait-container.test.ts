import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import DockerClient from 'dockerode';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts';
import { connectionCode, engineStatus } from './engine-failure.ts';
import { waitContainer } from './wait-container.ts';

/** An engine that replies as the test says. */
async function engine(reply: (response: ServerResponse, url: string | undefined) => void) {
  const socketPath = join(temporaryFolder(), 'engine.sock');
  const server = createServer(({ url }, response) => reply(response, url));
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return new DockerClient({ socketPath, host: undefined, protocol: 'http' });
}

const condition = 'not-running' as const;

test('wait for a container › it ends › its exit code', async () => {
  const docker = await engine((response, url) => {
    expect(url).toBe('/containers/c1/wait?condition=not-running');
    response.flushHeaders();
    setTimeout(() => response.end('{"StatusCode":3}'), 20);
  });
  expect(await waitContainer(docker, 'c1', { condition })).toBe(3);
});

test('wait for a container › the engine dies meanwhile › a lost connection', async () => {
  const docker = await engine((response) => {
    response.flushHeaders();
    setTimeout(() => response.destroy(), 20);
  });
  const error = await waitContainer(docker, 'c1', { condition }).catch((thrown: unknown) => thrown);
  expect(connectionCode(error)).toBe('ECONNRESET');
});

test('wait for a container › there is none › the status of the engine', async () => {
  const docker = await engine((response) => {
    response.statusCode = 404;
    response.end('{"message":"No such container"}');
  });
  const error = await waitContainer(docker, 'c1', { condition }).catch((thrown: unknown) => thrown);
  expect(engineStatus(error)).toBe(404);
});

test('wait for a container › aborted › ends', async () => {
  const docker = await engine((response) => response.flushHeaders());
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 30);
  await expect(waitContainer(docker, 'c1', { condition, signal: abort.signal })).rejects.toThrow('abort');
});

test.each(['', '{"StatusCode":', 'null', '{}'])('reply %j, complete › counts as a lost connection', async (body) => {
  const docker = await engine((response) => response.end(body));
  const error = await waitContainer(docker, 'c1', { condition }).catch((thrown: unknown) => thrown);
  expect(connectionCode(error)).toBe('ECONNRESET');
});
