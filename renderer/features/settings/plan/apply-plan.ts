import type { Operation } from '../../../../shared/contract/operations.ts';
import type { SettingsApplied, SettingsChangeRequest } from '../../../../shared/contract/settings.ts';
import { api, orpc } from '../../../client/api.ts';
import { runOperation } from '../../../client/operations.ts';
import { queryClient } from '../../../client/query-client.ts';
import { createStore, useStore } from '../../../lib/store.ts';
import { discardDraft } from '../form/draft.ts';

/** How the applying of a plan goes, or went. */
export type Run =
  | { readonly state: 'applying'; readonly operation: Operation | null }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'done'; readonly report: SettingsApplied };

// Beside the view: what was begun goes on while somebody looks at something else.
const runs = createStore<Readonly<Record<string, Run>>>({});

/** Null: nothing was begun since the last report was put away. */
export function useRun(id: string): Run | null {
  return useStore(runs, (all) => all[id] ?? null);
}

/** Puts the report, or the failure, away. */
export function endRun(id: string): void {
  runs.set(({ [id]: _, ...others }) => others);
}

function tell(id: string, run: Run): void {
  runs.set((all) => ({ ...all, [id]: run }));
}

interface Applying {
  readonly wish: SettingsChangeRequest;
  /** Of the file the plan was made for: it is refused when it is another by now. */
  readonly hash: string;
  /** The risks that need it were confirmed. */
  readonly confirmed: boolean;
}

/** Applies a plan. */
export async function applyPlan(id: string, { wish, hash, confirmed }: Applying): Promise<void> {
  tell(id, { state: 'applying', operation: null });
  try {
    const onProgress = (operation: Operation) => tell(id, { state: 'applying', operation });
    const begin = () => api.settings.apply({ id, wish, hash, confirmed });
    const { result } = await runOperation(begin, { quiet: true, ownError: true, onProgress });
    tell(id, { state: 'done', report: result });
    discardDraft(id);
  } catch (error) {
    tell(id, { state: 'failed', error });
  } finally {
    void queryClient.invalidateQueries({ queryKey: orpc.settings.key() });
  }
}
