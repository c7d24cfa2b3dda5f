import { describe, expect, test } from 'vitest';
import { infoNumber, parseInfo } from '../info/info.ts';
import { noCounts, type OwnCounts } from './own-counters.ts';
import { createOwnUseFilter } from './own-use-filter.ts';

const RUN = 'a'.repeat(40);

/** The INFO of a server with these command counts. */
function info(commands: Readonly<Record<string, number>>, { hits = 0, misses = 0, clients = 3, run = RUN } = {}) {
  const total = Object.values(commands).reduce((sum, calls) => sum + calls, 0);
  const stats = Object.entries(commands).map(
    ([name, calls]) => `cmdstat_${name}:calls=${calls},usec=7,usec_per_call=1`,
  );
  return parseInfo(
    [
      ...[`run_id:${run}`, `total_commands_processed:${total}`, `keyspace_hits:${hits}`, `keyspace_misses:${misses}`],
      ...[`connected_clients:${clients}`, 'instantaneous_ops_per_sec:40', 'used_memory:7', '# Commandstats', ...stats],
    ].join('\r\n'),
  );
}

/** A filter whose own work the test sets. */
function filterWith(work: OwnCounts = noCounts) {
  let own = work;
  let forgotten = 0;
  const filter = createOwnUseFilter({
    of: () => own,
    forget: () => {
      own = noCounts;
      forgotten += 1;
    },
    close: async () => undefined,
  });
  let atMs = 0;
  return {
    forgotten: () => forgotten,
    work: (next: OwnCounts) => {
      own = next;
    },
    at: (text: ReturnType<typeof info>, sinceMs = 1000) => {
      atMs += sinceMs;
      const shown = filter.subtract('main', text, 2, atMs);
      const figure = (name: string) => infoNumber(shown.info, name);
      return {
        total: figure('total_commands_processed'),
        perSecond: figure('instantaneous_ops_per_sec'),
        hits: figure('keyspace_hits'),
        misses: figure('keyspace_misses'),
        clients: figure('connected_clients'),
        memory: figure('used_memory'),
        hasRate: shown.hasRate,
      };
    },
  };
}

const worked = (commands: number, hits = 0, misses = 0): OwnCounts => ({ commands, hits, misses });

describe('own use filter', () => {
  test('own use filter › only polls, of any process and any Redis › no operations, no connections', () => {
    const { at } = filterWith();
    at(info({ info: 10, 'config|get': 2, 'client|list': 1, ping: 10 }, { clients: 2 }));
    const six = info({ info: 20, config: 2, client: 2, ping: 20, 'slowlog|len': 3, auth: 2, hello: 1 }, { clients: 2 });
    expect(at(six)).toMatchObject({ total: 0, perSecond: 0, clients: 0, memory: 7 });
  });

  test('own use filter › a client in addition to polls › only its operations', () => {
    const { at } = filterWith();
    expect(at(info({ info: 100, set: 40 }))).toMatchObject({ total: 40, hasRate: false, perSecond: 40 });
    expect(at(info({ info: 110, set: 40, get: 30 }))).toMatchObject({
      ...{ total: 70, perSecond: 30, hasRate: true, clients: 1 },
    });
  });

  test('own use filter › a backup compared keys › its commands and lookups are subtracted', () => {
    const { at, work } = filterWith();
    at(info({ info: 5 }));
    work(worked(200, 90, 10));
    expect(at(info({ info: 6, type: 100, dump: 100, get: 3 }, { hits: 92, misses: 11 }))).toMatchObject({
      ...{ total: 3, perSecond: 3, hits: 2, misses: 1 },
    });
  });

  test('own use filter › work is shared after the server counted it › never negative', () => {
    const { at, work } = filterWith();
    at(info({ info: 5 }));
    at(info({ info: 6, dump: 50 }, { hits: 50 }));
    work(worked(50, 50));
    expect(at(info({ info: 7, dump: 50 }, { hits: 50 }))).toMatchObject({ total: 0, perSecond: 0, hits: 0 });
  });

  test('own use filter › CONFIG RESETSTAT between two replies › counts from 0 again', () => {
    const { at, forgotten } = filterWith(worked(50, 20));
    at(info({ info: 500, get: 100 }, { hits: 60 }));
    expect(at(info({ info: 1, get: 4 }, { hits: 3, misses: 1 }))).toMatchObject({ total: 4, hits: 3, misses: 1 });
    expect(forgotten()).toBe(1);
  });

  test('own use filter › CONFIG RESETSTAT before the first reply › counts from 0 after the second', () => {
    const { at, forgotten } = filterWith(worked(50, 20));
    expect(at(info({ info: 1, get: 4 }, { hits: 4 }))).toMatchObject({ total: 0, hits: 0 });
    expect(at(info({ info: 2, get: 5 }, { hits: 5 }))).toMatchObject({ total: 5, hits: 5 });
    expect(forgotten()).toBe(1);
  });

  test('own use filter › this app works while the server replies › its work is not forgotten', () => {
    const { at, work, forgotten } = filterWith(worked(50));
    at(info({ info: 1, dump: 48 }));
    work(worked(60));
    expect(at(info({ info: 2, dump: 55 }))).toMatchObject({ total: 0 });
    expect(forgotten()).toBe(0);
  });

  test('own use filter › the server restarted › no rate across the restart', () => {
    const { at } = filterWith();
    at(info({ info: 1, get: 1000 }));
    expect(at(info({ info: 1, get: 4 }, { run: 'b'.repeat(40) }))).toMatchObject({ total: 4, hasRate: false });
  });
});
