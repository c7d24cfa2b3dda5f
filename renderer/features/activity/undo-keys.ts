import type { KeyChangeResult } from '../../../shared/contract/key-change.ts';
import type { Operation } from '../../../shared/contract/operations.ts';
import { api, orpc } from '../../client/api.ts';
import { reasonOf } from '../../client/errors.ts';
import { runOperation } from '../../client/operations.ts';
import { queryClient } from '../../client/query-client.ts';
import { showDone } from '../../client/toasts.tsx';
import { counted } from '../../lib/counted.ts';
import { type ChangedKeys, changedKeysDialog, type KeysPack } from './changed-keys-state.ts';
import * as activityWords from './words.ts';

/**
 * Brings back the values that a change of keys replaced. A toast shows the result or the failure. Where keys were
 * changed since, asks whether to replace them too.
 */
export async function undoKeys(pack: KeysPack): Promise<void> {
  const { instance, undoPack, done } = pack;
  const undone = await runOperation(() => api.keyspace.undo({ instance, undoPack }), {
    quiet: true,
    ownError: (error) => leftOf(error) !== null,
  }).catch((error: unknown) => {
    const left = leftOf(error);
    if (left !== null) changedKeysDialog.set({ pack, ...left });
    return null;
  });
  if (undone) {
    const { changed, skipped, left = [] } = undone.result;
    const others = skipped === 0 ? '' : activityWords.countedLeftBecauseAnotherClient(counted(skipped, 'key'));
    showDone(done, activityWords.countedAsBeforeOthers(counted(changed, 'key'), others));
    if (skipped > 0) changedKeysDialog.set({ pack, keys: skipped, left });
  }
  await refresh();
}

/** Replaces keys that were changed since. Undo brings them back. @throws what the undo throws, for the dialog */
export async function overwriteKeys({ pack }: ChangedKeys, onProgress: (operation: Operation) => void): Promise<void> {
  const { instance, undoPack, done, onFurther } = pack;
  const begin = () => api.keyspace.undo({ instance, undoPack, overwrite: true });
  const { result } = await runOperation(begin, { quiet: true, ownError: true, onProgress });
  showDone(done, activityWords.countedAsBeforeOthers(counted(result.changed, 'key'), ''), furtherOf(result));
  if (result.undoPack !== null) onFurther?.(result.undoPack);
  await refresh();
}

function furtherOf({ instance, undoPack }: KeyChangeResult) {
  if (undoPack === null) return undefined;
  const done = activityWords.undoneChangeOfKeysOfInstance(instance);
  return { label: activityWords.undo, run: () => void undoKeys({ instance, undoPack, done }) };
}

/** The keys of a conflict; null for another failure. */
function leftOf(error: unknown): Pick<ChangedKeys, 'keys' | 'left'> | null {
  const { code, data } = reasonOf(error);
  if (code !== 'CONFLICT') return null;
  const { left = [], count = left.length } = data as { readonly left?: readonly string[]; readonly count?: number };
  return { keys: count, left };
}

function refresh(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: orpc.keyspace.key() });
}
