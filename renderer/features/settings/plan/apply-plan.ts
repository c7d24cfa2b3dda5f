import type { Operation } from '../../../../shared/contract/operations.ts';
import type { SettingsApplied, SettingsChangeRequest } from '../../../../shared/contract/settings.ts';
import { ownValue } from '../../../../shared/own-value.ts';
import { api, orpc } from '../../../client/api.ts';
import { runOperation } from '../../../client/operations.ts';
import { queryClient } from '../../../client/query-client.ts';
import { createStore, useStore } from '../../../lib/store.ts';
import { discardDraft } from '../model/draft.ts';

/** The state of applying a plan. */
export type Run =
  | { readonly state: 'applying'; readonly operation: Operation | null }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'done'; readonly report: SettingsApplied };

// Outside the view, because a run continues while the user is on another page.
const runs = createStore<Readonly<Record<string, Run>>>({});

/** Null without a run or after its report was closed. */
export function useRun(id: string): Run | null {
  return useStore(runs, (all) => ownValue(all, id) ?? null);
}

/** Closes the report or the failure. */
export function endRun(id: string): void {
  runs.set(({ [id]: _, ...others }) => others);
}

function setRun(id: string, run: Run): void {
  runs.set((all) => ({ ...all, [id]: run }));
}

interface Applying {
  readonly request: SettingsChangeRequest;
  /** Hash of the planned file. The core refuses the plan if the file changed since. */
  readonly hash: string;
  /** The user confirmed the risks that require it. */
  readonly confirmed: boolean;
}

export async function applyPlan(id: string, { request, hash, confirmed }: Applying): Promise<void> {
  setRun(id, { state: 'applying', operation: null });
  try {
    const onProgress = (operation: Operation) => setRun(id, { state: 'applying', operation });
    const begin = () => api.settings.apply({ id, request, hash, confirmed });
    const { result } = await runOperation(begin, { quiet: true, ownError: true, onProgress });
    setRun(id, { state: 'done', report: result });
    discardDraft(id);
  } catch (error) {
    setRun(id, { state: 'failed', error });
  } finally {
    void queryClient.invalidateQueries({ queryKey: orpc.settings.key() });
  }
}
