import { counted } from '../../../shared/format/count.ts';
import { api, orpc } from '../../client/api.ts';
import { runOperation } from '../../client/operations.ts';
import { queryClient } from '../../client/query-client.ts';
import { showDone } from '../../client/toasts.tsx';
import * as activityWords from './words.ts';

/** Brings back the values that a change of keys replaced. A toast shows the result or the failure. */
export async function undoKeys(instance: string, undoPack: string): Promise<void> {
  const undone = await runOperation(() => api.keyspace.undo({ instance, undoPack }), { quiet: true }).catch(() => null);
  if (undone) {
    const { changed, skipped } = undone.result;
    const others = skipped === 0 ? '' : activityWords.countedLeftBecauseAnotherClient(counted(skipped, 'key'));
    showDone(
      activityWords.undoneChangeOfKeysOfInstance(instance),
      activityWords.countedAsBeforeOthers(counted(changed, 'key'), others),
    );
  }
  await queryClient.invalidateQueries({ queryKey: orpc.keyspace.key() });
}
