import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Operation, Succeeded } from '../../shared/contract/operations.ts';
import { keptBy } from '../../shared/kept-by.ts';
import { coreDetail, coreSentence } from '../lib/core-sentence.ts';
import { api, orpc } from './api.ts';
import { OperationError } from './errors.ts';
import { succeededMessage } from './operation-messages.ts';
import { queryClient } from './query-client.ts';
import { follow } from './subscribe.ts';
import { showDone, showFailure, showWarning } from './toasts.tsx';
import * as clientWords from './words.ts';

const nothing: readonly Operation[] = [];

/** All operations of all clients, newest first. */
export function useOperations(): readonly Operation[] {
  return (
    useQuery(orpc.operations.list.queryOptions({ meta: { doing: clientWords.readTheListOfOperations } })).data ??
    nothing
  );
}

/** One operation with live updates; null until the first response and without an id. */
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
  /** No toast on success; the caller shows the result. */
  readonly quiet?: boolean;
  /** The caller shows the failure itself, as a dialog does. A function shows those for which it returns true. */
  readonly ownError?: boolean | ((error: unknown) => boolean);
  /** Called with every update of the operation. */
  readonly onProgress?: (operation: Operation) => void;
}

/**
 * Starts an operation and waits for its end. The status bar shows it while it runs, and a toast reports the result. The
 * operation continues when its view closes.
 * @throws OperationError when it failed or was cancelled; what `begin` throws
 */
export async function runOperation<Begun extends Operation>(
  begin: () => Promise<Begun>,
  options: RunOptions = {},
): Promise<Succeeded<Begun>> {
  let title = clientWords.startTheOperation;
  try {
    const begun = await begin();
    title = begun.title;
    listNow(begun);
    void queryClient.invalidateQueries({ queryKey: orpc.operations.key() });
    const ended = await endOf(begun, options.onProgress);
    if (ended.state !== 'succeeded') throw failureOf(ended);
    const warnings = ended.log.flatMap(({ level, text }) => (level === 'warning' ? [coreDetail(text)] : []));
    if (warnings.length > 0) showWarning(doneTitle(ended, options), warnings.join(' '));
    else if (!options.quiet) showDone(succeededMessage(ended));
    return ended as Succeeded<Begun>;
  } catch (error) {
    const { ownError = false } = options;
    const cancelled = error instanceof OperationError && error.code === 'CANCELLED';
    const isShown = typeof ownError === 'function' ? ownError(error) : ownError;
    const kept = cancelled ? keptBy(error.data) : undefined;
    // A dialog closes when its operation was cancelled, so it cannot show what stays.
    if (cancelled && (!isShown || kept !== undefined)) {
      const outcome = kept === undefined ? clientWords.allChangesWereRolledBack : coreDetail(kept);
      showDone(clientWords.titleCancelled(coreSentence(title)), outcome);
    } else if (!isShown)
      showFailure(coreSentence(title), error, () => void runOperation(begin, options).catch(() => undefined));
    throw error;
  }
}

/** A title of its own where the caller shows the result: two messages with one title would replace each other. */
function doneTitle(ended: Operation, { quiet }: RunOptions): string {
  return quiet ? clientWords.warningAbout(coreSentence(ended.title)) : succeededMessage(ended);
}

/** Lists an operation before the next answer does, so that no view takes what it has begun for its result. */
function listNow(begun: Operation): void {
  queryClient.setQueryData(orpc.operations.list.queryKey(), (listed) =>
    listed === undefined || listed.some(({ id }) => id === begun.id) ? listed : [begun, ...listed],
  );
}

/** Follows an operation to its end, across reconnections. */
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
  return new OperationError(code, error?.message ?? clientWords.theOperationWasInterrupted, error?.data);
}

/** Cancels an operation, which then rolls back. */
export function cancelOperation(operation: Operation): void {
  const cancel = () =>
    void api.operations
      .cancel({ id: operation.id })
      .catch((error) => showFailure(clientWords.cancelTitle(coreSentence(operation.title)), error, cancel));
  cancel();
}

/** Kills the server that an operation waits for. Its unsaved changes are lost; the operation continues. */
export function stopWaiting(operation: Operation): void {
  const stop = () =>
    void api.operations
      .stopWaiting({ id: operation.id })
      .catch((error) => showFailure(clientWords.killInstance(operation.instance), error, stop));
  stop();
}
