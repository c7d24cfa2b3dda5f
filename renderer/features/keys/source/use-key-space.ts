import { replaceEqualDeep } from '@tanstack/react-query';
import { startTransition, useEffect, useMemo, useState } from 'react';
import type { KeySource, KeySpace } from '../../../../shared/contract/keyspace.ts';
import { api } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { follow } from '../../../client/subscribe.ts';
import { sourceId } from '../model/keys-address.ts';

export interface KeySpaceFeed {
  /** Null until the first state of this source. */
  readonly space: KeySpace | null;
  /** Why the source cannot be opened; null if it can. */
  readonly error: unknown;
  /** When following was stopped, ms since 1970; null while it continues. */
  readonly stoppedAt: number | null;
  readonly retry: () => void;
  readonly stop: () => void;
  readonly resume: () => void;
}

interface State {
  readonly of: string | null;
  readonly space: KeySpace | null;
  readonly error: unknown;
}

/**
 * Follows the state of a source, which stays open while this is mounted.
 * @param onFirstKeys called before the first state with keys is rendered
 */
export function useKeySpace(source: KeySource | null, onFirstKeys: (space: KeySpace) => void): KeySpaceFeed {
  const id = source === null ? null : sourceId(source);
  const [state, setState] = useState<State>({ of: id, space: null, error: null });
  const [stopped, setStopped] = useState<{ readonly of: string | null; readonly at: number } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const stoppedAt = stopped?.of === id ? (stopped?.at ?? null) : null;
  const isFollowed = stoppedAt === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: sources are compared by id; `attempt` retries
  useEffect(() => {
    if (source === null || !isFollowed) return;
    let hasKeys = false;
    return follow(
      (signal) => api.keyspace.watch({ source }, { signal }),
      // Unchanged parts keep their identity, and changed ones are rendered in steps: a state arrives every 100 ms.
      (space) => {
        if (!hasKeys && space.keys > 0) onFirstKeys(space);
        hasKeys ||= space.keys > 0;
        startTransition(() =>
          setState((before) => ({
            of: id,
            space: before.of === id && before.space !== null ? replaceEqualDeep(before.space, space) : space,
            error: null,
          })),
        );
      },
      (error) => {
        // A declared failure, such as a missing backup, would only fail again.
        if (reasonOf(error).code === null) return 'again';
        setState((before) => ({ of: id, space: before.of === id ? before.space : null, error }));
        return 'end';
      },
    );
  }, [id, attempt, isFollowed]);
  const own = state.of === id;
  const space = own ? state.space : null;
  const error = own ? state.error : null;
  return useMemo(
    () => ({
      space,
      error,
      stoppedAt,
      retry: () => {
        setState((before) => ({ ...before, error: null }));
        setAttempt((count) => count + 1);
      },
      stop: () => setStopped({ of: id, at: Date.now() }),
      resume: () => setStopped(null),
    }),
    [space, error, stoppedAt, id],
  );
}
