import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Services } from '../../electron/services/services.ts';
import { removal } from '../../shared/contract/instance.ts';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { dockerAt } from '../support/docker-host.ts';
import { describeNeeding } from '../support/needs.ts';
import { isAlive } from '../support/ports.ts';
import { redisCli } from '../support/redis-cli.ts';
import { fill } from '../support/settings-home.ts';
import { newTenant, servicesOnHome } from '../support/tenant-fixture.ts';
import type { TestHome } from '../support/test-home.ts';
import { thorough, thoroughly } from '../support/thorough.ts';
import { waitFor } from '../support/wait-for.ts';

const settle = async (services: Services, begun: Promise<{ readonly id: string }>) =>
  services.operations.settled((await begun).id);

async function running(runtime: RuntimeKind) {
  const options = runtime === 'docker' ? {} : { docker: false };
  const { home, services } = await servicesOnHome({ ...options, env: { REDIS_READY_TIMEOUT: '2' } });
  expect((await settle(services, services.instances.install({ runtime }))).error).toBeNull();
  await redisCli(home.port, 'set', 'saved', '1');
  await redisCli(home.port, 'save');
  return { home, services };
}

/** Suspends the server, like Ctrl-Z. */
async function halt(runtime: RuntimeKind, home: TestHome): Promise<void> {
  if (runtime === 'docker') {
    await dockerAt(home.dockerHost ?? '')
      .getContainer(`${home.token}-main`)
      .kill({ signal: 'SIGSTOP' });
    return;
  }
  const [, pid] = /process_id:(\d+)/.exec(await redisCli(home.port, 'info', 'server')) ?? [];
  process.kill(Number(pid), 'SIGSTOP');
}

// In a container the same code waits and reports; only the way to end the server differs.
describe.each<RuntimeKind>(thorough ? ['process', 'docker'] : ['process'])('server in a %s', (runtime) => {
  describeNeeding(runtime === 'docker' ? ['redis', 'docker'] : ['redis', 'posix'], 'does not end', () => {
    it('halted › continues, saves and ends', async () => {
      const { home, services } = await running(runtime);
      await redisCli(home.port, 'set', 'unsaved', '1');
      await halt(runtime, home);
      expect((await settle(services, services.instances.stop('main'))).error).toBeNull();
      expect((await settle(services, services.instances.start('main'))).error).toBeNull();
      expect(await redisCli(home.port, 'dbsize')).toBe('2');
    });

    it('hangs › the wait ends; the loss of a kill is shown before it', async () => {
      const { home, services } = await running(runtime);
      await redisCli(home.port, 'set', 'unsaved', '1');
      // A script that never ends. The server does not report it.
      await redisCli(home.port, 'config', 'set', 'lua-time-limit', '0');
      const script = redisCli(home.port, 'eval', 'while true do end', '0').catch(() => 'cut off');
      await waitFor('it to hang', async () => (await services.instances.status('main')).version === null);
      const stopped = settle(services, services.instances.stop('main'));
      await expect(stopped).rejects.toMatchObject({
        code: 'TIMED_OUT',
        message: expect.stringContaining('it hangs. Nothing was killed'),
      });
      expect((await services.instances.status('main')).state).not.toBe('stopped');

      const preview = await services.instances.killPreview('main');
      expect(preview).toMatchObject({ keys: null, usesAof: false, snapshotAt: expect.any(String) });
      expect(preview.consequence).toContain('last snapshot');
      expect((await settle(services, services.instances.kill('main'))).error).toBeNull();
      expect((await services.instances.status('main')).state).toBe('stopped');
      await script;
      expect((await settle(services, services.instances.start('main'))).error).toBeNull();
      expect(await redisCli(home.port, 'keys', '*')).toBe('saved');
    });
  });
});

describeNeeding(['redis', 'posix'], 'start › the server runs, but has just been killed', () => {
  it('starts it again, and does not say that nothing was changed', async () => {
    const { home, services } = await running('process');
    const [, pid] = /process_id:(\d+)/.exec(await redisCli(home.port, 'info', 'server')) ?? [];
    await halt('process', home);
    const { id } = await services.instances.start('main');
    const waits = () =>
      services.operations.get(id).steps.some((one) => one.id === 'wait-loaded' && one.state === 'running');
    await waitFor('the start to wait for it', async () => waits());
    process.kill(Number(pid), 'SIGKILL');
    const { error, result } = await services.operations.settled(id);
    expect(error).toBeNull();
    expect(result).toMatchObject({ state: 'running' });
    expect(result).not.toHaveProperty('unchanged');
    expect(await redisCli(home.port, 'dbsize')).toBe('1');
  });
});

describeNeeding(['redis', 'posix'], 'kill › the app ends after it has suspended the server', () => {
  it('the next app resumes the server', async () => {
    const { home, services } = await running('process');
    const path = join(home.path, 'redis/desktop/processes/main.json');
    const record = JSON.parse(await readFile(path, 'utf8'));
    const endedBy = { pid: 2 ** 22 + 1, began: '1' };
    await writeFile(path, JSON.stringify({ ...record, running: { ...record.running, endedBy } }));
    await halt('process', home);
    expect((await services.instances.status('main')).state).toBe('running');
    expect(await redisCli(home.port, 'dbsize')).toBe('1');
    expect((await settle(services, services.instances.kill('main'))).error).toBeNull();
    expect((await services.instances.status('main')).state).toBe('stopped');
  });
});

/** A tenant with one saved and one unsaved key, whose server is suspended. */
async function haltedTenant(id: string, readyTimeout: string) {
  const { home, services } = await servicesOnHome({ docker: false, env: { REDIS_READY_TIMEOUT: readyTimeout } });
  const { port } = await newTenant(services, { id, runtime: 'process' });
  await redisCli(Number(port), 'set', 'saved', '1');
  await redisCli(Number(port), 'save');
  await redisCli(Number(port), 'set', 'unsaved', '1');
  // A live view has sampled it.
  await services.instances.status(id);
  const pid = Number((await readFile(join(home.path, `clients/${id}/redis/redis.pid`), 'utf8')).trim());
  process.kill(pid, 'SIGSTOP');
  return { home, services, pid, port: Number(port) };
}

async function untilItWaits(services: Services, begun: Promise<{ readonly id: string }>) {
  const { id } = await begun;
  await waitFor('it to say what it waits for', async () => services.operations.get(id).waiting !== null);
  return services.operations.get(id);
}

describeNeeding(['redis', 'posix'], 'destroy › the server hangs', () => {
  it('says what it waits for; a cancel changes nothing, a kill continues without a save', async () => {
    const { services, pid, port } = await haltedTenant('acme', '10');
    const first = await untilItWaits(services, services.tenants.destroy('acme'));
    expect(first).toMatchObject({ cancellable: true, waiting: { asked: 'to save its keys' } });
    expect(first.waiting?.lost).toMatch(/1 change since then is lost, plus those after its last reply/);
    expect(first.steps[0]?.detail).toMatch(/^waiting for it to save its keys: no sign of life for \d s$/);
    services.operations.cancel(first.id);
    await expect(services.operations.settled(first.id)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(isAlive(pid)).toBe(true);
    process.kill(pid, 'SIGCONT');
    await waitFor('it to answer', async () => (await redisCli(port, 'dbsize')) === '2');
    // No write pause remains for long.
    await waitFor('a write', async () => (await redisCli(port, 'set', 'later', '1')) === 'OK');

    process.kill(pid, 'SIGSTOP');
    const second = await untilItWaits(services, services.tenants.destroy('acme'));
    services.operations.stopWaiting(second.id);
    const { safetyBackup } = removal.parse((await services.operations.settled(second.id)).result);
    expect(isAlive(pid)).toBe(false);
    // The keys on disk are kept.
    await settle(services, services.tenants.undoDestroy(safetyBackup ?? ''));
    expect(await redisCli(port, 'exists', 'saved')).toBe('1');
  });

  it.skipIf(!thorough)(thoroughly('gives up when the server stays silent, and kills nothing unasked'), async () => {
    const { services, pid } = await haltedTenant('silent', '1');
    await expect(settle(services, services.tenants.destroy('silent'))).rejects.toMatchObject({
      code: 'TIMED_OUT',
      message: expect.stringContaining('Nothing was destroyed or killed.'),
    });
    expect(isAlive(pid)).toBe(true);
    expect((await services.tenants.list()).map(({ id }) => id)).toEqual(['silent']);
  });
});

describeNeeding(['redis', 'posix'], 'backup › the server stops answering half-way', () => {
  it.skipIf(!thorough)(thoroughly('ends as soon as it is cancelled'), async () => {
    const { home, services } = await running('process');
    // A save that takes 10 ms per key until it ends by itself.
    await redisCli(home.port, 'config', 'set', 'rdb-key-save-delay', '10000');
    await fill(home.port, 2000);
    const { id } = await services.backups.create({ instance: 'main', kind: 'snapshot', verify: false });
    await waitFor(
      'the save to run',
      async () => services.operations.get(id).steps[0]?.detail?.includes('saved') === true,
    );
    await halt('process', home);
    await waitFor('it to say so', async () =>
      /waiting for main to answer/.test(JSON.stringify(services.operations.get(id).steps)),
    );
    services.operations.cancel(id);
    await expect(services.operations.settled(id)).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
