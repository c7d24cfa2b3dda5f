import type { Operation } from '../../../../shared/contract/operations.ts';
import type { RestoreKeysRequest, RestoreKeysResult } from '../../../../shared/contract/restore-keys.ts';
import { api, orpc } from '../../../client/api.ts';
import { runOperation } from '../../../client/operations.ts';
import { queryClient } from '../../../client/query-client.ts';
import { showDone } from '../../../client/toasts.tsx';
import { counted } from '../../../lib/counted.ts';
import { count } from '../../../lib/format.ts';
import * as restoreWords from '../words/restore.ts';

/** Restores keys; the toast offers Undo. @throws what the operation throws, for the dialog */
export async function restoreKeys(
  request: RestoreKeysRequest,
  onProgress: (operation: Operation) => void,
): Promise<void> {
  const { result } = await runOperation(() => api.restoreKeys.run(request), {
    quiet: true,
    ownError: true,
    onProgress,
  });
  const { instance, undoPack, restored, overwritten } = result;
  const undo =
    undoPack === null ? undefined : { label: restoreWords.undo, run: () => void undoRestore(instance, undoPack) };
  const what = restoreWords.keysRestoredToInto(counted(restored + overwritten, 'key'), instance);
  showDone(what, otherCounts(result), undo);
  await refresh();
}

function otherCounts(result: RestoreKeysResult): string | undefined {
  const { overwritten, deleted, skipped, equal, expired, leftOut } = result;
  const parts = [
    overwritten > 0 ? restoreWords.countOverwritten(count(overwritten)) : null,
    deleted > 0 ? restoreWords.countDeleted(count(deleted)) : null,
    skipped > 0 ? restoreWords.countSkipped(count(skipped)) : null,
    equal > 0 ? restoreWords.countEqual(count(equal)) : null,
    expired > 0 ? restoreWords.countExpired(count(expired)) : null,
    leftOut > 0 ? restoreWords.countLeftOut(count(leftOut)) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? undefined : restoreWords.otherCounts(parts.join(', '));
}

async function undoRestore(instance: string, undoPack: string): Promise<void> {
  const undone = await runOperation(() => api.keyspace.undo({ instance, undoPack }), { quiet: true }).catch(() => null);
  if (undone) {
    const words = restoreWords.countedAsBefore(counted(undone.result.changed, 'key'));
    showDone(restoreWords.restoreOfKeysUndone(instance), words);
  }
  await refresh();
}

function refresh(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: orpc.keyspace.key() });
}
