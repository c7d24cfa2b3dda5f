import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../shared/contract/engine.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { IsolationTest, Tenant } from '../../../shared/contract/tenant.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { CONTAINERS, PROGRAMS } from '../../../test/support/runtime-kinds.ts';
import { someStatus } from '../../../test/support/some-status.ts';
import { engineChecks, instanceCheck, isolationCheck } from './diagnostics.ts';

const engine = (runtime: RuntimeKind, available: boolean): Engine => ({
  runtime,
  available,
  product: runtime === CONTAINERS ? 'Docker' : 'redis-server',
  version: '7.0.15',
  endpoint: '/run/docker.sock',
  answeredInMs: 1,
  rootless: false,
  image: null,
  canBuildImage: false,
  problem: available ? null : { message: 'Not installed.', fix: 'Install it.' },
});
const tenant = (client: string) => ({ client, isolated: true, state: 'running' }) as Tenant;
const isolation = (outcome: 'blocked' | 'reached'): IsolationTest => ({
  at: '2026-11-22T20:00:00.000Z',
  ok: outcome === 'blocked',
  probes: [{ from: 'a', to: 'b', by: 'address', target: '10.0.0.1:6379', outcome, detail: '' }],
  left: [],
});

describe('diagnosis', () => {
  it('runtimes › one of two unavailable › fails only if none is available', () => {
    expect(engineChecks([engine(CONTAINERS, false), engine(PROGRAMS, true)]).map(({ level }) => level)).toEqual([
      'info',
      'ok',
    ]);
    expect(engineChecks([engine(CONTAINERS, false), engine(PROGRAMS, false)]).map(({ level }) => level)).toEqual([
      'fail',
      'fail',
    ]);
  });

  it('isolation › at least two running tenants › reports the last test', () => {
    const two = [tenant('a'), tenant('b')];
    expect(isolationCheck([tenant('a')], null)).toEqual([]);
    expect(isolationCheck(two, null)[0]?.level).toBe('info');
    expect(isolationCheck(two, isolation('blocked'))[0]?.level).toBe('ok');
    expect(isolationCheck(two, isolation('reached'))[0]).toMatchObject({
      level: 'fail',
      detail: expect.stringContaining('a → b'),
    });
  });

  it('isolation › a tenant started or was created after the test › is named, and the check is no success', () => {
    const three = [tenant('a'), tenant('b'), tenant('c')];
    expect(isolationCheck(three, isolation('blocked'))[0]).toMatchObject({
      level: 'info',
      detail: 'The last test, at 2026-11-22T20:00:00.000Z, did not include c.',
      remedy: { action: 'test-isolation' },
    });
  });

  it('isolation › a test without any attempt › is no evidence', () => {
    const empty: IsolationTest = { at: '2026-11-22T20:00:00.000Z', ok: true, probes: [], left: [] };
    expect(isolationCheck([tenant('a'), tenant('b')], empty)[0]).toMatchObject({ level: 'info' });
  });

  it('isolation › an attempt failed to run › a warning, and one that reached a tenant outweighs it', () => {
    const failed = { ...isolation('reached').probes[0], outcome: 'failed' } as IsolationTest['probes'][number];
    const some: IsolationTest = { ...isolation('reached'), probes: [failed] };
    expect(isolationCheck([tenant('a'), tenant('b')], some)[0]?.level).toBe('warn');
    const both = { ...some, probes: [failed, ...isolation('reached').probes] };
    expect(isolationCheck([tenant('a'), tenant('b')], both)[0]?.level).toBe('fail');
  });

  it('isolation › stopped tenants and tenants without a network › need no test', () => {
    const stopped = { ...tenant('b'), state: 'stopped' } as Tenant;
    const plain = { ...tenant('c'), isolated: false } as Tenant;
    expect(isolationCheck([tenant('a'), stopped, plain], null)).toEqual([]);
  });

  it.each([
    ['running', null, 'ok', 'running on port 6500'],
    ['stopped', null, 'info', 'stopped on port 6500'],
    ['missing', null, 'warn', 'missing on port 6500'],
    ['unhealthy', null, 'fail', 'unhealthy on port 6500'],
  ] as const)('instance › %s › its level and its port', (state, problem, level, detail) => {
    expect(instanceCheck(someStatus('main', { state, problem }))).toMatchObject({ level, detail, fix: null });
  });

  it('instance › a problem › its message and its fix, with the action that helps', () => {
    const problem = { code: 'password-refused', message: 'The password is wrong.', fix: 'Correct it.' } as const;
    const status = someStatus('acme', { state: 'unhealthy', problem: problem as unknown as InstanceStatus['problem'] });
    expect(instanceCheck(status)).toMatchObject({ level: 'fail', detail: problem.message, fix: problem.fix });
  });

  it('instance › no port and no problem › no port is invented', () => {
    expect(instanceCheck(someStatus('main', { state: 'running', port: null })).detail).toBe('running');
  });

  it('replica › the link to its master is down › a warning with the advice, though the server is healthy', () => {
    const replication = { role: 'replica', masterHost: 'db', masterPort: 6379, link: 'down' } as const;
    const check = instanceCheck(someStatus('main', { replication }));
    expect(check).toMatchObject({ level: 'warn', fix: expect.stringContaining('replicaof') });
    const advice = 'Set masterauth.';
    expect(instanceCheck(someStatus('main', { replication: { ...replication, advice } })).fix).toBe(advice);
  });
});
