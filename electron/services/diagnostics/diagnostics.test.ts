import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../shared/contract/engine.ts';
import type { IsolationProof, Tenant } from '../../../shared/contract/tenant.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { CONTAINERS, PROGRAMS } from '../../../test/support/runtime-kinds.ts';
import { engineChecks, isolationCheck } from './diagnostics.ts';

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
const proof = (outcome: 'blocked' | 'reached'): IsolationProof => ({
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
    expect(isolationCheck(two, proof('blocked'))[0]?.level).toBe('ok');
    expect(isolationCheck(two, proof('reached'))[0]).toMatchObject({
      level: 'fail',
      detail: expect.stringContaining('a → b'),
    });
  });
});
