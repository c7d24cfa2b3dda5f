import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePrometheus } from '../../../test/support/prometheus-parser.ts';
import type { Observation } from '../instances/status/observer.ts';
import { parseInfo } from '../redis/info/info.ts';
import { familiesOf } from './families.ts';
import { prometheusText } from './prometheus-text.ts';

const now = new Date('2026-11-19T14:32:00Z');

function observation(id: string, info: string | null, over: Partial<Observation['status']> = {}): Observation {
  const status = {
    id,
    state: info === null ? 'stopped' : 'running',
    problem: null,
    port: 7000,
    runtime: 'process',
    ...over,
  };
  const answer =
    info === null
      ? null
      : {
          info: parseInfo(info),
          save: '',
          passwordSet: null,
          pingMs: 1,
          slowLogLength: 4,
          ownConnections: 0,
          infoBytes: Buffer.from(info),
        };
  return { status: status as Observation['status'], answer, failure: null, seenAtMs: 0 };
}

const textOf = (...observations: readonly Observation[]) => prometheusText(familiesOf(observations, now));

test('prometheus text › INFO of two instances › parses with the names of redis_exporter', () => {
  const info = [
    'redis_version:7.0.15',
    'role:master',
    'uptime_in_seconds:60',
    'used_memory:1048576',
    'keyspace_hits:300',
    'keyspace_misses:100',
    'rdb_last_bgsave_status:ok',
    'aof_last_write_status:err',
    'mem_fragmentation_ratio:1.25',
    'db0:keys=1000,expires=10,avg_ttl=1500',
    'db3:keys=1,expires=0,avg_ttl=0',
  ];
  const families = parsePrometheus(textOf(observation('main', info.join('\r\n')), observation('acme', null)));
  const values = (name: string) => families.get(name)?.samples.map(({ labels, value }) => ({ ...labels, value }));
  expect(values('redis_up')).toEqual([
    { instance: 'main', value: 1 },
    { instance: 'acme', value: 0 },
  ]);
  expect(values('redis_memory_used_bytes')).toEqual([{ instance: 'main', value: 1048576 }]);
  expect(values('redis_mem_fragmentation_ratio')).toEqual([{ instance: 'main', value: 1.25 }]);
  expect(families.get('redis_keyspace_hits_total')).toMatchObject({ type: 'counter', samples: [{ value: 300 }] });
  expect(values('redis_rdb_last_bgsave_status')).toEqual([{ instance: 'main', value: 1 }]);
  expect(values('redis_aof_last_write_status')).toEqual([{ instance: 'main', value: 0 }]);
  expect(values('redis_start_time_seconds')).toEqual([{ instance: 'main', value: now.getTime() / 1000 - 60 }]);
  expect(values('redis_slowlog_length')).toEqual([{ instance: 'main', value: 4 }]);
  expect(values('redis_db_keys')).toEqual([
    { instance: 'main', db: 'db0', value: 1000 },
    { instance: 'main', db: 'db3', value: 1 },
  ]);
  expect(values('redis_db_avg_ttl_seconds')).toEqual([{ instance: 'main', db: 'db0', value: 1.5 }]);
  expect(values('redis_instance_info')).toEqual([
    { instance: 'main', role: 'master', redis_version: '7.0.15', tcp_port: '7000', runtime: 'process', value: 1 },
  ]);
  // Unreported values are omitted, not zero.
  expect(families.has('redis_evicted_keys_total')).toBe(false);
});

test('prometheus text › command statistics › have a label per command, without uncounted values', () => {
  const odd = 'a"b\\c';
  const stats = [
    '# Commandstats',
    'cmdstat_get:calls=21,usec=175,usec_per_call=8.33,rejected_calls=3,failed_calls=1',
    'cmdstat_config|get:calls=2,usec=2500000,usec_per_call=1250000.00,rejected_calls=0,failed_calls=0',
    `cmdstat_${odd}:calls=1,usec=1,usec_per_call=1.00`,
  ];
  const observations = [
    observation('main', ['used_memory:5', ...stats].join('\r\n')),
    observation('acme', 'used_memory:5'),
  ];
  const families = parsePrometheus(prometheusText(familiesOf(observations, now)));
  const values = (name: string) => families.get(name)?.samples.map(({ labels, value }) => [labels.cmd, value]);
  expect(families.get('redis_commands_total')).toMatchObject({
    type: 'counter',
    samples: [{ labels: { instance: 'main', cmd: 'get' }, value: 21 }, {}, {}],
  });
  expect(values('redis_commands_duration_seconds_total')).toEqual([
    ['get', 0.000175],
    ['config|get', 2.5],
    [odd, 0.000001],
  ]);
  expect(values('redis_commands_rejected_calls_total')).toEqual([
    ['get', 3],
    ['config|get', 0],
  ]);
  expect(values('redis_commands_failed_calls_total')).toEqual([
    ['get', 1],
    ['config|get', 0],
  ]);
});

test('prometheus text › foreign server on the port, missing instance › redis_up is 0, and no metrics', () => {
  const problem = { code: 'STRANGER', message: '', fix: null, since: null } as const;
  const text = textOf(
    observation('main', 'used_memory:5', { state: 'unhealthy', problem }),
    observation('gone', null, { state: 'missing' }),
  );
  expect(text).toBe(
    '# HELP redis_up Whether the instance responds\n# TYPE redis_up gauge\nredis_up{instance="main"} 0\n',
  );
});

test('prometheus text › any label and number › survives parsing', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.double(), (label, help, value) => {
      const samples = [{ labels: { instance: label }, value }];
      const text = prometheusText([{ name: 'redis_x', type: 'gauge', help, samples }]);
      const [parsed] = parsePrometheus(text).get('redis_x')?.samples ?? [];
      expect(parsed?.labels).toEqual({ instance: label });
      expect(Object.is(parsed?.value, value) || parsed?.value === value).toBe(true);
    }),
  );
});

test('prometheus text › hostile INFO values › cannot inject samples', () => {
  const text = textOf(observation('main', 'os:Linux "x" \\n}\r\nrole:a\nredis_up{instance="x"} 5'));
  const families = parsePrometheus(text);
  expect(families.get('redis_up')?.samples).toHaveLength(1);
  expect(families.get('redis_instance_info')?.samples[0]?.labels.os).toBe('Linux "x" \\n}');
});
