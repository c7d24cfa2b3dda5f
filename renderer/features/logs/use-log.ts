import { useEffect, useRef, useState } from 'react';
import type { LogFilter } from '../../../shared/contract/logs.ts';
import { api } from '../../client/api.ts';
import { reasonOf } from '../../client/errors.ts';
import { follow } from '../../client/subscribe.ts';
import { useStable } from '../../lib/use-stable.ts';
import { caughtUp, emptyBuffer, type LogBuffer, received } from './log-buffer.ts';

/** How many of the last lines are there from the start. */
const LINES_AT_FIRST = 2000;

export interface LogFeed {
  readonly buffer: LogBuffer;
  /** Whether its lines are those of the instance and filter asked for. */
  readonly opened: boolean;
  /** Why it cannot be read; null while it can. */
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

/** The log of an instance as it grows. With another filter it is read again; the last lines stay until then. */
export function useLog(id: string, filter: LogFilter | undefined): LogFeed {
  const [state, setState] = useState<State>({ buffer: emptyBuffer, opened: false, error: null });
  const [following, setFollowing] = useState(true);
  const [attempt, setAttempt] = useState(0);
  const isFollowing = useRef(following);
  const wanted = JSON.stringify(filter ?? null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a filter is the same when it says the same; `attempt` asks again
  useEffect(() => {
    setState((before) => ({ ...before, opened: false }));
    let first = true;
    return follow(
      (signal) => {
        first = true;
        return api.logs.follow({ id, lines: LINES_AT_FIRST, filter }, { signal });
      },
      (batch) => {
        const reread = first;
        const shown = reread || isFollowing.current;
        first = false;
        setState(({ buffer }) => ({
          // Where nothing is shown nobody reads: what comes is shown at once.
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
        // What the engine refuses it would refuse again.
        const refused = ['BAD_VALUE', 'NOT_FOUND'].includes(reasonOf(error).code ?? '');
        if (refused) setState((before) => ({ ...before, error }));
        return refused ? 'end' : 'again';
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
