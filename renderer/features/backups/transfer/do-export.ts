import type { Backup } from '../../../../shared/contract/backup.ts';
import { api } from '../../../client/api.ts';
import { desktopFiles, download } from '../../../client/files.ts';
import { type RunOptions, runOperation } from '../../../client/operations.ts';
import { showDone, showFailure } from '../../../client/toasts.tsx';

/** A backup with its manifest as one file: into the browser's downloads, or where the system's dialog says. */
export async function exportBackup(backup: Backup): Promise<void> {
  const { instance, name } = backup;
  if (desktopFiles === null) {
    download(`/download?${new URLSearchParams({ instance, name })}`, `${name}.redis-backup`);
    showDone(`${name} is being downloaded`, 'It is with the downloads of your browser.');
    return;
  }
  try {
    const path = await desktopFiles.askWhereToSave(`${name}.redis-backup`);
    // The dialog has asked about a file that is there.
    if (path !== null) await exportTo(backup, path, true);
  } catch (error) {
    // What went wrong with the operation is told by itself.
    if (!(error instanceof Error) || error.name !== 'OperationError') showFailure(`Export ${name}`, error);
  }
}

/** Writes it to a path of the machine where the servers run; tells where. @throws what the operation throws */
export async function exportTo(
  { instance, name }: Backup,
  path: string,
  overwrite: boolean,
  options: RunOptions = {},
): Promise<void> {
  const { result } = await runOperation(() => api.backups.export({ instance, name, path, overwrite }), {
    quiet: true,
    ...options,
  });
  showDone(`${name} is exported`, result.path);
}
