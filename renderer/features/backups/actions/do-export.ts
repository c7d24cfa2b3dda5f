import type { Backup } from '../../../../shared/contract/backup.ts';
import { api } from '../../../client/api.ts';
import { desktopFiles, download } from '../../../client/files.ts';
import { type RunOptions, runOperation } from '../../../client/operations.ts';
import { showDone, showFailure } from '../../../client/toasts.tsx';
import * as dialogsWords from '../words/dialogs.ts';
import * as transferWords from '../words/transfer.ts';

/** Exports a backup with its manifest as one file: as a browser download, or to the path of the save dialog. */
export async function exportBackup(backup: Backup): Promise<void> {
  const { instance, name } = backup;
  if (desktopFiles === null) {
    download(`/download?${new URLSearchParams({ instance, name })}`, `${name}.redis-backup`);
    showDone(transferWords.downloadingName(name), transferWords.savedToYourDownloads);
    return;
  }
  try {
    const path = await desktopFiles.askWhereToSave(`${name}.redis-backup`);
    // The save dialog has already confirmed overwriting.
    if (path !== null) await exportTo(backup, path, true);
  } catch (error) {
    // runOperation has already shown an OperationError.
    if (!(error instanceof Error) || error.name !== 'OperationError')
      showFailure(transferWords.exportName(name), error);
  }
}

/** Exports to a path on the computer running Redis. @throws any failure of the operation */
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
  showDone(dialogsWords.nameExported(name), result.path);
}
