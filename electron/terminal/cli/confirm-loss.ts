import { counted } from '../../../shared/format/count.ts';
import type { ActionContext } from './action.ts';
import type { Confirmation } from './questions.ts';
import * as cliWords from './words.ts';

/**
 * Asks before an instance with keys in memory only is stopped or restarted; asks nothing for any other.
 * @param verb the first word of the question: `Stop`
 * @returns whether the loss was accepted
 * @throws AppError BAD_VALUE if nobody can be asked, CANCELLED if the answer is no
 */
export async function confirmLoss(
  { api, questions, stop }: ActionContext,
  id: string,
  verb: string,
  yes: Confirmation['yes'],
): Promise<boolean> {
  const { losesKeys, keys, consequence } = await stop.orStop((await api()).instances.stopPreview({ id }));
  if (!losesKeys) return yes === 'yes';
  const lost = keys === null ? cliWords.anUnknownNumberOfKeys : counted(keys, 'key');
  await questions.confirm({
    instance: id,
    yes,
    what: cliWords.mayLoseLostOfIdConsequence(lost, id, consequence.replace(/\.$/, '')),
    lost: async () => [consequence, cliWords.toKeepThemTakeABackup],
    question: cliWords.verbIdAndLoseThem(verb, id),
  });
  return true;
}
