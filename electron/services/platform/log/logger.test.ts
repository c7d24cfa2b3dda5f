import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { appLogPath, createLogger } from './logger.ts';

test('a failure › is in the file when the call returns, with its stack', () => {
  const home = temporaryFolder();
  createLogger(home).error('inspect', new Error('boom'));
  const text = readFileSync(appLogPath(home), 'utf8');
  expect(text).toMatch(/^\d{4}-\d\d-\d\dT\S+ error inspect: Error: boom\n +at /);
  expect(statSync(appLogPath(home)).mode & 0o777).toBe(0o600);
});

test('a log of more than 1 MB › is rotated, and no line is lost', async () => {
  const home = temporaryFolder();
  const log = createLogger(home);
  const line = 'x'.repeat(100_000);
  for (let count = 0; count < 12; count += 1) log.info(`${count} ${line}`);
  // Its size is checked after a write, by one check at a time.
  const older = () => {
    log.info('after');
    return statSync(`${appLogPath(home)}.1`, { throwIfNoEntry: false })?.size ?? 0;
  };
  await expect.poll(older).toBeGreaterThan(1e6);
  const lines = readFileSync(`${appLogPath(home)}.1`, 'utf8').split('\n');
  expect(lines.filter((one) => /info \d+ x/.test(one))).toHaveLength(12);
  log.info('newest');
  expect(readFileSync(appLogPath(home), 'utf8')).toContain('info newest');
});
