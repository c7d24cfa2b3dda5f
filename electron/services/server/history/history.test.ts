import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseInfo } from '../../redis/info/info.ts';
import { clientLineOf, parseClientLine } from './client-history.ts';
import { createCommandHistory, parseCommandLine } from './command-history.ts';
import { parseLatencyHistory, parseLatest } from './latency-history.ts';
import { createLineLogWriter, lineLogPath, readLineLog } from './line-log.ts';
import { createSlowLogHistory, parseSlowLine } from './slow-log-history.ts';

async function temporaryHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'line-log-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

const all = { id: 'main', fromMs: 0, toMs: Number.POSITIVE_INFINITY, limit: 100_000 } as const;
const latency = (value: unknown) => {
  const line = value as { readonly at?: unknown; readonly event?: unknown } | null;
  return typeof line?.at === 'number' ? { at: line.at, event: String(line.event) } : null;
};

describe('line log', () => {
  test('lines of a time › newest first, without those that a crash truncated or a person edited', async () => {
    const home = await temporaryHome();
    const writer = createLineLogWriter(home);
    await writer.append('main', 'latency', [{ at: 1000 }, { at: 2000 }]);
    const path = lineLogPath(home, 'main', 'latency');
    await writeFile(path, `${await readFile(path, 'utf8')}{"at":25`, 'utf8');
    await writer.append('main', 'latency', [{ at: 3000 }]);
    const times = async (fromMs: number, toMs: number, limit = 10) =>
      (await readLineLog(home, { ...all, name: 'latency', fromMs, toMs, limit }, latency)).map(({ at }) => at);
    expect(await times(0, 9999)).toEqual([3000, 2000, 1000]);
    expect(await times(1500, 2500)).toEqual([2000]);
    expect(await times(0, 9999, 1)).toEqual([3000]);
    expect(await readLineLog(home, { ...all, id: 'other', name: 'latency' }, latency)).toEqual([]);
  });

  test('a full file › kept once more; the oldest lines are dropped, and the size is limited', async () => {
    const home = await temporaryHome();
    const writer = createLineLogWriter(home);
    const text = 'x'.repeat(1000);
    for (let at = 1; at <= 1100; at += 1) await writer.append('main', 'latency', [{ at, event: text } as never]);
    const lines = await readLineLog(home, { ...all, name: 'latency' }, latency);
    expect(lines[0]?.at).toBe(1100);
    expect(lines.length).toBeGreaterThan(250);
    expect(lines.length).toBeLessThan(1100);
    const path = lineLogPath(home, 'main', 'latency');
    const sizes = await Promise.all([path, `${path}.1`].map(async (file) => (await readFile(file)).length));
    expect(Math.max(...sizes)).toBeLessThan(512 * 1024);
  });
});

describe('slow log history', () => {
  const entry = (id: number) => [id, 1_790_000_000 + id, 20_000, ['GET', `k:${id}`], '127.0.0.1:1', ''];
  /** A server whose slow log keeps a number of entries, up to this id. */
  const serverOf = (newest: number, keeps: number) => ({
    call: async (_: number, _command: string, _get: string, count: string) =>
      Array.from({ length: Math.min(Number(count), keeps, newest + 1) }, (_unused, index) => entry(newest - index)),
  });

  test('more new entries than the first read › all are read; a gap is counted; a restart begins again', async () => {
    const home = await temporaryHome();
    const history = () => createSlowLogHistory(home, createLineLogWriter(home), { info: () => undefined });
    const recorded = async () => readLineLog(home, { ...all, name: 'slow-log' }, parseSlowLine);
    await history().read('main', serverOf(99, 128), 'run-1');
    expect(await recorded()).toHaveLength(100);
    // Another process continues where the last one stopped.
    await history().read('main', serverOf(99, 128), 'run-1');
    expect(await recorded()).toHaveLength(100);
    await history().read('main', serverOf(300, 128), 'run-1');
    const lost = (await recorded()).filter((line) => line.lost !== undefined);
    expect(lost.map((line) => line.lost)).toEqual([300 - 99 - 128]);
    await history().read('main', serverOf(4, 128), 'run-2');
    expect((await recorded()).filter(({ run }) => run === 'run-2')).toHaveLength(5);
  });

  test('a full disk › reported once, and the entries are read again', async () => {
    const home = await temporaryHome();
    const told: string[] = [];
    let refuses = true;
    const writer = createLineLogWriter(home);
    const failing: typeof writer = {
      append: (...args) => (refuses ? Promise.reject(new Error('no space')) : writer.append(...args)),
    };
    const history = createSlowLogHistory(home, failing, { info: (text) => void told.push(text) });
    await history.read('main', serverOf(3, 128), 'run');
    await history.read('main', serverOf(3, 128), 'run');
    expect(told).toEqual(['recording the slow log of main failed: Error: no space']);
    refuses = false;
    await history.read('main', serverOf(3, 128), 'run');
    expect(await readLineLog(home, { ...all, name: 'slow-log' }, parseSlowLine)).toHaveLength(4);
  });
});

describe('command history', () => {
  const info = (run: string, ...stats: readonly string[]) =>
    parseInfo(`# Server\r\nrun_id:${run}\r\n# Commandstats\r\n${stats.join('\r\n')}\r\n`);

  test('two samples › the difference, longest time first, without monitoring commands', () => {
    const history = createCommandHistory();
    expect(history.add(info('a', 'cmdstat_get:calls=5,usec=50'), 1000).span).toBeNull();
    const next = info(
      'a',
      'cmdstat_get:calls=7,usec=90',
      'cmdstat_set:calls=1,usec=500',
      'cmdstat_info:calls=9,usec=9',
    );
    const { span, minute } = history.add(next, 6000);
    const line = {
      at: 6000,
      ms: 5000,
      c: [
        ['set', 1, 500],
        ['get', 2, 40],
      ],
    };
    expect([span, minute]).toEqual([line, null]);
    expect(parseCommandLine(JSON.parse(JSON.stringify(span)))).toEqual(line);
    expect(history.add(next, 9000).span).toBeNull();
  });

  test('CONFIG RESETSTAT, a restart and a full minute › no negative figures; the minute adds up', () => {
    const history = createCommandHistory();
    history.add(info('a', 'cmdstat_get:calls=5,usec=50'), 0);
    expect(history.add(info('a', 'cmdstat_get:calls=2,usec=20'), 30_000).span).toMatchObject({ c: [['get', 2, 20]] });
    const { minute } = history.add(info('a', 'cmdstat_get:calls=3,usec=30'), 60_000);
    expect(minute).toEqual({ at: 60_000, ms: 60_000, c: [['get', 3, 30]] });
    expect(history.add(info('b', 'cmdstat_get:calls=1,usec=10'), 61_000)).toEqual({ span: null, minute: null });
  });

  test('hundreds of commands › the twelve that took most time', () => {
    const history = createCommandHistory();
    history.add(info('a'), 0);
    const stats = Array.from({ length: 300 }, (_, index) => `cmdstat_c${index}:calls=1,usec=${index + 1}`);
    const span = parseCommandLine(history.add(info('a', ...stats), 1000).span);
    expect(span?.c).toHaveLength(12);
    expect(span?.c[0]).toEqual(['c299', 1, 300]);
  });
});

test('clients › groups of one name, library and host › counts, waiting replies and last commands', () => {
  const line = (id: number, name: string, cmd: string, flags = 'N') =>
    `id=${id} addr=10.0.0.1:${id} name=${name} age=1 idle=0 flags=${flags} db=0 qbuf=0 omem=10 tot-mem=100 cmd=${cmd} user=default lib-name=x`;
  const reply = [
    ...[line(1, 'app', 'get'), line(2, 'app', 'get'), line(3, 'app', 'blpop', 'b')],
    ...[line(4, 'vrooli-redis-desktop', 'info'), line(5, 'other', 'config|get')],
  ].join('\n');
  const found = clientLineOf(reply, 7);
  expect(found).toMatchObject({ at: 7, total: 4 });
  expect(found.groups[0]).toEqual({
    ...{ name: 'app', library: 'x', host: '10.0.0.1', count: 3, blocked: 1 },
    ...{ outputBytes: 30, memoryBytes: 300, commands: ['GET', 'BLPOP'] },
  });
  expect(found.groups[1]).toMatchObject({ name: 'other', commands: ['CONFIG GET'] });
  expect(parseClientLine(JSON.parse(JSON.stringify(found)))).toEqual(found);
  expect(parseClientLine({ at: 'x' })).toBeNull();
});

test('latency › replies of a server › events with their times; anything else is skipped', () => {
  expect(parseLatest([['command', 1_790_000_000, 120, 350], 'x', ['fork', 'soon', 1, 1]])).toEqual([
    { event: 'command', atMs: 1_790_000_000_000, latestMs: 120, maxMs: 350 },
  ]);
  expect(parseLatencyHistory('command', [[10, 120], ['x'], null])).toEqual([{ at: 10_000, event: 'command', ms: 120 }]);
  expect([parseLatest(null), parseLatencyHistory('fork', 'x')]).toEqual([[], []]);
});
