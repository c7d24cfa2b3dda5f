import { resolve } from 'node:path';
import type { ActionContext } from '../../cli/action.ts';
import { toFailure } from '../../cli/failures.ts';
import type { Confirmation } from '../../cli/questions.ts';
import * as companionWords from './words.ts';

/**
 * Writes `.env` and compose.yaml of a tenant into a folder. Asks before it replaces files that this app did not write.
 */
export async function exportCompanionFiles(
  { api, questions, stop }: ActionContext,
  id: string,
  given: string,
  yes: Confirmation['yes'],
): Promise<readonly string[]> {
  const folder = resolve(given);
  const { companions } = await api();
  const write = (overwrite: boolean) => stop.orStop(companions.export({ id, folder, overwrite }));
  const { written } = await write(yes === 'yes').catch(async (error: unknown) => {
    const { code, message } = toFailure(error);
    if (code !== 'ALREADY_EXISTS') throw error;
    const what = companionWords.replacesFiles(folder);
    await questions.confirm({ yes, what, lost: async () => [message], question: companionWords.replaceThem });
    return write(true);
  });
  return written;
}
