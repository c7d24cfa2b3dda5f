import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { waitFor } from '../../../../test/support/wait-for.ts';
import { watchFolder } from './watch-folder.ts';

/** Only Linux reports the changes; elsewhere each of these would wait for a poll. */
const onLinux = { skip: process.platform !== 'linux' };
const RARELY_MS = 60_000;
const OFTEN_MS = 50;

/** The times at which a watch called back. */
function watched(folder: string, pollMs: number): number[] {
  const calls: number[] = [];
  onTestFinished(watchFolder(folder, pollMs, () => calls.push(performance.now())));
  return calls;
}

test('watched folder › a file is written › one call, long before the next check', onLinux, async () => {
  const folder = temporaryFolder();
  const calls = watched(folder, RARELY_MS);
  await waitFor('the first check', () => calls.length === 1);
  await sleep(100);
  expect(calls).toHaveLength(1);
  const before = performance.now();
  writeFileSync(join(folder, 'a'), '1');
  await waitFor('the call', () => calls.length === 2, { timeoutMs: 2000 });
  expect((calls[1] ?? 0) - before).toBeLessThan(1000);
});

test('watched folder › it is created later › polled until then', async () => {
  const folder = join(temporaryFolder(), 'locks');
  const calls = watched(folder, OFTEN_MS);
  await waitFor('polls', () => calls.length > 2);
  mkdirSync(folder);
  const before = calls.length;
  await waitFor('a poll', () => calls.length > before);
});

test('watched folder › it is removed and created again › its files are watched again', onLinux, async () => {
  const folder = join(temporaryFolder(), 'locks');
  mkdirSync(folder);
  const calls = watched(folder, OFTEN_MS);
  await waitFor('the first check', () => calls.length === 1);
  await sleep(100);
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  await sleep(300);
  const before = calls.length;
  writeFileSync(join(folder, 'a'), '1');
  await waitFor('the call', () => calls.length > before, { timeoutMs: 2000 });
});

test('watched folder › nothing changes › no polls in between', onLinux, async () => {
  const calls = watched(temporaryFolder(), OFTEN_MS);
  await waitFor('the first check', () => calls.length === 1);
  await sleep(500);
  expect(calls).toHaveLength(1);
});
