import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { type BackupHome, type Mode, modes, useBackupHome } from '../support/backup-home.ts';
import { track } from '../support/children.ts';
import { redisCli } from '../support/redis-cli.ts';
import { projectRoot, runManage } from '../support/run-manage.ts';
import { thorough } from '../support/thorough.ts';
import { waitFor } from '../support/wait-for.ts';
import { describeFieldPoint } from './field-point.ts';

/** The real pause, or a short one so that the test is fast. */
const pauseSeconds = thorough ? 10 : 1;
const suspendedMs = pauseSeconds * 1000 + 1000;

describeFieldPoint('A5', 'our program is suspended during the safety backup', (runtime) => {
  for (const mode of thorough ? modes : (['rdb'] as const)) {
    it(`flush › persistence ${mode}, acknowledged writes meanwhile › undo brings back each of them`, async () => {
      const trial = await useTrial(runtime, mode);
      const acknowledged = await suspendDuringSave(trial, ['--action', 'flush', '--yes', 'yes']);
      expect(acknowledged.length).toBeGreaterThan(0);
      const after = await keysOf(trial.home.port);
      await trial.done(trial.services.backups.undo('main'));
      const kept = new Set([...after, ...(await keysOf(trial.home.port))]);
      expect(acknowledged.filter((key) => !kept.has(key))).toEqual([]);
    });
  }

  for (const mode of thorough ? modes : (['none'] as const)) {
    it(`restore › persistence ${mode}, acknowledged writes meanwhile › undo brings back each of them`, async () => {
      const trial = await useTrial(runtime, mode);
      await trial.backUp('old', { verify: false });
      const args = ['--action', 'restore', '--backup-name', 'old', '--yes', 'yes'];
      const acknowledged = await suspendDuringSave(trial, args);
      expect(acknowledged.length).toBeGreaterThan(0);
      const after = await keysOf(trial.home.port);
      await trial.done(trial.services.backups.undo('main'));
      const kept = new Set([...after, ...(await keysOf(trial.home.port))]);
      expect(acknowledged.filter((key) => !kept.has(key))).toEqual([]);
    });
  }

  it('settings restart › persistence none, acknowledged writes meanwhile › all exist afterwards', async () => {
    const trial = await useTrial(runtime, 'none');
    const args = ['--action', 'config', '--set', 'tcp-backlog=128'];
    const acknowledged = await suspendDuringSave(trial, args);
    expect(acknowledged.length).toBeGreaterThan(0);
    const kept = new Set(await keysOf(trial.home.port));
    expect(acknowledged.filter((key) => !kept.has(key))).toEqual([]);
  });
});

async function useTrial(runtime: RuntimeKind, mode: Mode): Promise<BackupHome> {
  const trial = await useBackupHome({ runtime, mode, env: { REDIS_WRITE_PAUSE: String(pauseSeconds) } });
  await redisCli(trial.home.port, 'eval', "for i = 1, 400 do redis.call('SET', 'key:' .. i, i) end", '0');
  return trial;
}

/**
 * Runs a command, suspends it while the server saves, and lets it continue when the pause has expired. A client writes
 * from before the save to the end of the command.
 * @returns the keys whose writes the server has acknowledged
 */
async function suspendDuringSave({ home }: BackupHome, args: readonly string[]): Promise<readonly string[]> {
  // Builds the program if its sources have changed, before it waits for the save.
  await runManage(['--action', 'status'], home.env);
  await redisCli(home.port, 'config', 'set', 'rdb-key-save-delay', '2500');
  const writer = writeAcknowledged(home.port);
  const child = spawn(join(projectRoot, 'resources/manage.sh'), args, {
    env: home.env,
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  track(child, args.join(' '));
  const ended = once(child, 'close');
  await waitFor('the safety save', async () =>
    /rdb_bgsave_in_progress:1/.test(await redisCli(home.port, 'info', 'persistence')),
  );
  process.kill(-(child.pid ?? 0), 'SIGSTOP');
  await sleep(suspendedMs);
  await redisCli(home.port, 'config', 'set', 'rdb-key-save-delay', '0');
  process.kill(-(child.pid ?? 0), 'SIGCONT');
  await ended;
  expect(child.exitCode).toBe(0);
  return writer.stop();
}

function writeAcknowledged(port: number): { readonly stop: () => Promise<readonly string[]> } {
  const acknowledged: string[] = [];
  let ends = false;
  const redis = new Redis({ host: '127.0.0.1', port, maxRetriesPerRequest: 0, retryStrategy: () => 20 });
  redis.on('error', () => undefined);
  onTestFinished(() => redis.disconnect());
  const work = (async () => {
    for (let number = 0; !ends; number++) {
      const key = `acknowledged:${number}`;
      await redis.set(key, '1').then(
        () => acknowledged.push(key),
        () => undefined,
      );
      await sleep(5);
    }
  })();
  return {
    stop: async () => {
      ends = true;
      await work;
      redis.disconnect();
      return acknowledged;
    },
  };
}

async function keysOf(port: number): Promise<readonly string[]> {
  return (await redisCli(port, 'keys', 'acknowledged:*')).split('\n').filter((key) => key !== '');
}
