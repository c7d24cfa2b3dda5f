import type { Removal } from '../../../../shared/contract/instance.ts';
import { api } from '../../../client/api.ts';
import { runOperation } from '../../../client/operations.ts';
import { showDone } from '../../../client/toasts.tsx';

/** Brings a destroyed tenant back. @param safetyBackup names its destruction */
export async function bringBack(safetyBackup: string): Promise<void> {
  await runOperation(() => api.tenants.undoDestroy({ safetyBackup })).catch(() => undefined);
}

/** Tells that tenants were destroyed, with Undo for all of them. @param gone what each operation gave */
export function tellDestroyed(gone: readonly Removal[]): void {
  const names = gone.map(({ id }) => id);
  if (names.length === 0) return;
  const what = names.length === 1 ? `${names[0]} is destroyed` : `${names.length} tenants are destroyed`;
  const kept = gone.flatMap(({ safetyBackup }) => safetyBackup ?? []);
  showDone(what, 'Kept for 7 days under Recently destroyed.', {
    label: 'Undo',
    run: () => {
      for (const safetyBackup of kept) void bringBack(safetyBackup);
    },
  });
}
