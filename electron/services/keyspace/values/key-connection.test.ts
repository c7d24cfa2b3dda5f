import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BareRedis, bareRedis } from '../../../../test/support/bare-redis.ts';
import { describeNeeding } from '../../../../test/support/needs.ts';
import { infoNumber, parseInfo } from '../../redis/info/info.ts';
import { monitoringCalls } from '../../redis/own-use/monitoring-commands.ts';
import { ownCountsOf } from '../../redis/own-use/own-counters.ts';
import { openKeyConnection } from './key-connection.ts';

describeNeeding(['redis'], 'key connection', () => {
  let server: BareRedis;
  beforeAll(async () => {
    server = await bareRedis();
  });
  afterAll(() => server.dispose());

  test('key connection › calls, transactions and refusals › are counted as the server counts them', async () => {
    const target = { host: '127.0.0.1', port: server.port, password: null };
    const connection = await openKeyConnection('main', target, 1);
    const other = await openKeyConnection('main', target, 1);
    await connection.call('SET', 'a', '1');
    await connection.call('GET', 'missing');
    await connection.call('LPUSH', 'a', '1').catch(() => undefined);
    await connection.pipeline([
      ['TYPE', 'a'],
      ['OBJECT', 'ENCODING', 'a'],
    ]);
    await connection.call('WATCH', 'a');
    await connection.pipeline([['MULTI'], ['SET', 'a', '2'], ['GET', 'a'], ['EXEC']]);
    await connection.call('WATCH', 'a');
    await other.call('SET', 'a', '3');
    await connection.pipeline([['MULTI'], ['SET', 'a', '4'], ['EXEC']]);
    const info = parseInfo(String(await connection.call('INFO', 'all')));
    const figure = (name: string) => infoNumber(info, name) ?? 0;
    const own = ownCountsOf(info.get('run_id') ?? '');
    expect(own).toEqual({
      // INFO does not count itself yet.
      commands: figure('total_commands_processed') - monitoringCalls(info),
      hits: figure('keyspace_hits'),
      misses: figure('keyspace_misses'),
    });
    expect(own.commands).toBe(16);
    connection.close();
    other.close();
  });
});
