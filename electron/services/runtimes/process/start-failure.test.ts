import { expect, test } from 'vitest';
import { startFailure } from './start-failure.ts';

test('a line of redis.conf that Redis rejects › its number, its directive and the reason, without its value', async () => {
  const output = [
    '*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***',
    'Reading the configuration file, at line 16',
    ">>> 'requirepas secret'",
    'Bad directive or wrong number of arguments',
  ];
  const { message } = await startFailure('acme', 6381, output);
  expect(message).toBe(
    'acme could not start: Redis rejects line 16 of its configuration (requirepas): Bad directive or wrong number of arguments.',
  );
});

test('another cause › what the log says', async () => {
  const { message } = await startFailure('acme', 6381, ['1:M 22 Nov 2026 19:08:23.123 # Fatal error loading the DB']);
  expect(message).toContain('Its log says: Fatal error loading the DB');
});
