import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Companion } from '../../shared/contract/companion.ts';
import { companionsOf } from '../support/companion-home.ts';
import { loadMinioStandIn, loadPostgresImage } from '../support/companion-images.ts';
import { dockerAt, testDockerHost } from '../support/docker-host.ts';
import { useEngineProxy } from '../support/engine-proxy.ts';
import { describeNeeding } from '../support/needs.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { removeImage } from './docker-fixture.ts';

const SETUP_MS = 120_000;

/** The real PostgreSQL of this machine in an image, and a stand-in for MinIO, which no Debian package provides. */
describeNeeding(['docker', 'postgres', 'linux'], 'services beside a tenant › in containers', () => {
  const docker = () => dockerAt(testDockerHost() ?? '');
  // The name of its network contains the id alone.
  const shop = `shop-${randomBytes(4).toString('hex')}`;
  let home: TestHome;
  let on: ReturnType<typeof companionsOf>;
  let without: ReturnType<typeof companionsOf>;

  beforeAll(async () => {
    home = await createTestHome();
    const images = { REDIS_IMAGE: `${home.token}/redis:7`, POSTGRES_IMAGE: `${home.token}/postgres:16` };
    on = companionsOf(home, { ...home.env, ...images, MINIO_IMAGE: `${home.token}/minio:1` });
    // No registry has this name, and none can be reached.
    without = companionsOf(home, { ...home.env, ...images, MINIO_IMAGE: 'localhost:1/minio/minio' });
    await loadPostgresImage(images.POSTGRES_IMAGE);
    await loadMinioStandIn(`${home.token}/minio:1`);
  }, SETUP_MS);
  afterAll(async () => {
    await home.dispose();
    for (const name of ['redis:7', 'postgres:16', 'minio:1']) await removeImage(docker(), `${home.token}/${name}`);
  });

  const container = (name: string) => docker().getContainer(`${home.token}-client-${shop}.${name}`);
  const object = async (method: string, body?: string) => {
    const { MINIO_ENDPOINT, MINIO_ROOT_USER, MINIO_ROOT_PASSWORD } = on.variables(shop);
    const login = Buffer.from(`${MINIO_ROOT_USER}:${MINIO_ROOT_PASSWORD}`).toString('base64');
    const headers = { authorization: `Basic ${login}` };
    return (await fetch(`${MINIO_ENDPOINT}/bucket/a.txt`, { method, headers, ...(body && { body }) })).text();
  };
  const named = (all: readonly Companion[], name: string) => all.find((one) => one.name === name);

  test('an image that cannot be pulled › the rest comes up; the reason and the way are named, exit code 1', async () => {
    const { code, made, stderr } = await without.make(shop, 'redis,postgres,minio');
    expect(code).toBe(1);
    expect(made).toMatchObject({
      resources: { redis: { state: 'running' }, postgres: { state: 'running', health: 'healthy', runtime: 'docker' } },
      notMade: ['minio'],
      missing: [{ code: 'IMAGE_UNAVAILABLE', reason: expect.stringContaining('MINIO_IMAGE chooses another image') }],
    });
    expect(stderr).toContain('Not created: MinIO. The image localhost:1/minio/minio is not on this computer');
    expect(await on.sql(shop, 'SELECT current_user')).toBe('app');
  });

  test('the same with the image › only what is missing is created', async () => {
    const { code, made } = await on.make(shop, 'redis,postgres,minio');
    expect(code).toBe(0);
    expect(made.resources.postgres?.unchanged).toContain('already exists');
    expect(made.resources.minio).toMatchObject({ state: 'running', health: 'healthy', title: 'MinIO' });
    expect(made.resources.minio?.ports.map(({ name }) => name)).toEqual(['minio', 'minio-console']);
  });

  test('containers › least privilege, the network of the tenant, and no secret that an inspect shows', async () => {
    const secrets = [on.variables(shop).POSTGRES_PASSWORD ?? '', on.variables(shop).MINIO_ROOT_PASSWORD ?? ''];
    for (const name of ['postgres', 'minio']) {
      const details = await container(name).inspect();
      const { CapDrop, ReadonlyRootfs, SecurityOpt, PortBindings, PidsLimit } = details.HostConfig;
      expect({ CapDrop, ReadonlyRootfs, SecurityOpt, limited: (PidsLimit ?? 0) > 0 }).toEqual({
        ...{ CapDrop: ['ALL'], ReadonlyRootfs: true, limited: true },
        SecurityOpt: expect.arrayContaining(['no-new-privileges']),
      });
      expect(details.Config.User).not.toMatch(/^(0|root)?(:|$)/);
      for (const [binding] of Object.values(PortBindings as Record<string, { HostIp: string }[]>))
        expect(binding?.HostIp).toBe('127.0.0.1');
      expect(Object.keys(details.NetworkSettings.Networks)).toEqual([`vrooli-${shop}-network`]);
      for (const secret of secrets) expect(JSON.stringify(details)).not.toContain(secret);
    }
  });

  test('by name on that network › one service reaches the other', async () => {
    const exec = await container('postgres').exec({
      Cmd: ['psql', 'host=postgres user=app dbname=app passfile=/run/secrets/pgpass', '-Atc', "SELECT 'by name'"],
      AttachStdout: true,
    });
    let output = '';
    for await (const part of await exec.start({})) output += String(part);
    expect(output).toContain('by name');
  });

  test('backup of the tenant › dumps PostgreSQL, and says that MinIO is not part of it', async () => {
    await on.sql(shop, 'CREATE TABLE goods AS SELECT generate_series(1, 500) AS id');
    const backup = await on.run('backup', '--client-id', shop, '--backup-name', 'one', '--verify', 'no');
    expect(backup.stdout).toContain('PostgreSQL is backed up with it as one.');
    expect(backup.stdout).toContain('MinIO is not part of this backup. Back it up alone:');
    await on.sql(shop, 'DROP TABLE goods');
    expect((await on.change(shop, 'postgres', 'restore', '--backup-name', 'one', '--yes', 'yes')).code).toBe(0);
    expect(await on.sql(shop, 'SELECT count(*) FROM goods')).toBe('500');
  });

  test('archive of a data folder › taken and restored with the server stopped meanwhile, and running afterwards', async () => {
    await object('PUT', 'first');
    expect((await on.change(shop, 'minio', 'backup', '--backup-name', 'm1', '--json')).json()).toMatchObject({
      form: 'archive',
    });
    await object('PUT', 'second');
    expect((await on.change(shop, 'minio', 'restore', '--backup-name', 'm1', '--yes', 'yes')).code).toBe(0);
    expect(await object('GET')).toBe('first');
  });

  test('its container was removed › listed as missing; a start recreates it around its data', async () => {
    await container('postgres').remove({ force: true });
    expect(named(await on.companions(shop), 'postgres')).toMatchObject({
      state: 'missing',
      problem: { code: 'CONTAINER_GONE' },
    });
    expect((await on.change(shop, 'postgres', 'start')).code).toBe(0);
    expect(await on.sql(shop, 'SELECT count(*) FROM goods')).toBe('500');
  });

  test('its record is gone › created again with the same data and password', async () => {
    const record = join(on.folder(shop), 'companions/minio/companion.json');
    const before = on.variables(shop).MINIO_ROOT_PASSWORD;
    writeFileSync(record, '');
    expect((await on.make(shop, 'redis,minio')).code).toBe(0);
    expect(on.variables(shop).MINIO_ROOT_PASSWORD).toBe(before);
    expect(await object('GET')).toBe('first');
  });

  test('stop, start, destroy and undo › all services follow the tenant', async () => {
    const states = async () => (await on.companions(shop)).map(({ state }) => state);
    expect((await on.run('stop', '--client-id', shop)).code).toBe(0);
    expect(await states()).toEqual(['stopped', 'stopped']);
    expect((await on.run('start', '--client-id', shop)).code).toBe(0);
    expect(await states()).toEqual(['running', 'running']);
    expect((await on.run('destroy-client', '--client-id', shop, '--yes', 'yes')).code).toBe(0);
    const left = (await docker().listContainers({ all: true })).filter(({ Names }) => Names[0]?.includes(home.token));
    expect(left).toEqual([]);
    expect((await docker().listNetworks()).filter(({ Name }) => Name === `vrooli-${shop}-network`)).toEqual([]);
    expect((await on.run('undo-destroy', '--client-id', shop)).code).toBe(0);
    expect(await states()).toEqual(['running', 'running']);
    expect(await on.sql(shop, 'SELECT count(*) FROM goods')).toBe('500');
    expect(await object('GET')).toBe('first');
  });

  test('the engine is away › the state is unknown, and an action says why', async () => {
    const proxy = await useEngineProxy();
    const record = join(on.folder(shop), 'redis.json');
    const text = readFileSync(record, 'utf8');
    writeFileSync(record, text.replace(home.dockerHost ?? '', proxy.dockerHost));
    await proxy.cut();
    const away = companionsOf(home, { ...home.env, DOCKER_HOST: proxy.dockerHost });
    try {
      expect(named(await away.companions(shop), 'postgres')).toMatchObject({
        health: 'unknown',
        problem: { code: 'ENGINE_UNREACHABLE' },
      });
      const start = await away.change(shop, 'postgres', 'start', '--json');
      expect([start.code, start.json()]).toMatchObject([1, { error: { code: 'ENGINE_UNREACHABLE' } }]);
    } finally {
      writeFileSync(record, text);
    }
  });
});
