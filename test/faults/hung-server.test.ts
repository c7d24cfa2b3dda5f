import { describe, expect, it } from 'vitest';
import type { Services } from '../../electron/services/services.ts';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { dockerAt } from '../support/docker-host.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { servicesOnHome } from '../support/tenant-fixture.ts';
import type { TestHome } from '../support/test-home.ts';
import { thorough } from '../support/thorough.ts';
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

/** Stops the server in its tracks, as Ctrl-Z would. */
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

// In a container the same code waits and tells; only how it is told to end is another.
describe.each<RuntimeKind>(thorough ? ['process', 'docker'] : ['process'])('a server in a %s', (runtime) => {
  describeNeeding(runtime === 'docker' ? ['redis', 'docker'] : ['redis', 'posix'], 'that does not end', () => {
    it('because it was halted goes on, saves and ends', async () => {
      const { home, services } = await running(runtime);
      await redisCli(home.port, 'set', 'unsaved', '1');
      await halt(runtime, home);
      expect((await settle(services, services.instances.stop('main'))).error).toBeNull();
      expect((await settle(services, services.instances.start('main'))).error).toBeNull();
      expect(await redisCli(home.port, 'dbsize')).toBe('2');
    });

    it('because it hangs is not waited for without end; what killing it loses is told before it is done', async () => {
      const { home, services } = await running(runtime);
      await redisCli(home.port, 'set', 'unsaved', '1');
      // A script that never ends, of which the server tells nobody.
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
