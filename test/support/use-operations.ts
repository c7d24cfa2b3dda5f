import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { OperationPlan } from '../../electron/services/operations/run/create-operations.ts';
import { operationsOf, type TestOperations } from './some-operations.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const startPlan: OperationPlan<'start'> = {
  kind: 'start',
  instance: 'main',
  title: 'Start main',
  steps: ['save-data', 'copy-data'],
};

/** The operations of an empty home, closed after the test. */
export function useOperations(options?: Parameters<typeof operationsOf>[1]): TestOperations {
  const opened = operationsOf(temporaryFolder(), options);
  onTestFinished(() => opened.operations.close());
  return opened;
}

/** The names of the journals in a home. */
export function journalsIn(home: string): readonly string[] {
  const folder = join(home, 'redis/desktop/journal');
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** A promise that a test releases, for the body of an operation. */
export function held(): { readonly promise: Promise<void>; readonly release: () => void } {
  let release = () => {};
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}
