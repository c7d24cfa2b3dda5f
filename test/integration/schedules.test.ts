import { expect, it } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';

const keepOne = { last: 1, daily: 0, weekly: 0, monthly: 0 };
const hourly = {
  instance: 'main',
  when: { kind: 'hours', every: 1 },
  kind: 'snapshot',
  prove: false,
  retention: keepOne,
  enabled: true,
} as const;

describeNeeding(['redis', 'posix'], 'scheduled backups', () => {
  it('due while no client was open › run once, and the right backups are kept', async () => {
    const { home, services, backUp } = await useBackupHome();
    await redisCli(home.port, 'set', 'k', 'v');
    await backUp('by-hand', { verify: false });
    const saved = await services.schedules.save(hourly);
    expect(await services.schedules.runDue(new Date())).toEqual([]);
    const later = (hours: number) => new Date(Date.parse(saved.createdAt) + hours * 3_600_000 + 1000);
    // Two clients poll at the same moment; one of them runs it.
    const other = await createServices({ env: home.env, client: 'terminal' });
    const ran = (await Promise.all([services.schedules.runDue(later(10)), other.schedules.runDue(later(10))])).flat();
    await other.close();
    expect(ran).toMatchObject([
      { ok: true, missed: false, message: '1 backup taken.', backups: [{ instance: 'main' }] },
    ]);
    expect(await services.schedules.runDue(later(10))).toEqual([]);
    const [second] = await services.schedules.runDue(later(30.5));
    expect(second).toMatchObject({ ok: true, missed: true, message: '1 backup taken, 1 backup removed.' });
    const left = await services.backups.list('main');
    expect(left.map(({ reason }) => reason)).toEqual(['scheduled', 'manual']);
    const [state] = await services.schedules.list();
    expect(Date.parse(state?.lastRun?.dueAt ?? '')).toBe(Date.parse(saved.createdAt) + 30 * 3_600_000);
    expect(await services.schedules.preview({ id: saved.id, when: hourly.when, retention: keepOne })).toMatchObject({
      problem: null,
      goes: [],
    });
    const { nextRuns } = await services.schedules.preview({ id: saved.id, when: hourly.when, retention: null });
    expect(nextRuns[0]).toBe(state?.nextRunAt);
    await services.schedules.remove(saved.id);
    expect(await services.schedules.list()).toEqual([]);
    expect(await services.schedules.undoRemove(saved.id)).toEqual(state);
    await expect(services.schedules.undoRemove(saved.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('a failure, and a time that never comes › recorded with its reason; refused', async () => {
    const { services, done } = await useBackupHome();
    const { id } = await services.schedules.save({ ...hourly, instance: 'nobody' });
    expect(await services.schedules.runNow(id)).toMatchObject({
      ok: false,
      backups: [],
      message: expect.stringContaining('nobody'),
    });
    expect((await services.schedules.list())[0]?.lastRun?.ok).toBe(false);
    for (const text of ['0 0 31 2 *', 'now and then', '61 * * * *']) {
      await expect(services.schedules.save({ ...hourly, when: { kind: 'cron', text } })).rejects.toMatchObject({
        code: 'BAD_VALUE',
      });
    }
    await done(services.instances.stop('main'));
  });
});
