import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Change } from '../../../../shared/contract/live.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { someOperation } from '../../../../test/support/some-operations.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { waitFor } from '../../../../test/support/wait-for.ts';
import { createChangeBus } from '../../platform/events/change-bus.ts';
import { identifyProcess } from '../../platform/process/process-identity.ts';
import { takeInstanceLock } from './instance-lock.ts';
import { watchForeignOperations } from './watch-foreign.ts';

test('foreign operations › start, progress and end in another process › each emits a change', async () => {
  const home = temporaryFolder();
  const bus = createChangeBus();
  const changes: Change[] = [];
  bus.listen((change) => changes.push(change));
  // The parent of this process is alive and is not this process.
  const pid = process.ppid;
  const holder = { pid, began: (await identifyProcess(pid))?.began ?? null };
  const path = join(home, 'redis/desktop/locks/acme.lock');
  mkdirSync(join(path, '..'), { recursive: true });
  const write = (change: Partial<Operation>) =>
    writeFileSync(path, JSON.stringify({ holder, about: someOperation({ instance: 'acme', pid, ...change }) }));
  // An operation of this process emits its own changes.
  await takeInstanceLock(home, someOperation({ id: 'own' }));
  onTestFinished(watchForeignOperations(home, bus));

  write({});
  await waitFor('the start', () => changes.length === 1);
  write({ fraction: 0.5 });
  await waitFor('the progress', () => changes.length === 2);
  rmSync(path);
  await waitFor('the end', () => changes.length === 4);
  expect(changes).toEqual([
    { noun: 'operations', id: 'op-1' },
    { noun: 'operations', id: 'op-1' },
    { noun: 'operations', id: 'op-1' },
    { noun: 'instances', id: 'acme' },
  ]);
});
