import type { Operation } from '../../../../shared/contract/operations.ts';
import { api, orpc } from '../../../client/api.ts';
import { isCancelled } from '../../../client/errors.ts';
import { runOperation } from '../../../client/operations.ts';
import { queryClient } from '../../../client/query-client.ts';
import { showDone } from '../../../client/toasts.tsx';
import * as companionWords from '../words/companions.ts';

async function refresh(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: orpc.companions.key() }),
    queryClient.invalidateQueries({ queryKey: orpc.tenants.key() }),
  ]);
}

/** A toast shows a failure with its reason and its fix. */
async function report(body: () => Promise<unknown>): Promise<void> {
  try {
    await body();
  } catch (error) {
    // `runOperation` has shown it.
    if (isCancelled(error)) return;
  } finally {
    await refresh();
  }
}

export const createCompanion = (id: string, name: string): Promise<void> =>
  report(() => runOperation(() => api.companions.create({ id, name })));

export const startCompanion = (id: string, name: string): Promise<void> =>
  report(() => runOperation(() => api.companions.start({ id, name })));

export const stopCompanion = (id: string, name: string): Promise<void> =>
  report(() => runOperation(() => api.companions.stop({ id, name })));

export const backUpCompanion = (id: string, name: string, title: string): Promise<void> =>
  report(async () => {
    const { result } = await runOperation(() => api.companions.backup({ id, name }), { quiet: true });
    showDone(companionWords.titleBackedUp(title, result.name));
  });

/** For a dialog, which shows the progress and the failure. */
export async function restoreCompanion(
  { id, name, title, backup }: Record<'id' | 'name' | 'title' | 'backup', string>,
  onProgress: (operation: Operation) => void,
): Promise<void> {
  const options = { quiet: true, ownError: true, onProgress };
  try {
    const { result } = await runOperation(() => api.companions.restore({ id, name, backup }), options);
    showDone(companionWords.titleRestored(title), companionWords.itsFormerDataIsIn(result.safetyBackup));
  } finally {
    await refresh();
  }
}

/** For a dialog, like {@link restoreCompanion}. */
export async function removeCompanion(
  { id, name, title }: Record<'id' | 'name' | 'title', string>,
  onProgress: (operation: Operation) => void,
): Promise<void> {
  const options = { quiet: true, ownError: true, onProgress };
  try {
    const { result } = await runOperation(() => api.companions.remove({ id, name }), options);
    showDone(companionWords.titleRemoved(title), companionWords.itsFormerDataIsIn(result.backup));
  } finally {
    await refresh();
  }
}
