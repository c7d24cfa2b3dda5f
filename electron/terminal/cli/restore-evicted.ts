import type { RestoreResult } from '../../../shared/contract/backup.ts';
import { counted } from '../../../shared/format/count.ts';
import { formatTime } from '../format/format.ts';
import type { ActionContext } from './action.ts';
import { perform } from './perform.ts';
import * as cliWords from './words.ts';

/**
 * After a revert: restores the keys that the reverted change evicted, if the user wants that. Asks on a terminal
 * without the flag.
 * @returns null if they are not restored
 */
export async function restoreEvicted(
  context: ActionContext,
  { id, safetyBackup }: { readonly id: string; readonly safetyBackup: string },
  wanted: 'yes' | 'no' | undefined,
): Promise<RestoreResult | null> {
  const { questions, output, stop } = context;
  if (wanted === 'no' || (wanted === undefined && !questions.possible)) return null;
  if (wanted === undefined) {
    const offer = await stop.orStop((await context.api()).backups.undoable({ instance: id }));
    if (offer?.safetyBackup !== safetyBackup) return null;
    const held = offer.keys === null ? cliWords.theKeys : counted(offer.keys, 'key');
    output.note(cliWords.theChangeEvictedKeysOfId(id, safetyBackup, held, formatTime(offer.asOf, Date.now())));
    output.note(cliWords.restoringReplacesWhatIdHoldsNow(id));
    if (!(await questions.ask(cliWords.restoreThem))) return null;
  }
  const { result } = await perform(context, (api) => api.backups.undo({ instance: id, safetyBackup }));
  return result;
}
