import { counted } from '../../../shared/format/count.ts';
import type { ActionContext } from './action.ts';
import type { Confirmation } from './questions.ts';
import * as cliWords from './words.ts';

/**
 * Asks before an instance is stopped or restarted that holds keys in memory only; asks nothing of any other.
 * @param verb as the question begins: `Stop`
 * @returns whether the loss was accepted
 * @throws AppError BAD_VALUE where nobody can be asked, CANCELLED when the answer is no
 */
export async function confirmLoss(
  { api, questions, stop }: ActionContext,
  id: string,
  verb: string,
  yes: Confirmation['yes'],
): Promise<boolean> {
  if (yes === 'yes') return true;
  const { losesKeys, keys, consequence } = await stop.orStop((await api()).instances.stopPreview({ id }));
  if (!losesKeys) return false;
  const lost = keys === null ? cliWords.anUnknownNumberOfKeys : counted(keys, 'key');
  await questions.confirm({
    yes,
    what: cliWords.mayLoseLostOfIdConsequence(lost, id, consequence.replace(/\.$/, '')),
    lost: async () => [consequence, cliWords.toKeepThemTakeABackup],
    question: cliWords.verbIdAndLoseThem(verb, id),
  });
  return true;
}
