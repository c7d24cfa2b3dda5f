import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../../shared/contract/instance.ts';
import { someEntry } from '../../../../test/support/fake-runtime.ts';
import { fakeServer } from '../../../../test/support/fake-server.ts';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { environmentOf } from '../../../../test/support/some-instance.ts';
import { instancePaths } from '../../platform/home/paths.ts';
import type { ConfiguredSettings } from '../../redis/conf/server-settings.ts';
import { LinkError, type LinkFailure } from '../../redis/connection/link-failure.ts';
import { unreachable } from '../../runtimes/docker/engine/engine-failure.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import { noLimits } from '../registry/instance-record.ts';
import { type Findings, statusOf } from './status.ts';

const now = new Date('2026-11-20T10:00:00.000Z');
const paths = instancePaths(environmentOf('/home/x/.vrooli'), 'main');
const record = { runtime: PROGRAMS, port: 6500, image: 'redis:8', limits: noLimits } as const;
const crashed: Problem = { code: 'CRASHED', message: 'It crashed.', fix: 'Read its log.', since: null };
const settings: ConfiguredSettings = {
  host: '127.0.0.1',
  port: 6500,
  socket: null,
  password: null,
  passwordSet: true,
  tls: null,
  renamed: {},
  memoryLimitBytes: 1000,
  persistence: 'both',
  certificate: null,
  replicaOf: null,
  tlsFiles: { ca: null, cert: null, key: null, passphrase: null },
  unprotected: null,
  problem: null,
  problemLine: null,
};

function statusFor(fields: Partial<ManagedInstance>, found: Partial<Omit<Findings, 'instance'>> = {}) {
  const instance = {
    ...{
      id: 'main',
      record,
      tenant: null,
      unreadable: null,
      trouble: null,
      unprotected: null,
      entry: someEntry('main'),
    },
    ...{ unreachable: null, paths, settings: null, ...fields },
  };
  return statusOf({ instance, answer: null, portTaken: null, lastKnownKeys: null, ...found }, now);
}

const refused = (failure: LinkFailure, message = 'No answer.') => new LinkError(failure, message);
const stopped = someEntry('main', { state: 'stopped' });

describe('status › a server that answers', () => {
  const answer = (info: Record<string, string> = {}) => fakeServer(info).answer();

  test('INFO › fills every figure', () => {
    const info = {
      uptime_in_seconds: '100',
      used_memory: '900',
      used_memory_peak: '950',
      maxmemory: '1000',
      maxmemory_policy: 'allkeys-lru',
      connected_clients: '3',
      total_commands_processed: '77',
      instantaneous_ops_per_sec: '5',
      keyspace_hits: '3',
      keyspace_misses: '1',
      rdb_last_save_time: '1795600000',
      rdb_changes_since_last_save: '12',
      aof_enabled: '1',
      db0: 'keys=7,expires=2,avg_ttl=5000',
      db3: 'keys=1,expires=0,avg_ttl=0',
    };
    expect(statusFor({ settings }, { answer: answer(info) })).toMatchObject({
      state: 'running',
      problem: null,
      version: '7.0.15',
      uptimeSeconds: 100,
      memory: { usedBytes: 900, peakBytes: 950, limitBytes: 1000 },
      clients: { connected: 3 },
      commands: { total: 77, perSecond: 5 },
      hitRate: 0.75,
      databases: [
        { index: 0, keys: 7, expires: 2, averageTtlMs: 5000 },
        { index: 3, keys: 1, expires: 0, averageTtlMs: null },
      ],
      persistence: { mode: 'both', lastSaveAt: '2026-11-25T09:46:40.000Z', changesSinceSave: 12 },
      lastKnownKeys: null,
    });
  });

  test('no lookup and no limit yet › null, not zero', () => {
    const status = statusFor({}, { answer: answer({ keyspace_hits: '0', keyspace_misses: '0', maxmemory: '0' }) });
    expect([status.hitRate, status.memory.limitBytes]).toEqual([null, null]);
  });

  test('no save since the start › the start time is not shown as a save', () => {
    const status = statusFor({}, { answer: answer({ rdb_saves: '0', rdb_last_save_time: '1795600000' }) });
    expect(status.persistence.lastSaveAt).toBeNull();
  });

  test('Valkey › its own version is shown', () => {
    expect(statusFor({}, { answer: answer({ valkey_version: '8.0.1' }) }).version).toBe('8.0.1');
  });

  test('loading › starting', () => {
    expect(statusFor({}, { answer: answer({ loading: '1' }) })).toMatchObject({ state: 'starting', problem: null });
  });

  test('the run id of another server › STRANGER', () => {
    const status = statusFor({ entry: someEntry('main', { runId: 'ours' }) }, { answer: answer() });
    expect(status).toMatchObject({
      state: 'unhealthy',
      problem: { code: 'STRANGER', message: expect.stringContaining('6500') },
    });
  });

  test.each([
    ['noeviction', '1000', 'OUT_OF_MEMORY'],
    ['noeviction', '999', undefined],
    ['allkeys-lru', '2000', undefined],
  ])('memory policy %s with %s of 1000 bytes used › %s', (policy, used, code) => {
    const info = { maxmemory: '1000', used_memory: used, maxmemory_policy: policy };
    expect(statusFor({}, { answer: answer(info) }).problem?.code).toBe(code);
  });

  test('a redis.conf with which it would not start again › says that the server keeps its settings', () => {
    const wrong = { ...settings, problem: 'Line 3 says port x, which is not a port.', problemLine: 3 };
    expect(statusFor({ settings: wrong }, { answer: answer() })).toMatchObject({
      state: 'unhealthy',
      problem: { code: 'CONFIG_UNREADABLE', message: expect.stringContaining('keeps its previous settings') },
    });
  });

  test('a replica › its master and its link', () => {
    const info = { role: 'slave', master_host: '10.0.0.1', master_port: '6379', master_link_status: 'down' };
    expect(statusFor({}, { answer: answer(info) }).replication).toEqual({
      role: 'replica',
      masterHost: '10.0.0.1',
      masterPort: 6379,
      link: 'down',
    });
  });
});

describe('status › a server that does not answer', () => {
  test.each<[LinkFailure, string, string | undefined]>([
    ['wrong-password', 'unhealthy', 'WRONG_PASSWORD'],
    ['password-required', 'unhealthy', 'PASSWORD_REQUIRED'],
    ['no-permission', 'unhealthy', 'NO_PERMISSION'],
    ['protected-mode', 'unhealthy', 'PROTECTED_MODE'],
    ['timed-out', 'unhealthy', 'NOT_ANSWERING'],
    ['refused', 'unhealthy', 'NOT_ANSWERING'],
  ])('%s › %s with %s', (failure, state, code) => {
    const status = statusFor({}, { answer: refused(failure) });
    expect([status.state, status.problem?.code]).toEqual([state, code]);
  });

  test.each([
    [1000, 'starting'],
    [9999, 'starting'],
    [10_001, 'unhealthy'],
  ])('%i ms after its start › %s', (age, state) => {
    const startedAt = new Date(now.getTime() - age).toISOString();
    const entry = someEntry('main', { startedAt });
    expect(statusFor({ entry }, { answer: refused('refused') }).state).toBe(state);
  });

  test.each<[LinkFailure, boolean]>([
    ['wrong-password', true],
    ['password-required', true],
    ['protected-mode', false],
    ['timed-out', true],
  ])('%s › the password is set: %s', (failure, passwordSet) => {
    expect(statusFor({ settings }, { answer: refused(failure) }).passwordSet).toBe(passwordSet);
  });

  test('its last keys and its configured limits › are shown', () => {
    const lastKnownKeys = { count: 7, at: '2026-11-20T09:00:00.000Z' };
    expect(statusFor({ settings }, { answer: refused('timed-out'), lastKnownKeys })).toMatchObject({
      lastKnownKeys,
      memory: { usedBytes: null, limitBytes: 1000 },
      persistence: { mode: 'both', changesSinceSave: null },
      version: null,
    });
  });

  test('the runtime reports a problem › it is shown instead of its consequence', () => {
    const entry = someEntry('main', { problem: crashed });
    expect(statusFor({ entry }, { answer: refused('refused') })).toMatchObject({
      state: 'unhealthy',
      problem: crashed,
    });
  });

  test('a file without read permission › is the problem, not the missing password', () => {
    const trouble: Problem = { code: 'CONFIG_UNREADABLE', message: 'Unreadable.', fix: 'chmod', since: null };
    expect(statusFor({ trouble }, { answer: refused('password-required') })).toMatchObject({
      state: 'unhealthy',
      problem: trouble,
    });
  });
});

describe('status › a server that is stopped', () => {
  test('nothing else › stopped, with the settings of its redis.conf', () => {
    const replicaOf = { host: '10.0.0.1', port: 6379 };
    expect(statusFor({ entry: stopped, settings: { ...settings, replicaOf } })).toMatchObject({
      state: 'stopped',
      problem: null,
      passwordSet: true,
      url: 'redis://localhost:6500',
      replication: { role: 'replica', masterHost: '10.0.0.1', link: null },
    });
  });

  test('another instance has its port › PORT_TAKEN with the instance to stop', () => {
    const portTaken = { kind: 'instance', id: 'acme' } as const;
    expect(statusFor({ entry: stopped }, { portTaken })).toMatchObject({
      state: 'stopped',
      problem: {
        code: 'PORT_TAKEN',
        message: 'Port 6500 is already in use by the instance acme, so it cannot start.',
        fix: 'Stop acme, or give this instance another port.',
      },
    });
  });

  test('its runtime knows that the port is taken, but not by whom › both are combined', () => {
    const since = '2026-11-20T09:30:00.000Z';
    const entry = { ...stopped, problem: { ...crashed, code: 'PORT_TAKEN' as const, since } };
    const portTaken = { kind: 'program', name: 'nginx (pid 812)' } as const;
    const { problem } = statusFor({ entry }, { portTaken });
    expect(problem).toMatchObject({ message: expect.stringContaining('nginx (pid 812)'), since });
  });

  test('it crashed › that is the problem, whoever has its port', () => {
    const entry = { ...stopped, problem: crashed };
    const portTaken = { kind: 'program', name: null } as const;
    expect(statusFor({ entry }, { portTaken }).problem).toEqual(crashed);
  });

  test('an invalid redis.conf › is a problem, while the state stays', () => {
    const wrong = { ...settings, problem: 'Line 3 says port x, which is not a port.', problemLine: 3 };
    expect(statusFor({ entry: stopped, settings: wrong })).toMatchObject({
      state: 'stopped',
      problem: { code: 'CONFIG_UNREADABLE', message: wrong.problem, line: 3 },
    });
  });
});

describe('status › nothing in the runtime', () => {
  test('not installed › missing without a problem', () => {
    expect(statusFor({ entry: null, record: null })).toMatchObject({
      state: 'missing',
      problem: null,
      runtime: null,
      port: null,
    });
  });

  test('its container on another machine is gone › no claim about the data, which is there', () => {
    const there = { ...record, runtime: CONTAINERS, engineName: 'nuc' };
    expect(statusFor({ entry: null, record: there }).problem).toMatchObject({
      code: 'CONTAINER_GONE',
      message: 'The container of main is missing; its settings are intact.',
    });
  });

  test.each([
    [CONTAINERS, 'The container of main is missing; its data and settings are intact.'],
    [PROGRAMS, 'The process record of main is missing; its data and settings are intact.'],
  ] as const)('its %s entry is gone › CONTAINER_GONE with the way back', (runtime, message) => {
    expect(statusFor({ entry: null, record: { ...record, runtime } })).toMatchObject({
      state: 'missing',
      problem: { code: 'CONTAINER_GONE', message, fix: 'Start it to recreate it around the same data.' },
    });
  });

  test('the engine is unreachable › unhealthy, because its state is unknown', () => {
    const failure = unreachable('ECONNREFUSED', 'unix:///var/run/docker.sock');
    const status = statusFor({ entry: null, record: { ...record, runtime: CONTAINERS }, unreachable: failure });
    expect(status).toMatchObject({ state: 'unhealthy', runtime: CONTAINERS, problem: { code: 'ENGINE_UNREACHABLE' } });
    expect(status.problem?.message).toMatch(/The state of main is unknown\.$/);
  });

  test('the engine of a tenant with an open port is unreachable › its address stays that of its machine', () => {
    const place = { engineName: 'nuc', volumes: 'acme-1', publishedAt: '192.168.1.7', port: 7000 };
    const status = statusFor({ entry: null, record: { ...record, runtime: CONTAINERS, ...place } });
    expect([status.host, status.url]).toEqual(['192.168.1.7', 'redis://192.168.1.7:7000']);
  });

  test('a container whose redis.conf has the port inside › the published port of the record is shown', () => {
    const inside = { ...settings, port: 6379 };
    const status = statusFor({ entry: null, record: { ...record, runtime: CONTAINERS, port: 6390 }, settings: inside });
    expect([status.port, status.url]).toEqual([6390, 'redis://localhost:6390']);
  });
});

describe('status › address', () => {
  test('TLS › rediss', () => {
    const tls = { ca: null, cert: null, key: null, passphrase: null };
    expect(statusFor({ entry: stopped, settings: { ...settings, tls } }).url).toBe('rediss://localhost:6500');
  });

  test('a Unix socket › no port, and its path', () => {
    const entry = someEntry('main', { address: { host: '127.0.0.1', port: 6500, path: '/run/redis.sock' } });
    expect(statusFor({ entry })).toMatchObject({
      port: null,
      url: 'unix:///run/redis.sock',
      socket: '/run/redis.sock',
    });
  });
});
