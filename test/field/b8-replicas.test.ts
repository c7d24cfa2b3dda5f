import { expect, it, onTestFinished } from 'vitest';
import type { Diagnosis } from '../../shared/contract/diagnostics.ts';
import type { InstanceStatus } from '../../shared/contract/instance.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { bareRedis } from '../support/bare-redis.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { newTenant } from '../support/tenant-fixture.ts';
import { waitFor } from '../support/wait-for.ts';
import { describeFieldPoint } from './field-point.ts';

describeFieldPoint('B8', 'a replica', (runtime) => {
  // A container cannot reach a master on this computer, so it becomes a replica without a link.
  const linked = runtime === 'process';

  it.runIf(linked)(
    'replicaof in redis.conf › flush, restore, undo and evictions are refused, and its role is shown',
    async () => {
      const { home, services, backUp, done } = await useBackupHome({ runtime });
      const master = await bareRedis();
      onTestFinished(master.dispose);
      await redisCli(master.port, 'mset', 'a', '1', 'b', '2');
      await redisCli(home.port, 'set', 'own', '1');
      await backUp('own', { verify: false });
      await done(services.backups.flush('main', 'all'));
      const manage = (...args: string[]) => runInProcess(['--action', ...args], home.env);

      expect(await manage('config', '--set', `replicaof=127.0.0.1 ${master.port}`)).toMatchObject({ code: 0 });
      await waitFor('the link', async () => (await services.instances.status('main')).replication.link === 'up');
      const replication = { role: 'replica', masterHost: '127.0.0.1', masterPort: master.port, link: 'up' };
      const status = await manage('status', '--json');
      expect(status.json() as InstanceStatus).toMatchObject({ replication });
      const shown = `replica of 127.0.0.1:${master.port}, link up`;
      expect((await manage('status')).stdout).toMatch(new RegExp(`Role +${shown}`));
      expect((await manage('diagnose')).stdout).toContain(shown);

      const refused = { code: 'IS_REPLICA', data: { id: 'main', masterHost: '127.0.0.1', masterPort: master.port } };
      await expect(services.backups.flush('main', 'all')).rejects.toMatchObject(refused);
      await expect(services.backups.restore('main', 'own')).rejects.toMatchObject(refused);
      await expect(services.backups.undo('main')).rejects.toMatchObject(refused);
      expect((await services.backups.restorePreview('main', 'own')).problem).toContain('is a replica of');
      for (const args of [['flush'], ['restore', '--backup-name', 'own'], ['undo']]) {
        // Without --yes: it is refused before any question.
        const answer = await manage(...args);
        expect(answer).toMatchObject({ code: 1, stdout: '' });
        expect(answer.stderr).toContain(`main is a replica of 127.0.0.1:${master.port}`);
        expect(answer.stderr).toContain('REPLICAOF NO ONE');
      }
      const evicting = await manage('config', '--memory', '1b', '--yes', 'yes', '--json');
      expect(evicting.json()).toMatchObject({ error: { code: 'IS_REPLICA' } });
      expect(await redisCli(home.port, 'dbsize')).toBe('2');
      expect(await redisCli(home.port, 'config', 'get', 'maxmemory')).not.toMatch(/\b1$/);
      // Actions that lose nothing work.
      expect(await manage('config', '--set', 'loglevel=verbose')).toMatchObject({ code: 0 });

      // A stopped replica is recognised by its redis.conf, and its next start would replace what was restored.
      await done(services.instances.stop('main'));
      expect((await services.instances.status('main')).replication).toEqual({ ...replication, link: null });
      await expect(services.backups.restore('main', 'own')).rejects.toMatchObject(refused);
      await done(services.instances.start('main'));

      await master.dispose();
      await waitFor('the link to be down', async () => {
        return (await services.instances.status('main')).replication.link === 'down';
      });
      const { checks } = (await manage('diagnose', '--json')).json() as Diagnosis;
      expect(checks.find(({ id }) => id === 'instance-main')).toMatchObject({ level: 'warn' });

      // Without replicaof it is a master again, with the keys that it copied.
      expect(await manage('config', '--set', 'replicaof=')).toMatchObject({ code: 0 });
      expect((await services.instances.status('main')).replication).toMatchObject({ role: 'master', link: null });
      expect(await redisCli(home.port, 'dbsize')).toBe('2');
      expect(await manage('flush', '--yes', 'yes')).toMatchObject({ code: 0 });
    },
    120_000,
  );

  it.runIf(linked)(
    'replicaof on an instance with keys › asks, because its keys are replaced',
    async () => {
      const { home, services } = await useBackupHome({ runtime });
      const master = await bareRedis();
      onTestFinished(master.dispose);
      await redisCli(home.port, 'mset', 'a', '1', 'b', '2', 'c', '3');
      const set = ['--action', 'config', '--set', `replicaof=127.0.0.1 ${master.port}`];
      const asked = await runInProcess(set, home.env);
      expect(asked).toMatchObject({ code: 2 });
      expect(asked.stderr).toContain('Redis will delete the 3 keys of main');
      expect((await services.instances.status('main')).replication.role).toBe('master');
      expect(await redisCli(home.port, 'dbsize')).toBe('3');
    },
    60_000,
  );

  it('REPLICAOF sent to a running tenant › refused and shown as well, until REPLICAOF NO ONE', async () => {
    const { home, services, done } = await useBackupHome({ runtime });
    const { port } = await newTenant(services, { id: 'acme', runtime });
    await redisCli(port ?? 0, 'set', 'key', '1');
    await done(services.backups.create({ instance: 'acme', name: 'before', kind: 'snapshot', verify: false }));
    await redisCli(port ?? 0, 'replicaof', '127.0.0.1', '1');
    const refused = { code: 'IS_REPLICA', data: { id: 'acme' } };
    await expect(services.backups.flush('acme', 0)).rejects.toMatchObject(refused);
    await expect(services.backups.restore('acme', 'before')).rejects.toMatchObject(refused);
    const listed = await runInProcess(['--action', 'list-clients'], home.env);
    expect(listed.stdout).toContain('Role: replica of 127.0.0.1:1, link down');
    const [document] = await services.tenants.list();
    expect(document?.replication).toMatchObject({ role: 'replica', link: 'down' });
    await redisCli(port ?? 0, 'replicaof', 'no', 'one');
    await done(services.backups.restore('acme', 'before'));
    expect(await redisCli(port ?? 0, 'get', 'key')).toBe('1');
  });
});
