import { useEffect, useState } from 'react';
import type { KeyHistoryState } from '../../../shared/contract/key-history.ts';
import { api } from '../../client/api.ts';
import type { HistoryPlace } from '../keys/model/history-address.ts';
import { idOf, nameOf } from '../keys/model/key-bytes.ts';

interface Read {
  readonly state: KeyHistoryState | null;
  readonly error: unknown;
}

const nothing: Read = { state: null, error: null };

/** Reads the history of a key. Reports the progress while backups are read for the first time. */
export function useKeyHistory(place: HistoryPlace): Read & { readonly retry: () => void } {
  const { instance, database, name } = place;
  const id = `${instance} ${database} ${idOf(name)}`;
  const [read, setRead] = useState<Read & { readonly of: string }>({ of: id, ...nothing });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: keys are compared by id; `attempt` retries
  useEffect(() => {
    const ending = new AbortController();
    const follow = async () => {
      const input = { instance, database, key: nameOf(name) };
      for await (const state of await api.keyHistory.key(input, { signal: ending.signal })) {
        if (!ending.signal.aborted) setRead({ of: id, state, error: null });
      }
    };
    follow().catch((error: unknown) => {
      if (!ending.signal.aborted) setRead({ of: id, state: null, error });
    });
    return () => ending.abort();
  }, [id, attempt]);
  const { state, error } = read.of === id ? read : nothing;
  return { state, error, retry: () => setAttempt((count) => count + 1) };
}
