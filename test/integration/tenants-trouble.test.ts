import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { newTenant, servicesOnHome } from '../support/tenant-fixture.ts';
import { useTestHome } from '../support/use-test-home.ts';

const badIds = ['', 'a'.repeat(41), 'Acme', '..', '../../x', 'a b', 'a🙂', 'a\0b', '-a', 'a-', 'main', 'a/b', 'a.b'];

describeNeeding(['redis'], 'tenants', () => {
  it.each(badIds)('create › invalid id %j › refused, nothing changed', async (id) => {
    const { home, services } = await servicesOnHome({ docker: false });
    await expect(services.tenants.create({ id, generatePassword: false })).rejects.toMatchObject({
      code: 'BAD_VALUE',
      data: { field: 'client-id' },
    });
    expect(await readdir(home.path)).toEqual([]);
    expect(await services.tenants.checkId(id)).toMatchObject({ valid: false, free: false });
  });

  it('create › id taken › refused with the port', async () => {
    const { services } = await servicesOnHome({ docker: false });
    const { port } = await newTenant(services, { id: 'acme', runtime: 'process' });
    await expect(services.tenants.create({ id: 'acme', generatePassword: false })).rejects.toMatchObject({
      code: 'BAD_VALUE',
      message: expect.stringContaining(`on port ${port}`),
    });
    expect(await services.tenants.checkId('acme')).toMatchObject({ valid: true, free: false });
  });

  it.each([
    ['publishedAt', 'nuc.example\r\nHost: other'],
    ['publishedAt', { host: 'nuc' }],
    ['publishedAt', '203.0.113.9'],
    ['port', 1e300],
    ['container', '../../images/x'],
    ['engineName', '../nuc'],
  ])('a record with %s %j › this tenant is shown as damaged and cannot move; the others work', async (field, value) => {
    const { home, services } = await servicesOnHome({ docker: false });
    for (const id of ['bad', 'good']) await newTenant(services, { id, runtime: 'process' });
    const path = join(home.path, 'clients/bad/redis.json');
    const file = JSON.parse(await readFile(path, 'utf8')) as object;
    await writeFile(path, JSON.stringify({ ...file, [field]: value }));
    const listed = await services.tenants.list();
    expect(listed.map(({ id, defect }) => [id, defect?.kind ?? null])).toEqual([
      ['bad', 'unreadable'],
      ['good', null],
    ]);
    expect(JSON.stringify(listed)).not.toMatch(/203\.0\.113|nuc/);
    await expect(
      services.tenants.move({ id: 'bad', engine: 'local', undo: false, forward: false }),
    ).rejects.toMatchObject({
      message: 'bad is damaged. Repair it first.',
    });
    await services.operations.settled(await services.instances.stop('good'));
    await services.operations.settled(await services.instances.start('good'));
    expect(await services.tenants.get('good')).toMatchObject({ state: 'running' });
  });

  it('create › port used by another program › next port, or PORT_TAKEN if requested', async () => {
    const { home, services } = await servicesOnHome({ docker: false });
    const { start } = home.clientPorts;
    const otherServer = createServer().listen(start, '127.0.0.1');
    onTestFinished(() => void otherServer.close());
    expect((await newTenant(services, { id: 'round', runtime: 'process' })).port).toBe(start + 1);
    const asked = await services.tenants.create({
      id: 'asked',
      runtime: 'process',
      port: start,
      generatePassword: false,
    });
    await expect(services.operations.settled(asked.id)).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      data: { free: start + 2 },
    });
    expect((await services.tenants.list()).map(({ id }) => id)).toEqual(['round']);
  });

  it('create › all ports assigned › NO_FREE_PORT', async () => {
    const { start } = (await useTestHome({ docker: false })).clientPorts;
    const few = await servicesOnHome({
      docker: false,
      env: { REDIS_CLIENT_PORT_START: String(start), REDIS_CLIENT_PORT_END: String(start + 1) },
    });
    await newTenant(few.services, { id: 'one', runtime: 'process' });
    await newTenant(few.services, { id: 'two', runtime: 'process' });
    const third = await few.services.tenants.create({ id: 'three', runtime: 'process', generatePassword: false });
    await expect(few.services.operations.settled(third.id)).rejects.toMatchObject({ code: 'NO_FREE_PORT' });
    expect(await readdir(join(few.home.path, 'clients'))).toEqual(['one', 'two']);
  });

  it('list › one hung, one with a changed password › reported without delaying the others', async () => {
    const { home, services } = await servicesOnHome({ docker: false });
    await newTenant(services, { id: 'fine', runtime: 'process' });
    await newTenant(services, { id: 'hung', runtime: 'process' });
    const locked = await newTenant(services, { id: 'locked', runtime: 'process' });
    const pid = Number((await readFile(join(home.path, 'clients/hung/redis/redis.pid'), 'utf8')).trim());
    process.kill(pid, 'SIGSTOP');
    onTestFinished(() => void process.kill(pid, 'SIGKILL'));
    await redisCli(Number(locked.port), 'CONFIG', 'SET', 'requirepass', 'changed-by-another-client');
    // The existing connection is still authenticated; a new process has to authenticate.
    const later = await createServices({ env: home.env, client: 'terminal' });
    onTestFinished(() => later.close());
    const states = async () => (await later.tenants.list()).map(({ id, state, problem }) => [id, state, problem?.code]);
    await expect.poll(states, { interval: 200 }).toEqual([
      ['fine', 'running', undefined],
      ['hung', 'unhealthy', 'NOT_ANSWERING'],
      ['locked', 'unhealthy', 'PASSWORD_REQUIRED'],
    ]);
  });

  it('redis.json truncated › reported, repaired, damaged file kept', async () => {
    const { home, services } = await servicesOnHome({ docker: false });
    const { port } = await newTenant(services, { id: 'cut', runtime: 'process' });
    await redisCli(Number(port), 'SET', 'k', 'v');
    const file = join(home.path, 'clients/cut/redis.json');
    await writeFile(file, (await readFile(file, 'utf8')).slice(0, 40));
    expect(await services.tenants.get('cut')).toMatchObject({ state: 'running', defect: { kind: 'unreadable' } });
    await services.operations.settled((await services.tenants.repair('cut')).id);
    expect(await services.tenants.get('cut')).toMatchObject({ port, state: 'running', defect: null });
    expect(await redisCli(Number(port), 'GET', 'k')).toBe('v');
    expect(await readdir(join(home.path, 'clients/cut'))).toContainEqual(
      expect.stringMatching(/^redis\.json\.damaged-\d{8}-\d{6}$/),
    );
  });

  it('process record missing › repaired around its data', async () => {
    const { home, services } = await servicesOnHome({ docker: false });
    const { port } = await newTenant(services, { id: 'lost', runtime: 'process' });
    await redisCli(Number(port), 'SET', 'k', 'v');
    await services.operations.settled((await services.instances.stop('lost')).id);
    await rm(join(home.path, 'redis/desktop/processes/lost.json'));
    expect(await services.tenants.get('lost')).toMatchObject({ state: 'missing', defect: { kind: 'no-container' } });
    await services.operations.settled((await services.tenants.repair('lost')).id);
    expect(await redisCli(Number(port), 'GET', 'k')).toBe('v');
  });

  it('list › other folder under clients › ignored', async () => {
    const { home, services } = await servicesOnHome({ docker: false });
    await mkdir(join(home.path, 'clients/not-a-tenant/postgres'), { recursive: true });
    expect(await services.tenants.list()).toEqual([]);
  });
});
