import { expect, test } from 'vitest';
import { whyUnreachable } from './engine-failure.ts';

test.each(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ENOENT'])(
  'unreachable engine › by SSH, %s › what to do there',
  (code) => {
    const { message, fix } = whyUnreachable(code, 'ssh://ci@build-01');
    expect(message).toBe('The Docker engine at ssh://ci@build-01 does not answer.');
    expect(fix).not.toContain('DOCKER_HOST');
  },
);

test('unreachable engine › of this computer › what to do here', () => {
  expect(whyUnreachable('ECONNREFUSED', 'unix:///run/docker.sock').fix).toContain('DOCKER_HOST');
});
