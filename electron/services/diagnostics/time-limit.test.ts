import { expect, test } from 'vitest';
import { unansweredChecks } from './diagnostics.ts';
import { answerWithin } from './time-limit.ts';

test('time limit › a source that answers, fails or hangs › the value or the reason', async () => {
  expect(await answerWithin(1000, async () => 7)).toEqual({ value: 7, reason: null });
  expect(await answerWithin(1000, () => Promise.reject(new Error('no disk')))).toEqual({
    value: null,
    reason: 'no disk',
  });
  expect(await answerWithin(10, () => new Promise(() => undefined))).toEqual({
    value: null,
    reason: 'no answer within 0.01 s',
  });
});

test('diagnosis › a source without an answer › is a failed check, not a passed one', () => {
  const checks = unansweredChecks({ tenants: { value: null, reason: 'no disk.' }, disk: { value: 1, reason: null } });
  expect(checks).toEqual([
    expect.objectContaining({ level: 'fail', title: 'Tenants', detail: 'Could not be checked: no disk.' }),
  ]);
});
