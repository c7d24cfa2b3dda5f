import { expect, it } from 'vitest';
import type { OperationRunner } from '../../electron/services/operations/run/create-operations.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';

interface Shown {
  readonly id: string;
}

describeNeeding(['redis', 'posix'], 'schedules in the terminal', () => {
  it('a schedule › created, listed, changed, run, removed and recovered', async () => {
    const { home, services } = await useBackupHome();
    await redisCli(home.port, 'set', 'k', 'v');
    const manage = async (action: string, ...args: readonly string[]) => {
      const result = await runInProcess(['--action', action, ...args, '--json'], home.env);
      expect(result.code, result.stderr).toBe(0);
      return result.json() as Shown & readonly Shown[];
    };
    const made = await manage('schedule-backup', '--on', 'monday', '--at', '03:30', '--keep', '7', '--verify', 'no');
    expect(made).toMatchObject({
      instance: 'main',
      when: { kind: 'weekly', day: 1, at: '03:30' },
      retention: { last: 7, daily: 0, weekly: 0, monthly: 0 },
      prove: false,
      enabled: true,
    });
    const short = made.id.slice(0, 8);
    expect(
      await manage('schedule-backup', '--schedule', short, '--cron', '0 3 * * 1-5', '--enabled', 'no'),
    ).toMatchObject({
      id: made.id,
      when: { kind: 'cron', text: '0 3 * * 1-5' },
      retention: { last: 7 },
      enabled: false,
      nextRunAt: null,
    });
    expect(await manage('run-schedule', '--schedule', short)).toMatchObject({
      ok: true,
      backups: [{ instance: 'main' }],
    });
    expect(await services.backups.list('main')).toMatchObject([{ reason: 'scheduled' }]);
    await manage('remove-schedule', '--schedule', short);
    expect(await manage('schedules')).toEqual([]);
    await manage('undo-remove-schedule', '--schedule', made.id);
    expect(await manage('schedules', '--instance', 'main')).toMatchObject([{ id: made.id, lastRun: { ok: true } }]);
    const listed = await runInProcess(['--action', 'schedules'], home.env);
    expect(listed.stdout).toContain('By cron: 0 3 * * 1-5');
    expect(listed.stdout).toContain('keeps the last 7');
    expect(listed.stdout).toContain('switched off');
  });

  it('a run on a busy instance › the exit code of every busy instance', async () => {
    const { home, services } = await useBackupHome();
    const made = await runInProcess(['schedule-backup', '--at', '03:30', '--verify', 'no', '--json'], home.env);
    const { id } = made.json() as Shown;
    const plan = { kind: 'backup', instance: 'main', title: 'Hold main', steps: ['save-data'] } as const;
    const untilCancelled = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
    const runner = services.operations as OperationRunner;
    const held = await runner.begin(plan, (op) => op.step('save-data', () => untilCancelled(op.signal)));
    const { code, stdout } = await runInProcess(['run-schedule', '--schedule', id], home.env);
    services.operations.cancel(held.id);
    await services.operations.settled(held.id).catch(() => undefined);
    expect([code, stdout]).toEqual([4, expect.stringContaining('main is busy')]);
  });

  it('impossible schedules › named, and nothing is kept', async () => {
    const { home, services } = await useBackupHome();
    const refused = async (...args: readonly string[]) => {
      const { code, stderr } = await runInProcess(['--action', 'schedule-backup', ...args], home.env);
      expect(code).toBe(args.includes('--schedule') ? 3 : 2);
      return stderr;
    };
    expect(await refused()).toContain('needs a time');
    expect(await refused('--every', '6', '--at', '09:00')).toContain('One schedule has one time');
    expect(await refused('--on', 'monday')).toContain('add the time of day');
    expect(await refused('--at', '25:00')).toContain('a time of day such as 09:00');
    expect(await refused('--cron', '0 25 * * *')).toContain('The hour is “25”: use 0 to 23');
    expect(await refused('--every', '1', '--schedule', 'abcd')).toContain('matches no schedule');
    expect(await services.schedules.list()).toEqual([]);
  });
});
