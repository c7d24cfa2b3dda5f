import { useEffect, useRef, useState } from 'react';
import type { LogFilter } from '../../../shared/contract/logs.ts';
import { api } from '../../client/api.ts';
import { reasonOf } from '../../client/errors.ts';
import { follow } from '../../client/subscribe.ts';
import { useStable } from '../../lib/use-stable.ts';
import { caughtUp, emptyBuffer, type LogBuffer, received } from './log-buffer.ts';

/** The number of last lines to load first. */
const INITIAL_LINES = 2000;

export interface LogFeed {
  readonly buffer: LogBuffer;
  /** Whether the lines match the current instance and filter. */
  readonly opened: boolean;
  /** Why reading failed; null on success. */
  readonly error: unknown;
  readonly following: boolean;
  readonly setFollowing: (following: boolean) => void;
  readonly retry: () => void;
}

interface State {
  readonly buffer: LogBuffer;
  readonly opened: boolean;
  readonly error: unknown;
}

/** Follows the log of an instance. A new filter reads it again; the old lines stay until then. */
export function useLog(id: string, filter: LogFilter | undefined): LogFeed {
  const [state, setState] = useState<State>({ buffer: emptyBuffer, opened: false, error: null });
  const [following, setFollowing] = useState(true);
  const [attempt, setAttempt] = useState(0);
  const isFollowing = useRef(following);
  const wanted = JSON.stringify(filter ?? null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: filters are compared by content; `attempt` retries
  useEffect(() => {
    setState((before) => ({ ...before, opened: false }));
    let first = true;
    return follow(
      (signal) => {
        first = true;
        return api.logs.follow({ id, lines: INITIAL_LINES, filter }, { signal });
      },
      (batch) => {
        const reread = first;
        const shown = reread || isFollowing.current;
        first = false;
        setState(({ buffer }) => ({
          // An empty list shows new lines immediately.
          buffer: received(
            reread ? { ...emptyBuffer, next: buffer.next } : buffer,
            batch,
            shown || buffer.shown.length === 0,
          ),
          opened: true,
          error: null,
        }));
      },
      (error) => {
        // A retry of a rejected request would fail again.
        const rejected = ['BAD_VALUE', 'NOT_FOUND'].includes(reasonOf(error).code ?? '');
        if (rejected) setState((before) => ({ ...before, error }));
        return rejected ? 'end' : 'again';
      },
    );
  }, [id, wanted, attempt]);

  const change = useStable((next: boolean) => {
    isFollowing.current = next;
    setFollowing(next);
    if (next) setState((before) => ({ ...before, buffer: caughtUp(before.buffer) }));
  });
  return { ...state, following, setFollowing: change, retry: () => setAttempt((count) => count + 1) };
}
