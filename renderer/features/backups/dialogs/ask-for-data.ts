import { z } from 'zod';
import { foundData } from '../../../../shared/contract/backup.ts';
import { reasonOf } from '../../../client/errors.ts';
import { showWarning } from '../../../client/toasts.tsx';
import { type Asked, asked, type DataQuestion } from './backup-dialog-state.ts';

const choice = z.object({ found: z.array(foundData) });

/**
 * Where something failed because several data sets were found and nothing decides, asks which one counts. Another
 * dialog that is open stays; then a message offers the question.
 * @param replaces whether the dialog that is open now makes room for the question, as the one that led to it does
 * @returns false for every other failure
 */
export function askForData(
  error: unknown,
  question: Omit<DataQuestion, 'found'>,
  replaces: (open: Asked) => boolean = () => false,
): boolean {
  const { code, data } = reasonOf(error);
  const found = code === 'CHOICE_NEEDED' ? choice.safeParse(data).data?.found : undefined;
  if (found === undefined) return false;
  const ask = () => asked.set({ what: 'choose-data', question: { ...question, found } });
  const open = asked.get();
  if (open === null || replaces(open)) ask();
  else {
    const label = 'Choose…';
    showWarning(`${question.subject} holds ${found.length} data sets`, 'Choose which one counts.', { label, run: ask });
  }
  return true;
}
