import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import type { UndoOffer } from '../../shared/contract/backup.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { track } from '../support/children.ts';
import { fillDataset, readDataset } from '../support/dataset.ts';
import { redisCli } from '../support/redis-cli.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { startServices } from '../support/start-services.ts';
import { thorough } from '../support/thorough.ts';
import { describeFieldPoint } from './field-point.ts';

const kills = thorough ? 8 : 1;
const flush = ['--action', 'flush', '--database', 'all', '--yes', 'yes'];

describeFieldPoint('A10', 'our program is killed during a flush', (runtime) => {
  it(`flush › killed right after FLUSHALL, ${kills} times › the flush is complete, with its undo and its activity`, async () => {
    const { home, services, done } = await useBackupHome({ runtime });
    // An older, unrelated undo.
    await redisCli(home.port, 'set', 'unrelated', '1');
    await done(services.backups.flush('main', 'all'));
    await fillDataset(home.port, 300);
    const before = await readDataset(home.port);
    // Builds the program if its sources have changed.
    await runManage(['--action', 'status'], home.env);
    for (let kill = 0; kill < kills; kill++) {
      const begunMs = Date.now();
      await killAfterFlush(home.port, home.env);
      const status = await runManage(['--action', 'status', '--json'], home.env);
      expect(status.json()).toMatchObject({ state: 'running' });
      expect(await redisCli(home.port, 'dbsize')).toBe('0');
      const offer = (await services.backups.undoable('main')) as UndoOffer;
      expect(offer, `kill ${kill}`).toMatchObject({ what: 'flush', keys: before.size, newer: null });
      const { items } = await services.activity.list({ instances: ['main'], kinds: ['flush'], limit: 1 });
      expect(items[0]).toMatchObject({ outcome: 'succeeded' });
      // The undo of this flush and of no earlier one.
      expect(Date.parse(items[0]?.finishedAt ?? '')).toBeGreaterThanOrEqual(begunMs);
      const undone = await runManage(['--action', 'undo', '--yes', 'yes'], home.env);
      expect(undone).toMatchObject({ code: 0 });
      expect(await readDataset(home.port)).toEqual(before);
    }
  });

  it('flush › killed before Redis has removed a key › nothing is removed and no undo is offered', async () => {
    const { home, services, done } = await useBackupHome({ runtime });
    await redisCli(home.port, 'set', 'key', '1');
    await redisCli(home.port, 'config', 'set', 'rdb-key-save-delay', '3000000');
    await runManage(['--action', 'status'], home.env);
    const child = startFlush(home.env);
    await until(async () => /rdb_bgsave_in_progress:1/.test(await redisCli(home.port, 'info', 'persistence')));
    await kill(child);
    await redisCli(home.port, 'config', 'set', 'rdb-key-save-delay', '0');
    const next = await startServices({ env: home.env, client: 'browser' });
    await next.close();
    expect(await redisCli(home.port, 'get', 'key')).toBe('1');
    expect(await services.backups.undoable('main')).toBeNull();
    // The instance is free for the next operation.
    await done(services.backups.create({ instance: 'main', name: 'after', kind: 'snapshot', verify: false }));
  });

  it.each(['cancelled', 'closed'])(
    'flush › %s just after the keys are gone › is reported as done, with its undo',
    async (how) => {
      const { home, services } = await useBackupHome({ runtime });
      await fillDataset(home.port, 300);
      const before = await readDataset(home.port);
      const other = await startServices({ env: home.env, client: 'browser' });
      onTestFinished(() => other.close());
      const { id } = await other.backups.flush('main', 'all');
      // Checked in every turn of the event loop: only a few lie between the removal of the keys and the end of the
      // flush.
      await keysGone(home.port);
      if (how === 'closed') await other.close();
      else other.operations.cancel(id);
      expect(await other.operations.settled(id)).toMatchObject({
        state: 'succeeded',
        result: { removedKeys: before.size },
      });
      expect(await services.backups.undoable('main')).toMatchObject({ what: 'flush', keys: before.size });
      const { items } = await services.activity.list({ instances: ['main'], kinds: ['flush'], limit: 1 });
      expect(items[0]).toMatchObject({ outcome: 'succeeded' });
    },
    60_000,
  );

  it('undo › something has changed the instance since › it is refused without a terminal, and the flag is named', async () => {
    const { home, services, done } = await useBackupHome({ runtime });
    await redisCli(home.port, 'set', 'key', '1');
    await done(services.backups.flush('main', 'all'));
    const { safetyBackup } = (await services.backups.undoable('main')) as UndoOffer;
    expect(await runManage(['--action', 'config', '--set', 'loglevel=verbose'], home.env)).toMatchObject({ code: 0 });
    const refused = await runManage(['--action', 'undo', '--yes', 'yes'], home.env);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('would undo the flush');
    expect(refused.stderr).toContain('Change settings of main');
    expect(refused.stderr).toContain(`1 key as of`);
    expect(refused.stderr).toContain(`--backup-name ${safetyBackup}`);
    expect(await redisCli(home.port, 'dbsize')).toBe('0');
    const named = ['--action', 'undo', '--yes', 'yes', '--backup-name', safetyBackup];
    const undone = await runManage(named, home.env);
    expect(undone).toMatchObject({ code: 0 });
    expect(undone.stdout).toContain('before the flush');
    expect(await redisCli(home.port, 'get', 'key')).toBe('1');
  });
});

function startFlush(env: Readonly<Record<string, string>>): ChildProcess {
  const program = join(projectRoot, 'resources/manage.sh');
  const child = spawn(program, flush, { env, stdio: 'ignore', detached: true });
  track(child, 'a flush');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'close');
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await ended;
}

/** Kills it when the server reports that it has removed the keys. */
async function killAfterFlush(port: number, env: Readonly<Record<string, string>>): Promise<void> {
  const redis = new Redis({ host: '127.0.0.1', port, retryStrategy: () => null });
  redis.on('error', () => undefined);
  onTestFinished(() => redis.disconnect());
  const monitor = await redis.monitor();
  const flushed = new Promise<void>((resolve) => {
    monitor.on('monitor', (_time: string, [command]: string[]) => {
      if (/^flushall$/i.test(command ?? '')) resolve();
    });
  });
  const child = startFlush(env);
  await flushed;
  await kill(child);
  monitor.disconnect();
  redis.disconnect();
}

async function keysGone(port: number): Promise<void> {
  const redis = new Redis({ host: '127.0.0.1', port });
  onTestFinished(() => redis.disconnect());
  while ((await redis.dbsize()) > 0);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}
