import { errorData } from '../../../shared/contract/error-data.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { foundLine } from '../format/print-backup.ts';
import type { ActionContext } from './action.ts';
import { toFailure } from './failures.ts';
import * as cliWords from './words.ts';

/**
 * Runs an action that may need a choice among the data sets of a file. In that case it asks the user at the terminal
 * and runs the action again with the answer.
 * @param given the value of `--data`
 * @throws AppError CHOICE_NEEDED if nobody can be asked, CANCELLED if nothing was chosen; what `run` throws
 */
export async function withDataChoice<T>(
  context: ActionContext,
  given: string | undefined,
  run: (data: string | undefined) => Promise<T>,
): Promise<T> {
  try {
    return await run(given);
  } catch (error) {
    const { code, data } = toFailure(error);
    if (code !== 'CHOICE_NEEDED' || !context.questions.possible) throw error;
    return run(await askForData(context, (error as Error).message, data));
  }
}

async function askForData({ questions, output }: ActionContext, message: string, data: unknown): Promise<string> {
  const { found } = errorData.CHOICE_NEEDED.parse(data);
  output.note(message);
  const chosen = await questions.choose(
    cliWords.whichOneShouldBeLoaded,
    found.map((one) => foundLine(one, Date.now())),
  );
  const path = chosen === null ? undefined : found[chosen]?.path;
  if (path === undefined) throw new AppError('CANCELLED', cliWords.nothingWasChosenNothingWasChanged, {});
  return path;
}
