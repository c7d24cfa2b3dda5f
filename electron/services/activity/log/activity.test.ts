import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import type { ActivityRecorder } from './activity.ts';
import { createActivity } from './create-activity.ts';
import { eventLine } from './event-line.ts';
import { activityFolder, fileToAppend, removeOldFiles } from './log-files.ts';

const failures: string[] = [];
const log = { info: () => undefined, error: (message: string) => void failures.push(message) };

async function useLog(): Promise<{ home: string; activity: ActivityRecorder; path: () => Promise<string> }> {
  const home = await mkdtemp(join(tmpdir(), 'activity-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const activity = createActivity({ home, bus: { emit: () => undefined }, log });
  return { home, activity, path: async () => fileToAppend(home, new Date()) };
}

let counter = 0;
function event(change: Partial<ActivityEvent> = {}): ActivityEvent {
  counter += 1;
  const at = new Date(Date.UTC(2026, 10, 22, 12, 0, counter)).toISOString();
  return {
    ...{
      id: `event-${counter}`,
      at,
      finishedAt: at,
      instance: 'main',
      kind: 'backup',
      title: `Back up main ${counter}`,
    },
    ...{ detail: null, backup: null, face: 'terminal', outcome: 'succeeded', level: 'info', ...change },
  };
}

test('activity log › list › returns events newest first, page by page, from a file of mode 0600', async () => {
  const { activity, path } = await useLog();
  const all = Array.from({ length: 250 }, () => event());
  for (const entry of all) await activity.record(entry);
  const first = await activity.list({ limit: 100 });
  expect(first).toEqual({ items: all.slice(150).reverse(), more: true, unreadable: 0 });
  const before = first.items.at(-1)?.id;
  const second = await activity.list({ limit: 200, before });
  expect(second).toEqual({ items: all.slice(0, 150).reverse(), more: false, unreadable: 0 });
  expect((await stat(await path())).mode & 0o777).toBe(0o600);
  expect(failures).toEqual([]);
});

test('activity log › filters › match instance, kind, client, outcome, time and words', async () => {
  const { activity } = await useLog();
  const flush = event({ kind: 'flush', title: 'Flush "all" of main', detail: '1,204 keys\nremoved', face: 'desktop' });
  const crash = event({ kind: 'crashed', instance: 'acme', title: 'acme crashed', face: null, outcome: null });
  const failed = event({ outcome: 'failed', detail: 'The disk is full.', level: 'fail' });
  for (const entry of [flush, crash, failed]) await activity.record(entry);
  const found = async (filter: Parameters<ActivityRecorder['export']>[0]) =>
    (await activity.list({ ...filter, limit: 10 })).items.map(({ id }) => id);
  expect(await found({ instances: ['acme'] })).toEqual([crash.id]);
  expect(await found({ kinds: ['flush', 'crashed'] })).toEqual([crash.id, flush.id]);
  expect(await found({ clients: ['seen'] })).toEqual([crash.id]);
  expect(await found({ clients: ['desktop'], outcomes: ['succeeded'] })).toEqual([flush.id]);
  expect(await found({ outcomes: ['failed'] })).toEqual([failed.id]);
  expect(await found({ search: 'DISK full' })).toEqual([failed.id]);
  expect(await found({ search: '"all" flush' })).toEqual([flush.id]);
  expect(await found({ search: 'keys removed' })).toEqual([flush.id]);
  expect(await found({ from: crash.at, to: crash.at })).toEqual([crash.id]);
  expect(await found({ search: 'no match' })).toEqual([]);
  const { text, count } = await activity.export({ instances: ['main'] });
  expect(count).toBe(2);
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id),
  ).toEqual([flush.id, failed.id]);
});

test('activity log › line truncated at any byte › is counted as unreadable, and the next event stays intact', async () => {
  const { activity, path } = await useLog();
  const [kept, cut, after] = [event(), event({ title: 'Größe 🐘' }), event()];
  await activity.record(kept);
  const file = await path();
  const { size } = await stat(file);
  const line = Buffer.from(eventLine(cut));
  for (let length = 0; length <= line.length; length += 1) {
    await truncate(file, size);
    await appendFile(file, line.subarray(0, length));
    await activity.record(after);
    const whole = length >= line.length - 1;
    const expected = whole ? [after.id, cut.id, kept.id] : [after.id, kept.id];
    const { items, unreadable } = await activity.list({ limit: 10 });
    expect(items.map(({ id }) => id)).toEqual(expected);
    expect(unreadable).toBe(whole || length === 0 ? 0 : 1);
  }
});

test('activity log › file full of garbage › the readable events are returned', async () => {
  const { home, activity } = await useLog();
  const good = event();
  await mkdir(activityFolder(home), { recursive: true });
  const garbage = ['', 'null', '{}', '{"id":7}', '\u0000'.repeat(3000), 'x'.repeat(2_000_000)].join('\n');
  await writeFile(join(activityFolder(home), '2026-11.jsonl'), `${garbage}\n${eventLine(good)}`);
  const { items, unreadable } = await activity.list({ limit: 10 });
  expect(items).toEqual([good]);
  expect(unreadable).toBeGreaterThan(2);
});

test('event line › very long texts › stays below 4 KB', async () => {
  const long = event({ title: '🐘'.repeat(5000), detail: 'ü'.repeat(50_000), backup: 'b'.repeat(100) });
  expect(Buffer.byteLength(eventLine(long))).toBeLessThan(4096);
  expect(JSON.parse(eventLine(long)).title).toMatch(/🐘…$/u);
});

test('log files › full part › the next part follows in order, and expired months are deleted', async () => {
  const { home, activity } = await useLog();
  const folder = activityFolder(home);
  await mkdir(folder, { recursive: true });
  const [old, first, second] = [event(), event(), event()];
  const padding = `${'{'.repeat(4 * 1024 * 1024)}\n`;
  await writeFile(join(folder, '2025-10.jsonl'), eventLine(old));
  await writeFile(join(folder, '2026-11.jsonl'), eventLine(first) + padding);
  const now = new Date('2026-11-22T12:00:00Z');
  const part = await fileToAppend(home, now);
  expect(part).toBe(join(folder, '2026-11.001.jsonl'));
  await writeFile(part, eventLine(second));
  expect((await activity.list({ limit: 10 })).items.map(({ id }) => id)).toEqual([second.id, first.id, old.id]);
  await removeOldFiles(home, now);
  expect((await readdir(folder)).sort()).toEqual(['2026-11.001.jsonl', '2026-11.jsonl']);
});

test('activity log › read-only home › recording logs the failure and throws nothing', async () => {
  const { home, activity } = await useLog();
  await writeFile(join(home, 'redis'), 'a file where a folder should be');
  await activity.record(event());
  expect(failures.pop()).toContain('could not record activity');
  expect(await activity.list({ limit: 10 })).toMatchObject({ items: [] });
  expect(await readFile(join(home, 'redis'), 'utf8')).toContain('a file');
});

test('activity log › the clock is years ahead for an hour › deletes no older file', async () => {
  const { home, activity } = await useLog();
  onTestFinished(() => void vi.useRealTimers());
  await activity.record(event());
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1500 * 86_400_000 });
  // Another process: one cleans up only once for a file.
  await createActivity({ home, bus: { emit: () => undefined }, log }).record(event());
  vi.useRealTimers();
  expect((await activity.list({ limit: 10 })).items).toHaveLength(2);
});
