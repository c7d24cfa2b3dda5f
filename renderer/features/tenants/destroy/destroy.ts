import type { Removal } from '../../../../shared/contract/instance.ts';
import { api } from '../../../client/api.ts';
import { runOperation } from '../../../client/operations.ts';
import { showDone } from '../../../client/toasts.tsx';
import * as destroyWords from '../words/destroy.ts';

/** Restores a destroyed tenant. @param safetyBackup the name of its safety backup */
export async function bringBack(safetyBackup: string): Promise<void> {
  await runOperation(() => api.tenants.undoDestroy({ safetyBackup })).catch(() => undefined);
}

/** Shows a toast with Undo for all destroyed tenants. @param removals the results of the operations */
export function tellDestroyed(removals: readonly Removal[]): void {
  const names = removals.map(({ id }) => id);
  if (names.length === 0) return;
  const what =
    names.length === 1 ? destroyWords.nameDestroyed(names[0] ?? '') : destroyWords.countTenantsDestroyed(names.length);
  const kept = removals.flatMap(({ safetyBackup }) => safetyBackup ?? []);
  showDone(what, destroyWords.keptFor7DaysUnderRecently, {
    label: destroyWords.undo,
    run: () => {
      for (const safetyBackup of kept) void bringBack(safetyBackup);
    },
  });
}
