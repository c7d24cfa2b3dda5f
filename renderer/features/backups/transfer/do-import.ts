import { OperationError } from '../../../client/errors.ts';
import { desktopFiles, type SendProgress, sendFile } from '../../../client/files.ts';
import { importBackup, importUploaded } from '../actions/do-backup.ts';
import * as transferWords from '../words/transfer.ts';

/** A dump, archive or export, and optionally the .info file that the shell scripts write beside a dump. */
export interface ImportFiles {
  readonly data: File;
  readonly info: File | null;
}

/** Finds the backup among the chosen files, or returns a sentence that says why it cannot. */
export function importFilesOf(files: readonly File[]): ImportFiles | string {
  const infos = files.filter(({ name }) => name.endsWith('.info'));
  const [data, ...others] = files.filter((file) => !infos.includes(file));
  if (data === undefined) return transferWords.infoFileNeedsItsBackup;
  if (others.length > 0 || infos.length > 1) return transferWords.importOneBackupAtATime;
  if (data.size === 0) return transferWords.nameIsEmptyOrAFolder(data.name);
  return { data, info: infos[0] ?? null };
}

interface ImportOptions {
  readonly instance: string;
  readonly name: string | null;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SendProgress) => void;
}

/**
 * Starts the import of chosen files: directly from disk in the desktop app, else after an upload.
 * @throws if the import cannot start; OperationError CANCELLED if the upload was stopped
 */
export async function importFiles({ data, info }: ImportFiles, options: ImportOptions): Promise<void> {
  const { instance, signal, onProgress } = options;
  const named = options.name === null ? {} : { name: options.name };
  const path = desktopFiles?.pathOf(data);
  if (path) return importBackup({ instance, path, ...named });
  const total = data.size + (info?.size ?? 0);
  try {
    // The .info file joins the upload that the data file created.
    let upload = await sendFile(data, {
      upload: null,
      signal,
      onProgress: (sent) => onProgress({ ...sent, totalBytes: total }),
    });
    if (info) upload = await sendFile(info, { upload, signal, onProgress: () => undefined });
    await importUploaded({ instance, upload, ...named }, data.name);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
    throw new OperationError('CANCELLED', transferWords.theUploadWasStopped, undefined);
  }
}
