import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { isDefinedError, ORPCError, safe } from '@orpc/client';
import { expect, test } from 'vitest';
import { createLocalApi } from '../../electron/rpc/local.ts';
import { serveMessagePort } from '../../electron/rpc/message-port.ts';
import type { Services } from '../../electron/services/services.ts';
import type { Api } from '../../shared/contract/contract.ts';
import { openChannel, portClient } from '../support/main-port.ts';
import { openServices, openSocket, openView, socketClient } from '../support/view-server.ts';
import { waitFor } from '../support/wait-for.ts';

const transports: readonly (readonly [string, (services: Services) => Promise<Api>])[] = [
  ['in process', async (services) => createLocalApi(services)],
  ['WebSocket', async (services) => socketClient(openSocket(await openView({ services })))],
  [
    'MessagePort',
    async (services) => {
      const { page, main } = openChannel();
      serveMessagePort(main, services);
      return portClient(page);
    },
  ],
];

/** The real services, one function of which has a bug. */
function withBug(services: Services): Services {
  const fail = async (): Promise<never> => {
    throw new Error(`ENOENT: ${services.environment.home}/redis/config/redis.conf`);
  };
  async function* changes(): AsyncGenerator<never> {
    yield await fail();
  }
  return {
    ...services,
    instances: { ...services.instances, installPreview: fail },
    // A value that the contract does not allow.
    engines: { ...services.engines, list: async () => [{ secret: services.environment.home }] as never },
    live: { ...services.live, changes },
  };
}

test.each(transports)('RPC over %s › declared failure › typed, with its data', async (_name, open) => {
  const api = await open(await openServices());
  const { error } = await safe(api.operations.get({ id: 'none' }));
  expect(isDefinedError(error)).toBe(true);
  expect(error).toMatchObject({
    code: 'NOT_FOUND',
    status: 404,
    defined: true,
    data: { what: 'operation', id: 'none' },
  });
});

test.each(transports)('RPC over %s › stream that cannot begin › the same failure', async (_name, open) => {
  const api = await open(await openServices());
  const stream = await api.operations.watch({ id: 'none' });
  const { error } = await safe(stream.next());
  expect(error).toMatchObject({ code: 'NOT_FOUND', defined: true, data: { what: 'operation', id: 'none' } });
});

test.each(transports)('RPC over %s › input of the wrong form › BAD_VALUE that names the field', async (_name, open) => {
  const api = await open(await openServices());
  for (const id of ['', '..', '../../x', 'A', 'a b', 'x'.repeat(41), 'a\0', '🙂', 7, null, {}]) {
    const { error } = await safe(api.instances.status({ id: id as string }));
    expect(error).toMatchObject({ code: 'BAD_VALUE', defined: true, data: { field: 'id' } });
  }
  const { error } = await safe(api.live.statuses({ intervalMs: 1 }));
  expect(error).toMatchObject({ code: 'BAD_VALUE', data: { field: 'intervalMs' } });
});

test.each(transports)('RPC over %s › bug in a call, a reply or a stream › one sentence', async (_name, open) => {
  const services = await openServices();
  const api = await open(withBug(services));
  const stream = await api.live.changes();
  const calls = [() => api.instances.installPreview(), () => api.engines.list(), () => stream.next()];
  for (const call of calls) {
    const { error } = await safe<unknown, unknown>(call());
    if (!(error instanceof ORPCError)) throw new Error('it should have failed');
    expect(error.toJSON()).toEqual({
      defined: false,
      code: 'INTERNAL_SERVER_ERROR',
      status: 500,
      message: 'Something went wrong inside the app; the log has the details.',
      data: undefined,
    });
    expect(inspect(error, { depth: 9 })).not.toContain(services.environment.home);
  }
  const log = await waitFor('the log', async () => {
    const text = await readFile(join(services.environment.home, 'redis', 'desktop', 'app.log'), 'utf8');
    // A stream starts before it is read, so its failure may come first.
    return ['live.changes', 'installPreview', 'engines.list'].every((name) => text.includes(name)) && text;
  });
  expect(log).toMatch(/error instances\.installPreview: Error: ENOENT: .*redis\.conf\n\s+at /);
  expect(log).toMatch(/error engines\.list: Error: Output validation failed: .*"path":\[0,"runtime"\]/);
  expect(log).not.toContain('"secret"');
});
