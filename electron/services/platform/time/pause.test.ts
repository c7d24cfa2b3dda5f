import { expect, test } from 'vitest';
import { pause } from './pause.ts';

const LONG_MS = 60_000;

test('pause › the time passes › resolves', async () => {
  const begun = performance.now();
  await pause(20, undefined);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(15);
});

test('pause › aborted while it waits › resolves immediately', async () => {
  const ended = new AbortController();
  const waiting = pause(LONG_MS, ended.signal);
  ended.abort();
  await waiting;
});

test('pause › aborted before › waits for nothing', async () => {
  await pause(LONG_MS, AbortSignal.abort());
});
