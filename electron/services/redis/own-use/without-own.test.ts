import { describe, expect, test } from 'vitest';
import { infoNumber, parseInfo } from '../info/info.ts';
import { ownConnections } from './own-connections.ts';
import { countConnection, noCounts, ownCountsOf } from './own-counters.ts';
import { ownSlowCommands } from './own-slow-commands.ts';
import type { OwnUse } from './own-use-files.ts';
import { createOwnUseFilter } from './without-own.ts';

const RUN = 'a'.repeat(40);

const info = (total: number, hits = 0, misses = 0, clients = 3) =>
  parseInfo(
    [
      ...[`run_id:${RUN}`, `total_commands_processed:${total}`, `keyspace_hits:${hits}`, `keyspace_misses:${misses}`],
      ...[`connected_clients:${clients}`, 'instantaneous_ops_per_sec:40', 'used_memory:7'],
    ].join('\r\n'),
  );
const commands = (count: number) => ({ ...noCounts, commands: count });
const use = (count: number, change: Partial<OwnUse> = {}): OwnUse => ({
  ...{ counts: commands(count), forgotten: null, perSecond: null, at: 0 },
  ...change,
});

/** A filter among other processes that did what `others` says now. */
function filterAmong(others: readonly OwnUse[]) {
  let now = others;
  const filter = createOwnUseFilter({ others: () => now, publish: async () => undefined });
  let atMs = 0;
  return {
    othersNow: (next: readonly OwnUse[]) => {
      now = next;
    },
    at: (text: ReturnType<typeof info>, own: number) => {
      atMs += 1000;
      const shown = filter.subtract('main', text, { counts: commands(own), connections: 2 }, atMs);
      return (name: string) => infoNumber(shown, name);
    },
  };
}

describe('figures without this app', () => {
  test('figures › this app alone › no commands, no connections', () => {
    const { at } = filterAmong([]);
    at(info(10, 0, 0, 2), 10);
    const shown = at(info(15, 0, 0, 2), 15);
    expect(
      ['total_commands_processed', 'instantaneous_ops_per_sec', 'connected_clients', 'used_memory'].map(shown),
    ).toEqual([0, 0, 0, 7]);
  });

  test('figures › a client and two other processes of this app › only the client is counted', () => {
    const { at, othersNow } = filterAmong([use(100), use(50)]);
    expect(at(info(200), 10)('total_commands_processed')).toBe(40);
    othersNow([use(110), use(50)]);
    const shown = at(info(245), 15);
    expect([shown('total_commands_processed'), shown('instantaneous_ops_per_sec')]).toEqual([70, 30]);
    expect(shown('connected_clients')).toBe(1);
  });

  test('figures › another process shares its counts late › the total never goes back', () => {
    const { at, othersNow } = filterAmong([use(100)]);
    expect(at(info(110), 5)('total_commands_processed')).toBe(5);
    othersNow([use(105)]);
    const shown = at(info(115), 10);
    expect([shown('total_commands_processed'), shown('instantaneous_ops_per_sec')]).toEqual([5, 0]);
  });

  test('figures › CONFIG RESETSTAT › counted from 0 again, also by a process that comes later', () => {
    const { at } = filterAmong([use(1000)]);
    at(info(1500), 100);
    expect(at(info(2), 101)('total_commands_processed')).toBe(2);
    expect(at(info(30), 105)('total_commands_processed')).toBe(26);
    const late = filterAmong([use(1000), use(105, { forgotten: commands(1101) })]);
    expect(late.at(info(30), 0)('total_commands_processed')).toBe(26);
  });

  test('figures › first sample of a terminal command › operations as another process measured them', () => {
    const measured = use(10, { perSecond: 12, at: Date.now() });
    expect(filterAmong([measured]).at(info(10), 0)('instantaneous_ops_per_sec')).toBe(12);
    const ended = use(64, { at: Date.now() });
    expect(filterAmong([ended]).at(info(64), 0)('instantaneous_ops_per_sec')).toBe(0);
    expect(filterAmong([]).at(info(64), 0)('instantaneous_ops_per_sec')).toBe(40);
  });
});

test('figures › another process shares its counts late in one sample › no operations, but those of a client follow', () => {
  const living = (count: number) => [use(count, { at: Date.now() })];
  const { at, othersNow } = filterAmong(living(100));
  const shown: (number | null)[] = [];
  const sample = (total: number, others: number) => {
    othersNow(living(others));
    shown.push(at(info(total), 0)('total_commands_processed'));
  };
  sample(100, 100);
  // Five commands of the other process, told one sample later.
  sample(105, 100);
  sample(105, 105);
  sample(135, 105);
  sample(135, 105);
  expect(shown).toEqual([0, 0, 0, 0, 30]);
});

test('figures › few operations › measured over some seconds, many at once', () => {
  const { at } = filterAmong([]);
  const rates = [0, 2, 5, 8, 11, 14, 17, 1017].map((total) => at(info(total), 0)('instantaneous_ops_per_sec'));
  expect(rates).toEqual([40, 0, 1, 2, 3, 3, 3, 1000]);
});

describe('own counters', () => {
  test('own counters › commands of several connections to one run › added up with their lookups, refusals left out', () => {
    const one = countConnection('127.0.0.1:1');
    one.executed('CLIENT', ['SETNAME'], 'OK');
    one.identified(RUN);
    one.executed('INFO', [], '');
    const other = countConnection('127.0.0.1:1');
    other.executed('GET', ['a'], Buffer.from('1'));
    other.executed('GET', ['b'], null);
    other.executed('TYPE', ['b'], Buffer.from('none'));
    other.executed('LRANGE', ['a', '0', '-1'], new Error('WRONGTYPE Operation against a key'));
    other.executed('SLOWLOG', ['LEN'], new Error('NOPERM this user has no permissions'));
    expect(ownCountsOf(RUN)).toEqual({ commands: 2, hits: 0, misses: 0 });
    other.ended();
    expect(ownCountsOf(RUN)).toEqual({ commands: 6, hits: 2, misses: 2 });
  });

  test('own counters › connections and slow commands › known by their name', () => {
    const list = [
      'id=3 addr=127.0.0.1:1 name=vrooli-redis-desktop age=1',
      'id=4 addr=127.0.0.1:2 name= age=1',
      'id=5 addr=127.0.0.1:3 name=vrooli-redis-desktop age=1',
      'id=6 addr=127.0.0.1:4 name=vrooli-redis-console age=1',
    ].join('\n');
    expect(ownConnections(list)).toBe(2);
    const entry = (name: string) => [1, 2, 3, ['SAVE'], '127.0.0.1:1', name];
    expect(ownSlowCommands([entry('vrooli-redis-desktop'), entry('')])).toBe(1);
  });
});
