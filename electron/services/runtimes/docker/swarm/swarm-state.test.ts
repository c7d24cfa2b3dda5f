import { expect, test } from 'vitest';
import type { EngineConnection } from '../engine/engine-connection.ts';
import { unreachable } from '../engine/engine-failure.ts';
import { findManager } from './swarm-state.ts';

const info = (id: string, fields: object = {}) => ({
  Swarm: { NodeID: id, LocalNodeState: 'active', RemoteManagers: [{ NodeID: 'm1' }, { NodeID: 'm2' }], ...fields },
});

/** An engine that gives one reply after the other, and the last one for ever. */
function engine(...replies: readonly (object | Error)[]): EngineConnection {
  const left = [...replies];
  const ask = async () => {
    const reply = left.length > 1 ? left.shift() : left[0];
    if (reply instanceof Error) throw reply;
    return reply;
  };
  return { ask } as unknown as EngineConnection;
}

const silent = unreachable('TIMED_OUT', 'ssh://m2');
const away = unreachable('ECONNREFUSED', 'ssh://m1');
const manager = info('m2', { ControlAvailable: true });

test('manager of a swarm › another one does not reply until a leader is elected › waits for it', async () => {
  const next = engine(silent, manager);
  expect(await findManager(engine(info('w1')), 'node4', [engine(away), next])).toBe(next);
});

test('manager of a swarm › the node itself does not reply until a leader is elected › waits for it', async () => {
  const node = engine(silent, manager);
  expect(await findManager(node, 'node2', [engine(away)])).toBe(node);
});

test('manager of a swarm › no engine of one answers › refused immediately', async () => {
  const begun = Date.now();
  await expect(findManager(engine(info('w1')), 'node4', [engine(away)])).rejects.toThrow(
    'No manager of the swarm of node4 is in the list of engines and answers.',
  );
  expect(Date.now() - begun).toBeLessThan(400);
});
