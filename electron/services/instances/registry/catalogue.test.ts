import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import { fakeRuntime, someEntry } from '../../../../test/support/fake-runtime.ts';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { environmentOf, place, writeConf } from '../../../../test/support/some-instance.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { unreachable } from '../../runtimes/docker/engine/engine-failure.ts';
import type { RuntimeEntry } from '../../runtimes/runtime.ts';
import { createCatalogue } from './catalogue.ts';
import { noLimits } from './instance-record.ts';
import { writeMainRecord } from './main-record.ts';
import { tenantFilePath, writeTenant } from './tenant-record.ts';

function useCatalogue(
  entries: { readonly docker?: readonly RuntimeEntry[]; readonly process?: readonly RuntimeEntry[] } = {},
) {
  const environment = environmentOf(temporaryFolder());
  const runtimes = { docker: fakeRuntime(CONTAINERS, entries.docker), process: fakeRuntime(PROGRAMS, entries.process) };
  const tenant = async (id: string, port: number, runtime: RuntimeKind = PROGRAMS) => {
    mkdirSync(join(environment.home, 'clients', id), { recursive: true });
    const own = { container: null, network: null, engine: null, created: null, group: null, notes: null, branch: null };
    await writeTenant(environment, id, { runtime, port, image: 'redis:8', limits: noLimits, ...own });
  };
  const main = (runtime: RuntimeKind = PROGRAMS) =>
    writeMainRecord(environment.home, {
      ...{ runtime, port: 6500, image: 'redis:8', installed: true },
      folders: { data: null, config: null, logs: null },
    });
  return { environment, runtimes, tenant, main, catalogue: createCatalogue(environment, runtimes) };
}

const entry = (id: string, port: number, change: Partial<RuntimeEntry> = {}) =>
  someEntry(id, { address: { host: '127.0.0.1', port }, ...change });

describe('catalogue › all', () => {
  test('an empty home › no instance', async () => {
    expect(await useCatalogue().catalogue.all()).toEqual([]);
  });

  test('records and entries › main first, then tenants by port and id', async () => {
    const { catalogue, main, tenant } = useCatalogue({ process: [entry('main', 6500), entry('late', 6384)] });
    await main();
    await tenant('late', 6399);
    await tenant('beta', 6382);
    await tenant('alpha', 6382);
    expect((await catalogue.all()).map(({ id }) => id)).toEqual(['main', 'alpha', 'beta', 'late']);
  });

  test('each runtime › is asked once, however many instances there are', async () => {
    const { catalogue, runtimes, tenant } = useCatalogue();
    for (let number = 0; number < 5; number++) await tenant(`t${number}`, 6381 + number);
    await catalogue.all();
    expect([runtimes.docker.calls, runtimes.process.calls]).toEqual([['list all'], ['list all']]);
  });

  test('an entry without a record › is listed, as after its folder was deleted', async () => {
    const { catalogue } = useCatalogue({ docker: [entry('orphan', 6390, { runtime: CONTAINERS })] });
    expect(await catalogue.all()).toMatchObject([{ id: 'orphan', record: null, entry: { runtime: CONTAINERS } }]);
  });

  test('a record without an entry › is listed without one', async () => {
    const { catalogue, tenant } = useCatalogue();
    await tenant('acme', 6381);
    expect(await catalogue.all()).toMatchObject([
      { id: 'acme', record: { port: 6381 }, entry: null, unreachable: null },
    ]);
  });

  test('the engine does not answer › only instances in containers are affected', async () => {
    const { catalogue, runtimes, tenant } = useCatalogue({ process: [entry('here', 6382)] });
    await tenant('acme', 6381, CONTAINERS);
    await tenant('here', 6382);
    runtimes.docker.failure = unreachable('ECONNREFUSED', 'unix:///var/run/docker.sock');
    const [acme, here] = await catalogue.all();
    expect(acme).toMatchObject({ id: 'acme', entry: null, unreachable: { code: 'ENGINE_UNREACHABLE' } });
    expect(here).toMatchObject({ id: 'here', entry: { state: 'running' }, unreachable: null });
  });

  test('another failure of a runtime › is a bug and is thrown', async () => {
    const { catalogue, runtimes } = useCatalogue();
    runtimes.docker.failure = new TypeError('x') as never;
    await expect(catalogue.all()).rejects.toThrow(TypeError);
  });

  test('a damaged record › is listed with its problem, and the others are read', async () => {
    const { catalogue, environment, tenant } = useCatalogue();
    await tenant('acme', 6381);
    place(tenantFilePath(environment, 'broken'), '{');
    const instances = await catalogue.all();
    expect(instances.map(({ id, trouble }) => [id, trouble?.code ?? null])).toEqual([
      ['acme', null],
      ['broken', 'RECORD_UNREADABLE'],
    ]);
    expect(instances[1]).toMatchObject({ record: null, unreadable: { code: 'FILE_UNREADABLE' } });
  });
});

describe('catalogue › one', () => {
  test('main › is never null', async () => {
    expect(await useCatalogue().catalogue.one('main')).toMatchObject({ id: 'main', record: null, entry: null });
  });

  test('a tenant that does not exist › null', async () => {
    expect(await useCatalogue().catalogue.one('acme')).toBeNull();
  });

  test('a process › does not wait for Docker', async () => {
    const { catalogue, runtimes, tenant } = useCatalogue({ process: [entry('acme', 6381)] });
    await tenant('acme', 6381);
    expect(await catalogue.one('acme')).toMatchObject({ entry: { state: 'running' }, tenant: { port: 6381 } });
    expect([runtimes.docker.calls, runtimes.process.calls]).toEqual([[], ['list acme']]);
  });

  test('no record › both runtimes are asked for this id only', async () => {
    const { catalogue, runtimes } = useCatalogue();
    await catalogue.one('acme');
    expect([runtimes.docker.calls, runtimes.process.calls]).toEqual([['list acme'], ['list acme']]);
  });
});

describe('catalogue › settings', () => {
  test('redis.conf › its settings belong to the instance', async () => {
    const { catalogue, environment, main } = useCatalogue();
    await main();
    writeConf(environment, 'main', 'port 6500', 'requirepass secret', 'maxmemory 100mb', 'save ""', 'appendonly yes');
    expect((await catalogue.one('main'))?.settings).toMatchObject({
      port: 6500,
      password: 'secret',
      passwordSet: true,
      memoryLimitBytes: 100 * 1024 ** 2,
      persistence: 'aof',
    });
  });

  test('no redis.conf › no settings and no problem', async () => {
    const { catalogue, main } = useCatalogue();
    await main();
    expect(await catalogue.one('main')).toMatchObject({ settings: null, trouble: null });
  });

  test('an empty redis.conf › CONFIG_UNREADABLE, because Redis would start without a password', async () => {
    const { catalogue, environment, main } = useCatalogue();
    await main();
    writeConf(environment, 'main', '');
    expect(await catalogue.one('main')).toMatchObject({ settings: null, trouble: { code: 'CONFIG_UNREADABLE' } });
  });

  test('a redis.conf without read permission › the problem has the fix', async (context) => {
    if (process.geteuid?.() === 0) context.skip('root can read every file');
    const { catalogue, environment, main } = useCatalogue();
    await main();
    writeConf(environment, 'main', 'port 6500');
    chmodSync(join(environment.home, 'redis/config/redis.conf'), 0);
    expect(await catalogue.one('main')).toMatchObject({ trouble: { code: 'CONFIG_UNREADABLE' } });
  });

  test('an existing container › its mounts decide the paths', async () => {
    const mounts = { data: '/srv/data', config: '/srv/config', logs: null };
    const { catalogue, environment, main } = useCatalogue({
      docker: [entry('main', 6500, { runtime: CONTAINERS, mounts })],
    });
    await main(CONTAINERS);
    expect((await catalogue.one('main'))?.paths).toMatchObject({
      data: '/srv/data',
      config: '/srv/config',
      configFile: '/srv/config/redis.conf',
      logs: join(environment.home, 'redis/logs'),
    });
  });

  test('renamed commands › are part of the address', async () => {
    const { catalogue, environment, main } = useCatalogue({ process: [entry('main', 6500)] });
    await main();
    writeConf(environment, 'main', 'port 6500', 'rename-command CONFIG hidden');
    expect((await catalogue.one('main'))?.entry?.address).toMatchObject({ renamed: { CONFIG: 'hidden' } });
  });
});
