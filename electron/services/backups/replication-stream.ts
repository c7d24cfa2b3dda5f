import { AppError } from '../../../shared/contract/errors.ts';
import type { Saving } from './own-save.ts';
import type { SavedData, SaveTask } from './take-backup.ts';

/** TODO replaced below */
export async function receiveSnapshot(_task: SaveTask, saving: Saving): Promise<SavedData> {
  throw new AppError('SAVE_FAILED', `The data folder of ${saving.id} cannot be read from here.`, {
    id: saving.id,
    reason: 'the data folder cannot be read',
  });
}
