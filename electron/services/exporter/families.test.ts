import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadPid } from '../../../test/support/dead-pid.ts';
import { someStatus } from '../../../test/support/some-status.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { Observation } from '../instances/status/observer.ts';
import { parseInfo } from '../redis/info/info.ts';
import { exporterHolder, releaseExporter, takeExporter, updateHolding } from './exporter-lock.ts';
import { familiesOf } from './families.ts';
import { commandMetrics, infoMetrics, otherMetrics } from './metric-names.ts';
import { prometheusText } from './prometheus-text.ts';

const now = new Date('2026-11-22T12:00:00.000Z');

function observation(id: string, lines: readonly string[] | null, change: object = {}): Observation {
  const infoText = (lines ?? []).map((line) => `${line}\r\n`).join('');
  const answer =
    lines === null ? null : { info: parseInfo(infoText), infoBytes: Buffer.from(infoText), slowLogLength: 3 };
  return { status: someStatus(id), answer, ...change } as unknown as Observation;
}
const samples = (observations: readonly Observation[], name: string) =>
  familiesOf(observations, now).find((family) => family.name === `redis_${name}`)?.samples ?? [];

describe('exported metrics', () => {
  test('names › of all metrics › are unique, valid, and counters end in _total', () => {
    const all = [...Object.values(infoMetrics), ...Object.values(otherMetrics), ...Object.values(commandMetrics)];
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { name, type, help } of all) {
      expect(name).toMatch(/^[a-z_][a-z0-9_]*$/);
      expect(name.endsWith('_total'), name).toBe(type === 'counter');
      expect(help).toMatch(/^[A-Z].*[^.]$/);
    }
  });

  test('an instance that does not respond › is down, and has no other sample', () => {
    const families = familiesOf([observation('main', null)], now).filter((family) => family.samples.length > 0);
    expect(families).toMatchObject([{ name: 'redis_up', samples: [{ labels: { instance: 'main' }, value: 0 }] }]);
  });

  test('another server on its port › counts as down, and its figures are not exported', () => {
    const status = someStatus('main', { problem: { code: 'STRANGER', message: 'x', fix: null, since: null } });
    const stranger = observation('main', ['used_memory:5'], { status });
    expect(samples([stranger], 'up')).toMatchObject([{ value: 0 }]);
    expect(samples([stranger], 'memory_used_bytes')).toEqual([]);
  });

  test('an instance that is not installed › has no sample at all', () => {
    const missing = observation('main', null, { status: someStatus('main', { state: 'missing' }) });
    expect(familiesOf([missing], now).every((family) => family.samples.length === 0)).toBe(true);
  });

  test('fields that a server does not report, or reports as text › are omitted, not zero', () => {
    const one = observation('main', [
      'used_memory:',
      'maxmemory:lots',
      'connected_clients:4',
      'mem_fragmentation_ratio:1.25',
    ]);
    expect(samples([one], 'memory_used_bytes')).toEqual([]);
    expect(samples([one], 'memory_max_bytes')).toEqual([]);
    expect(samples([one], 'connected_clients')).toMatchObject([{ value: 4 }]);
    expect(samples([one], 'mem_fragmentation_ratio')).toMatchObject([{ value: 1.25 }]);
    expect(samples([one], 'start_time_seconds')).toEqual([]);
  });

  test('states as words › ok and err › are 1 and 0', () => {
    const of = (word: string) =>
      samples([observation('main', [`rdb_last_bgsave_status:${word}`])], 'rdb_last_bgsave_status');
    expect(of('ok')).toMatchObject([{ value: 1 }]);
    expect(of('err')).toMatchObject([{ value: 0 }]);
    expect(of('of a later version')).toEqual([]);
  });

  test('databases › one sample each, and no average TTL where no key has one', () => {
    const one = observation('main', [
      '# Keyspace',
      'db0:keys=9,expires=2,avg_ttl=1500',
      'db7:keys=1,expires=0,avg_ttl=0',
    ]);
    expect(samples([one], 'db_keys')).toEqual([
      { labels: { instance: 'main', db: 'db0' }, value: 9 },
      { labels: { instance: 'main', db: 'db7' }, value: 1 },
    ]);
    expect(samples([one], 'db_avg_ttl_seconds')).toEqual([{ labels: { instance: 'main', db: 'db0' }, value: 1.5 }]);
  });

  test('commands › calls, seconds, rejected and failed › by command', () => {
    const one = observation('main', [
      '# Commandstats',
      'cmdstat_config|get:calls=2,usec=3000000,usec_per_call=1,rejected_calls=1,failed_calls=4',
    ]);
    const of = (name: string) => samples([one], name).map(({ labels, value }) => [labels.cmd, value]);
    expect(of('commands_total')).toEqual([['config|get', 2]]);
    expect(of('commands_duration_seconds_total')).toEqual([['config|get', 3]]);
    expect(of('commands_rejected_calls_total')).toEqual([['config|get', 1]]);
    expect(of('commands_failed_calls_total')).toEqual([['config|get', 4]]);
  });

  test('the start time › from the uptime › is in seconds since 1970', () => {
    const one = observation('main', ['uptime_in_seconds:60']);
    expect(samples([one], 'start_time_seconds')).toMatchObject([{ value: now.getTime() / 1000 - 60 }]);
  });

  test('hostile names and values in INFO › the text stays valid, with one sample per line', () => {
    const hostile = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc
          .tuple(
            fc.constantFrom('role', 'os', 'redis_version', 'used_memory', 'db0', 'cmdstat_x'),
            fc.string({ unit: 'binary', maxLength: 20 }),
          )
          .map((pair) => pair.join(':')),
        fc.string({ maxLength: 8 }).map((name) => `cmdstat_${name}:calls=1,usec=1`),
      ),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(hostile, (lines) => {
        const text = prometheusText(familiesOf([observation('main', lines)], now));
        expect(text.endsWith('\n')).toBe(true);
        for (const line of text.trimEnd().split('\n')) {
          expect(line).toMatch(/^(# (HELP|TYPE) redis_\w+ .+|redis_\w+\{(\w+="([^"\\]|\\["\\n])*",?)+\} \S+)$/);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the lock of the exporter', () => {
  const serving = { face: 'desktop', pid: process.pid, port: 9200, state: 'serving', problem: null } as const;

  test('two clients › only the first one serves, and the other sees its state', async () => {
    const home = temporaryFolder();
    expect(await exporterHolder(home)).toBeNull();
    expect(await takeExporter(home, { ...serving, state: 'beginning' })).toBe(true);
    expect(await takeExporter(home, { ...serving, face: 'terminal' })).toBe(false);
    await updateHolding(home, serving);
    expect(await exporterHolder(home)).toEqual(serving);
    expect(await takeExporter(home, serving)).toBe(false);
    await releaseExporter(home);
    expect(await exporterHolder(home)).toBeNull();
    expect(await takeExporter(home, serving)).toBe(true);
  });

  test('a holder that died, or a file of another program › is not the holder', async () => {
    const home = temporaryFolder();
    const lock = join(home, 'redis/desktop/exporter.lock');
    await mkdir(join(home, 'redis/desktop'), { recursive: true });
    const dead = { holder: { pid: deadPid(), began: '1' }, about: serving };
    for (const text of [
      JSON.stringify(dead),
      'not JSON',
      JSON.stringify({ holder: { pid: process.pid, began: null }, about: { port: 'x' } }),
    ]) {
      writeFileSync(lock, text);
      expect(await exporterHolder(home), text).toBeNull();
    }
    writeFileSync(lock, JSON.stringify(dead));
    expect(await takeExporter(home, serving)).toBe(true);
  });
});
