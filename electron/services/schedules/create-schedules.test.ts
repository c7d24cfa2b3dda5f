import { existsSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Schedule } from '../../../shared/contract/schedule.ts';
import { keptLog } from '../../../test/support/some-operations.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { createChangeBus } from '../platform/events/change-bus.ts';
import { createSchedules } from './create-schedules.ts';
import type { ScheduleRunner } from './run-schedule.ts';
import { readSchedules, writeSchedules } from './schedule-file.ts';
import type { ScheduleInput } from './schedules.ts';

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();
const hourly: ScheduleInput = {
  instance: 'main',
  when: { kind: 'hours', every: 6 },
  kind: 'snapshot',
  prove: false,
  retention: null,
  enabled: true,
};
const stored = (change: Partial<Schedule> = {}): Schedule => ({
  ...hourly,
  id: 's',
  createdAt: hoursAgo(10),
  ...change,
});

function schedulesOf(home: string, result: Partial<Awaited<ReturnType<ScheduleRunner>>['outcome']> = {}) {
  const ran: { readonly id: string; readonly patienceMs: number; readonly before: readonly unknown[] }[] = [];
  const log = keptLog();
  const gate = { hold: Promise.resolve() };
  const run: ScheduleRunner = async ({ id, instance }, before, patienceMs) => {
    ran.push({ id, patienceMs, before });
    await gate.hold;
    const backup = { instance: instance ?? 'acme', name: `backup-${ran.length}` };
    const outcome = { ok: true, message: '1 backup taken.', backups: [backup], removed: [], ...result };
    return { outcome, taken: [...before, backup] };
  };
  const bus = createChangeBus();
  const schedules = createSchedules({ home, client: 'terminal', bus, log, run, backups: { shown: async () => [] } });
  return { schedules, ran, log, gate };
}

async function homeWith(schedules: readonly Schedule[], change: object = {}): Promise<string> {
  const home = temporaryFolder();
  await writeSchedules(home, { schedules, runs: {}, taken: {}, removed: [], ...change });
  return home;
}

test('schedules › a home without a file › are none, and a check creates no files', async () => {
  const home = temporaryFolder();
  const { schedules } = schedulesOf(home);
  expect(await schedules.list()).toEqual([]);
  expect(await schedules.runDue(new Date())).toEqual([]);
  expect(existsSync(join(home, 'redis'))).toBe(false);
});

test('schedules › a damaged file › is kept under another name before a save writes a new one', async () => {
  for (const damage of ['{', '[]', '{"schedules":[{"id":7}],"runs":{}}', 'null', '']) {
    const home = await homeWith([stored()]);
    const folder = join(home, 'redis/desktop');
    await writeFile(join(folder, 'schedules.json'), damage);
    const { schedules } = schedulesOf(home);
    expect(await schedules.list(), damage).toEqual([]);
    await schedules.save(hourly);
    const kept = (await readdir(folder)).filter((name) => name.includes('.damaged-'));
    expect(kept, damage).toHaveLength(1);
    expect(await readFile(join(folder, kept[0] ?? ''), 'utf8')).toBe(damage);
    expect(await schedules.list()).toHaveLength(1);
  }
});

test('schedules › a folder in place of the lock of a dead process › does not block a save', async () => {
  const home = await homeWith([stored()]);
  await mkdir(join(home, 'redis/desktop/schedules.write.lock'));
  const { schedules } = schedulesOf(home);
  await schedules.save({ ...hourly, id: 's', prove: true });
  expect(await schedules.list()).toMatchObject([{ id: 's', prove: true }]);
});

test('schedules › saved by several processes at the same time › none is lost', async () => {
  const home = temporaryFolder();
  const all = Array.from({ length: 8 }, () => schedulesOf(home).schedules);
  await Promise.all(all.map((one, index) => one.save({ ...hourly, instance: `tenant-${index}` })));
  const { schedules } = await readSchedules(home);
  expect(schedules.map(({ instance }) => instance).sort()).toEqual(all.map((_, index) => `tenant-${index}`));
  expect(new Set(schedules.map(({ id }) => id)).size).toBe(8);
});

test('schedules › saved with the same time › keep when the next run is due; a new time starts from now', async () => {
  const home = await homeWith([stored()]);
  const { schedules } = schedulesOf(home);
  const same = await schedules.save({ ...hourly, id: 's', prove: true });
  expect(same.createdAt).toBe((await readSchedules(home)).schedules[0]?.createdAt);
  expect(Date.parse(same.createdAt)).toBeLessThan(Date.now() - 9 * HOUR_MS);
  const other = await schedules.save({ ...hourly, id: 's', when: { kind: 'hours', every: 2 } });
  expect(Date.parse(other.createdAt)).toBeGreaterThan(Date.now() - HOUR_MS);
});

test('schedules › switched off and on again › are not due for the time between', async () => {
  const home = await homeWith([stored({ enabled: false })]);
  const { schedules, ran } = schedulesOf(home);
  expect((await schedules.list())[0]?.nextRunAt).toBeNull();
  expect(await schedules.runDue(new Date())).toEqual([]);
  const on = await schedules.save({ ...hourly, id: 's' });
  expect(Date.parse(on.nextRunAt ?? '')).toBeGreaterThan(Date.now() + 5 * HOUR_MS);
  expect(await schedules.runDue(new Date())).toEqual([]);
  expect(ran).toEqual([]);
});

test.each(['', '* * * *', '0 25 * * *', '0 0 31 2 *'])(
  'schedules › saved with the cron expression "%s" › are refused',
  async (text) => {
    const home = temporaryFolder();
    const { schedules } = schedulesOf(home);
    await expect(schedules.save({ ...hourly, when: { kind: 'cron', text } })).rejects.toMatchObject({
      code: 'BAD_VALUE',
      data: { field: 'when' },
    });
    expect(await schedules.list()).toEqual([]);
  },
);

test('due runs › several missed ones › run once, with patience, and count as missed', async () => {
  const home = await homeWith([stored({ createdAt: hoursAgo(100) })]);
  const { schedules, ran } = schedulesOf(home);
  const now = new Date();
  const [run, ...others] = await schedules.runDue(now);
  expect(others).toEqual([]);
  expect(run).toMatchObject({ missed: true, ok: true });
  // The last of the sixteen: the next one is due six hours after it.
  expect(now.getTime() - Date.parse(run?.dueAt ?? '')).toBeLessThan(6 * HOUR_MS);
  expect(ran).toEqual([{ id: 's', patienceMs: 600_000, before: [] }]);
  expect(await schedules.runDue(now)).toEqual([]);
  expect(await schedules.list()).toMatchObject([{ lastRun: { dueAt: run?.dueAt } }]);
});

test('due runs › found within two minutes of their time › are not missed', async () => {
  const dueAt = (seconds: number) => new Date(Date.now() - 6 * HOUR_MS - seconds * 1000).toISOString();
  const home = await homeWith([stored({ id: 'a', createdAt: dueAt(60) }), stored({ id: 'b', createdAt: dueAt(180) })]);
  expect((await schedulesOf(home).schedules.runDue(new Date())).map(({ missed }) => missed)).toEqual([false, true]);
});

test('due runs › two processes find them at the same time › one runs each', async () => {
  const home = await homeWith([stored({ id: 'a' }), stored({ id: 'b' })]);
  const [one, other] = [schedulesOf(home), schedulesOf(home)];
  const now = new Date();
  await Promise.all([one.schedules.runDue(now), other.schedules.runDue(now)]);
  expect([...one.ran, ...other.ran].map(({ id }) => id).sort()).toEqual(['a', 'b']);
});

test('due runs › a clock that was set back › run nothing twice', async () => {
  const home = await homeWith([stored()]);
  const { schedules, ran } = schedulesOf(home);
  await schedules.runDue(new Date());
  await schedules.runDue(new Date(Date.now() - 5 * HOUR_MS));
  expect(ran).toHaveLength(1);
});

test('a failed run › its message › is in the list and in the log, and the schedule stays', async () => {
  const home = await homeWith([stored()]);
  const { schedules, log } = schedulesOf(home, { ok: false, message: 'The disk is full.' });
  await schedules.runDue(new Date());
  expect(await schedules.list()).toMatchObject([{ id: 's', lastRun: { ok: false, message: 'The disk is full.' } }]);
  expect(log.errors.join()).toContain('The disk is full.');
});

test('run now › a manual run › does not wait, does not move the next run, and one at a time', async () => {
  const createdAt = hoursAgo(1);
  const home = await homeWith([stored({ createdAt })]);
  const { schedules, ran, gate } = schedulesOf(home);
  const next = (await schedules.list())[0]?.nextRunAt;
  let release: () => void = () => undefined;
  gate.hold = new Promise((resolve) => {
    release = resolve;
  });
  const first = schedules.runNow('s');
  while (ran.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await expect(schedulesOf(home).schedules.runNow('s')).rejects.toMatchObject({ code: 'BUSY' });
  release();
  expect(await first).toMatchObject({ missed: false, dueAt: createdAt });
  expect(ran[0]?.patienceMs).toBe(0);
  expect((await schedules.list())[0]?.nextRunAt).toBe(next);
  await expect(schedules.runNow('none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a removed schedule › restored › has its runs and backups again; only the last ten can be restored', async () => {
  const many = Array.from({ length: 12 }, (_, index) => stored({ id: `s${index}` }));
  const taken = Object.fromEntries(many.map(({ id }) => [id, [{ instance: 'main', name: `of-${id}` }]]));
  const home = await homeWith(many, { taken });
  const { schedules } = schedulesOf(home);
  for (const { id } of many) await schedules.remove(id);
  expect(await schedules.list()).toEqual([]);
  await expect(schedules.undoRemove('s0')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(schedules.undoRemove('s1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await schedules.undoRemove('s2')).toMatchObject({ id: 's2' });
  const content = await readSchedules(home);
  expect(content.taken.s2).toEqual([{ instance: 'main', name: 'of-s2' }]);
  // Records of schedules that cannot return are deleted.
  expect(Object.keys(content.taken)).not.toContain('s0');
  await expect(schedules.undoRemove('s2')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a preview › of a schedule with its present time › continues from its last run, a new time from now', async () => {
  const home = await homeWith([stored({ createdAt: hoursAgo(1) })]);
  const { schedules } = schedulesOf(home);
  const inHours = async (when: Schedule['when']) => {
    const { nextRuns } = await schedules.preview({ id: 's', when, retention: null });
    return Math.round((Date.parse(nextRuns[0] ?? '') - Date.now()) / HOUR_MS);
  };
  expect(await inHours({ kind: 'hours', every: 6 })).toBe(5);
  expect(await inHours({ kind: 'hours', every: 4 })).toBe(4);
});

test('the file of schedules › written › is private', async () => {
  const home = temporaryFolder();
  await mkdir(join(home, 'redis'), { recursive: true });
  await schedulesOf(home).schedules.save(hourly);
  const { mode } = statSync(join(home, 'redis/desktop/schedules.json'));
  expect(mode & 0o777).toBe(0o600);
});
