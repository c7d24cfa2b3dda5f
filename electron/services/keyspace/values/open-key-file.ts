import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { openExistingFile } from '../../platform/files/state-file.ts';

/** Opens the file of a source, which another program may have deleted since the source was found. @throws AppError */
export async function openKeyFile(path: string): Promise<FileHandle> {
  const file = await orNull(openExistingFile(path));
  if (file !== null) return file;
  const message = 'The file of these keys was deleted or moved while it was open, so their values cannot be read.';
  throw new AppError('FILE_UNREADABLE', message, { path, trouble: 'failed', detail: 'no such file', fix: null });
}
