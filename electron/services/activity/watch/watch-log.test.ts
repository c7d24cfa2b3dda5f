import { expect, onTestFinished, test } from 'vitest';
import type { ActivityEvent } from '../../../../shared/contract/activity.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { waitFor } from '../../../../test/support/wait-for.ts';
import { createActivity } from '../log/create-activity.ts';
import { watchActivityLog } from './watch-log.ts';

const event = (id: string): ActivityEvent => ({
  ...{ id, at: '2026-11-29T12:00:00.000Z', finishedAt: null, instance: 'main', kind: 'restart', title: 'Restart main' },
  ...{ detail: null, backup: null, face: 'terminal', outcome: 'succeeded', level: 'info' },
});

test('activity log › another client appends soon after the watch has begun › announced', async () => {
  const home = temporaryFolder();
  const fail = (message: string) => {
    throw new Error(message);
  };
  const other = createActivity({ home, bus: { emit: () => undefined }, log: { info: fail, error: fail } });
  await other.record(event('first'));
  let changes = 0;
  onTestFinished(watchActivityLog(home, { emit: () => void changes++ }));
  // Long after the first check of the file, and before the next one.
  await new Promise((resolve) => setTimeout(resolve, 300));
  await other.record(event('second'));
  await waitFor('the change', () => changes > 0, { timeoutMs: 10_000 });
  expect(changes).toBe(1);
});
