// cspell:ignore requirepas
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { startFailure } from './start-failure.ts';

test('a line of redis.conf that Redis rejects › its number, its directive and the reason, without its value', async () => {
  const output = [
    '*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***',
    'Reading the configuration file, at line 16',
    ">>> 'requirepas secret'",
    'Bad directive or wrong number of arguments',
  ];
  const { message } = await startFailure({ id: 'acme', port: 6381, configFile: '/none/redis.conf' }, output);
  expect(message).toBe(
    'acme could not start: Redis rejects line 16 of its configuration (requirepas): Bad directive or wrong number of arguments.',
  );
});

test('the rejected line is in redis.conf › the file to correct; in a file that it includes › nothing', async () => {
  const output = [
    'Reading the configuration file, at line 2',
    ">>> 'port \"abc'",
    'Unbalanced quotes in configuration line',
  ];
  const configFile = join(temporaryFolder(), 'redis.conf');
  const message = async () => (await startFailure({ id: 'acme', port: 6381, configFile }, output)).message;
  const said =
    'acme could not start: Redis rejects line 2 of its configuration (port): Unbalanced quotes in configuration line.';
  writeFileSync(configFile, 'hz 10\nport "abc\n');
  expect(await message()).toBe(`${said} Correct that line in ${configFile}, then start acme again.`);
  writeFileSync(configFile, 'hz 10\ninclude other.conf\n');
  expect(await message()).toBe(said);
});

test('another cause › what the log says', async () => {
  const { message } = await startFailure({ id: 'acme', port: 6381, configFile: '/none/redis.conf' }, [
    '1:M 22 Nov 2026 19:08:23.123 # Fatal error loading the DB',
  ]);
  expect(message).toContain('Its log says: Fatal error loading the DB');
});
