import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { openExistingFile } from '../../platform/files/state-file.ts';

/** The file was written to or replaced after its keys were read, so their places are no longer those of their values. */
export function changedFile(path: string): AppError<'FILE_UNREADABLE'> {
  const message =
    'The file of these keys was changed while it was open, so its values may be wrong. Nothing was changed. Restore the keys again to read the file as it is now.';
  return new AppError('FILE_UNREADABLE', message, { path, trouble: 'failed', detail: 'it was changed', fix: null });
}

/** Opens the file of a source, which another program may have deleted since the source was found. @throws AppError */
export async function openKeyFile(path: string): Promise<FileHandle> {
  const file = await orNull(openExistingFile(path));
  if (file !== null) return file;
  const message = 'The file of these keys was deleted or moved while it was open, so their values cannot be read.';
  throw new AppError('FILE_UNREADABLE', message, { path, trouble: 'failed', detail: 'no such file', fix: null });
}
