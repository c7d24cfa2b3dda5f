import { OperationError } from '../../../client/errors.ts';
import { desktopFiles, type SendProgress, sendFile } from '../../../client/files.ts';
import { importBackup, importUploaded } from '../dialogs/do-backup.ts';

/** A dump, an archive or an export, and the scripts' description that may lie beside a dump. */
export interface ImportFiles {
  readonly data: File;
  readonly info: File | null;
}

/** Which of the chosen files is the backup. A sentence when it is none, or several. */
export function importFilesOf(files: readonly File[]): ImportFiles | string {
  const infos = files.filter(({ name }) => name.endsWith('.info'));
  const [data, ...others] = files.filter((file) => !infos.includes(file));
  if (data === undefined) return 'This only describes a backup. Choose the dump or archive beside it too.';
  if (others.length > 0 || infos.length > 1) return 'One backup at a time: one file, or a dump and its .info.';
  if (data.size === 0) return `${data.name} is empty, or a folder.`;
  return { data, info: infos[0] ?? null };
}

interface ImportOptions {
  readonly instance: string;
  readonly name: string | null;
  readonly signal: AbortSignal;
  readonly tell: (progress: SendProgress) => void;
}

/**
 * Begins to import chosen files: from where they lie in the desktop app, else after they were sent.
 * @throws what keeps it from beginning; OperationError CANCELLED when it was stopped while they were sent
 */
export async function importFiles({ data, info }: ImportFiles, options: ImportOptions): Promise<void> {
  const { instance, signal, tell } = options;
  const named = options.name === null ? {} : { name: options.name };
  const path = desktopFiles?.pathOf(data);
  if (path) return importBackup({ instance, path, ...named });
  const total = data.size + (info?.size ?? 0);
  try {
    // The small one last: it needs the upload that the first one made.
    let upload = await sendFile(data, { upload: null, signal, tell: (sent) => tell({ ...sent, totalBytes: total }) });
    if (info) upload = await sendFile(info, { upload, signal, tell: () => undefined });
    await importUploaded({ instance, upload, ...named }, data.name);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
    throw new OperationError('CANCELLED', 'It was stopped.', undefined);
  }
}
