import { z } from 'zod';
import { foundData } from '../../../../shared/contract/backup.ts';
import { reasonOf } from '../../../client/errors.ts';
import { showWarning } from '../../../client/toasts.tsx';
import * as dialogsWords from '../words/dialogs.ts';
import { type BackupDialogRequest, backupDialog, type DataQuestion } from './backup-dialog-state.ts';

const choice = z.object({ found: z.array(foundData) });

/**
 * If a file holds several data sets and nothing decides which one to use, asks the user. Another open dialog stays open;
 * a toast offers the question instead.
 * @param replaces whether the question may replace the open dialog, such as the one that led to it
 * @returns false for every other failure
 */
export function askForData(
  error: unknown,
  question: Omit<DataQuestion, 'found'>,
  replaces: (open: BackupDialogRequest) => boolean = () => false,
): boolean {
  const { code, data } = reasonOf(error);
  const found = code === 'CHOICE_NEEDED' ? choice.safeParse(data).data?.found : undefined;
  if (found === undefined) return false;
  const ask = () => backupDialog.set({ kind: 'choose-data', question: { ...question, found } });
  const open = backupDialog.get();
  if (open === null || replaces(open)) ask();
  else {
    const label = dialogsWords.choose;
    showWarning(
      dialogsWords.subjectHoldsCountDataSets(question.subject, found.length),
      dialogsWords.chooseTheOneToUse,
      { label, run: ask },
    );
  }
  return true;
}
