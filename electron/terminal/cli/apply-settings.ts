import type { SettingsApplied, SettingsChangeRequest, SettingsPlan } from '../../../shared/contract/settings.ts';
import { counted, formatCount } from '../../../shared/format/count.ts';
import { riskLines } from '../format/print-settings.ts';
import type { ActionContext } from './action.ts';
import { perform } from './perform.ts';
import type { Confirmation } from './questions.ts';
import * as cliWords from './words.ts';

/**
 * Shows the risks of a plan, asks for the confirmations, and applies it.
 * @throws AppError BAD_VALUE if nobody can be asked, CANCELLED if the answer is no, and the operation's own failure
 */
export async function applySettings(
  context: ActionContext,
  { id, request, plan }: { readonly id: string; readonly request: SettingsChangeRequest; readonly plan: SettingsPlan },
  yes: Confirmation['yes'],
): Promise<SettingsApplied> {
  const { output } = context;
  for (const line of riskLines(plan, output.noteStyle)) output.note(line);
  const { evicts } = plan;
  const blocked = plan.risks.some(({ level }) => level === 'blocked');
  const replaced = plan.risks.find(({ directive, level }) => directive === 'replicaof' && level === 'danger');
  if (replaced && !blocked) {
    await context.questions.confirm({
      instance: id,
      yes,
      what: cliWords.replicationReplacesKeys(id),
      lost: async () => [replaced.message, cliWords.aSafetyBackupIsTakenFirst],
      question: cliWords.applyItToId(id),
    });
  }
  if (evicts && !blocked) {
    const gone = cliWords.countedOfText(counted(evicts.keys, 'key'), formatCount(evicts.of));
    await context.questions.confirm({
      instance: id,
      yes,
      what: cliWords.evictsAboutGoneOfId(gone, id),
      lost: async () => [cliWords.evictionWarning(gone, id)],
      question: cliWords.applyItToId(id),
    });
  }
  const confirmed = await confirmRisks(context, plan, yes);
  const { result } = await perform(context, (api) => api.settings.apply({ id, request, hash: plan.hash, confirmed }));
  return result;
}

/** @returns whether there was something to confirm. @throws AppError BAD_VALUE, CANCELLED */
async function confirmRisks(
  { questions }: ActionContext,
  { id, risks }: SettingsPlan,
  yes: Confirmation['yes'],
): Promise<boolean> {
  const found = risks.filter(({ confirm }) => confirm).map(({ message }) => message);
  if (found.length === 0) return false;
  await questions.confirm({
    instance: id,
    yes,
    what: cliWords.needsConfirmationFound(found.join(' ')),
    // They were printed with the other risks.
    lost: async () => [],
    question: cliWords.applyItToId(id),
  });
  return true;
}
