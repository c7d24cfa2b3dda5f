import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import { installMain } from '../support/install-main.ts';
import { describeNeeding } from '../support/needs.ts';
import { connectServe } from '../support/serve-client.ts';
import { startServe } from '../support/start-serve.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';

const KEYS = 10_000;

describeNeeding(['redis', 'posix'], 'change of keys', () => {
  test('the app is killed while it deletes 10,000 keys › the next start restores all of them', async () => {
    const home = await useTestHome({ docker: false });
    const serve = await startServe(home);
    onTestFinished(() => serve.kill('SIGKILL'));
    await installMain(home, serve);
    const client = new Redis(home.port, { protocol: 2 });
    onTestFinished(() => client.disconnect());
    const names = Array.from({ length: KEYS }, (_, at) => `key:${at}`);
    await client.mset(...names.flatMap((name) => [name, `value of ${name}`]));
    await client.pexpireat('key:7', 4_000_000_000_000);

    const { api, close } = await connectServe(serve);
    onTestFinished(close);
    const selection = { keys: names.map((text) => ({ database: 0, key: { text } })) };
    await api.keyspace.changeMany({ instance: 'main', selection, change: { kind: 'delete' } });
    await waitFor('the first keys to be deleted', async () => (await client.dbsize()) < KEYS, { everyMs: 1 });
    await serve.kill('SIGKILL');
    const left = await client.dbsize();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(KEYS);

    const services = await createServices({ env: home.env, client: 'terminal' });
    onTestFinished(() => services.close());
    expect(services.recovered).toEqual(['The change-keys of main was interrupted and has been undone.']);
    expect(await client.mget(...names)).toEqual(names.map((name) => `value of ${name}`));
    expect(await client.call('PEXPIRETIME', 'key:7')).toBe(4_000_000_000_000);
    expect(await services.keyspace.undoPacks('main')).toEqual([]);
  });

  test('the app is killed, and the server has stopped since › still deleted, and an undo restores them', async () => {
    const home = await useTestHome({ docker: false });
    const serve = await startServe(home);
    onTestFinished(() => serve.kill('SIGKILL'));
    await installMain(home, serve);
    const client = new Redis(home.port, { protocol: 2, lazyConnect: true, retryStrategy: () => 100 });
    client.on('error', () => undefined);
    onTestFinished(() => client.disconnect());
    const names = Array.from({ length: KEYS }, (_, at) => `key:${at}`);
    await client.mset(...names.flatMap((name) => [name, `value of ${name}`]));
    const { api, close } = await connectServe(serve);
    onTestFinished(close);
    const selection = { keys: names.map((text) => ({ database: 0, key: { text } })) };
    await api.keyspace.changeMany({ instance: 'main', selection, change: { kind: 'delete' } });
    await waitFor('the first keys to be deleted', async () => (await client.dbsize()) < KEYS, { everyMs: 1 });
    await serve.kill('SIGKILL');
    await client.call('SHUTDOWN', 'SAVE').catch(() => null);

    const services = await createServices({ env: home.env, client: 'terminal' });
    onTestFinished(() => services.close());
    expect(services.recovered).toEqual([expect.stringContaining('an undo brings the former values back')]);
    await services.operations.settled(await services.instances.start('main'));
    const [pack] = await services.keyspace.undoPacks('main');
    await services.operations.settled(
      await services.keyspace.undo({ instance: 'main', undoPack: pack?.undoPack ?? '' }),
    );
    expect(await client.mget(...names)).toEqual(names.map((name) => `value of ${name}`));
  });
});
