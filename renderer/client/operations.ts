import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Operation, Succeeded } from '../../shared/contract/operations.ts';
import { elapsed } from '../lib/format.ts';
import { api, orpc } from './api.ts';
import { OperationError } from './errors.ts';
import { queryClient } from './query-client.ts';
import { follow } from './subscribe.ts';
import { showDone, showFailure } from './toasts.tsx';

const nothing: readonly Operation[] = [];

/** All operations, in whatever face they were begun, newest first. */
export function useOperations(): readonly Operation[] {
  return (
    useQuery(orpc.operations.list.queryOptions({ meta: { doing: 'Read the list of operations' } })).data ?? nothing
  );
}

/** One operation as it goes on; null until the first answer, and when no id is given. */
export function useOperation(id: string | null): Operation | null {
  const [operation, setOperation] = useState<Operation | null>(null);
  useEffect(() => {
    if (id === null) return;
    let end: () => void = () => undefined;
    end = follow(
      (signal) => api.operations.watch({ id }, { signal }),
      (now) => {
        setOperation(now);
        if (now.state !== 'running') end();
      },
    );
    return () => end();
  }, [id]);
  return id !== null && operation?.id === id ? operation : null;
}

export interface RunOptions {
  /** Says nothing when it is done; the caller shows what it came to. */
  readonly quiet?: boolean;
  /** The caller shows the failure itself, as a dialog does. A function shows those for which it returns true. */
  readonly ownError?: boolean | ((error: unknown) => boolean);
  /** Called with the operation as it goes on. */
  readonly onProgress?: (operation: Operation) => void;
}

/**
 * Begins an operation and waits for its end. It is in the status bar from its beginning, and its end is told in a
 * toast. Where the view is closed meanwhile, the operation goes on without it.
 * @throws OperationError when it failed or was cancelled; what `begin` throws
 */
export async function runOperation<Begun extends Operation>(
  begin: () => Promise<Begun>,
  options: RunOptions = {},
): Promise<Succeeded<Begun>> {
  let what = 'It';
  try {
    const begun = await begin();
    what = begun.title;
    void queryClient.invalidateQueries({ queryKey: orpc.operations.key() });
    const ended = await endOf(begun, options.onProgress);
    if (ended.state !== 'succeeded') throw failureOf(ended);
    if (!options.quiet) showDone(`${what}: done`, tookOf(ended));
    return ended as Succeeded<Begun>;
  } catch (error) {
    const { ownError = false } = options;
    const cancelled = error instanceof OperationError && error.code === 'CANCELLED';
    const isShown = typeof ownError === 'function' ? ownError(error) : ownError;
    if (cancelled && !isShown) showDone(`${what}: cancelled`, 'What had been begun was taken back.');
    else if (!isShown) showFailure(what, error, () => void runOperation(begin, options).catch(() => undefined));
    throw error;
  }
}

/** Follows it to its end, across lost connections. */
function endOf(begun: Operation, onProgress?: (operation: Operation) => void): Promise<Operation> {
  return new Promise((resolve) => {
    if (begun.state !== 'running') return resolve(begun);
    onProgress?.(begun);
    const end = follow(
      (signal) => api.operations.watch({ id: begun.id }, { signal }),
      (now) => {
        onProgress?.(now);
        if (now.state === 'running') return;
        end();
        resolve(now);
      },
    );
  });
}

function failureOf({ error, state }: Operation): OperationError {
  const code = error?.code ?? (state === 'cancelled' ? 'CANCELLED' : 'FAILED');
  return new OperationError(code, error?.message ?? 'It did not come to its end.', error?.data);
}

function tookOf({ startedAt, finishedAt }: Operation): string | undefined {
  return finishedAt === null ? undefined : `It took ${elapsed(Date.parse(finishedAt) - Date.parse(startedAt))}.`;
}

/** Asks an operation to stop; it undoes what it has begun. */
export function cancelOperation(operation: Operation): void {
  const cancel = () =>
    void api.operations
      .cancel({ id: operation.id })
      .catch((error) => showFailure(`Cancel “${operation.title}”`, error, cancel));
  cancel();
}

/** Kills the server that an operation waits for; it goes on without what that had not saved. */
export function stopWaiting(operation: Operation): void {
  const stop = () =>
    void api.operations
      .stopWaiting({ id: operation.id })
      .catch((error) => showFailure(`Kill ${operation.instance}`, error, stop));
  stop();
}
