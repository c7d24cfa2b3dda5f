import { expect, it } from 'vitest';
import { CONTAINERS } from '../../../../test/support/runtime-kinds.ts';
import { unreachable } from '../../runtimes/docker/engine/engine-failure.ts';
import type { Findings } from './status.ts';
import { statusOf } from './status.ts';

it('status › Docker socket not permitted › reports the failure and its fix once', () => {
  const instance = {
    id: 'main',
    record: { runtime: CONTAINERS, port: 6390 },
    entry: null,
    settings: null,
    unreachable: unreachable('EACCES', 'unix:///var/run/docker.sock'),
  } as Findings['instance'];
  const { state, problem } = statusOf({ instance, answer: null, portTaken: null, lastKnownKeys: null }, new Date());
  expect(state).toBe('unhealthy');
  expect(problem).toMatchObject({
    code: 'ENGINE_UNREACHABLE',
    message:
      'This user may not use the Docker engine at unix:///var/run/docker.sock (permission denied). The state of main is unknown.',
    fix: expect.stringContaining('docker group'),
  });
  expect(`${problem?.message} ${problem?.fix}`.match(/docker group/g)).toHaveLength(1);
});
