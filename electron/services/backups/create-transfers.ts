import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError, isAppError } from '../../../shared/contract/errors.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { Operations } from '../operations/run/operations.ts';
import { requireSpace } from '../platform/files/disk-space.ts';
import { asHomeFailure } from '../platform/files/file-errors.ts';
import type { Logger } from '../platform/log/logger.ts';
import type { Backups } from './backups.ts';
import type { SentFile, Transfers } from './transfer/transfers.ts';
import { makeUploadFolder, removeUploadFolder, sweepUploads } from './transfer/uploads-folder.ts';

/** Larger than any Redis of a workstation. */
const LARGEST_BYTES = 256 * 1024 ** 3;
/** Uploads that are not imported yet. Each one may fill the disk. */
const MAX_UPLOADS = 8;
/** A dump and its `.info`. */
const MAX_FILES = 2;
/** How long an upload is kept without an import. */
const KEPT_MS = 15 * 60_000;

interface Upload {
  readonly path: string;
  readonly files: string[];
  timer: NodeJS.Timeout;
}

/** Stores uploads in the home until they are imported, for 15 minutes at most. */
export function createTransfers(deps: {
  readonly home: string;
  readonly backups: Pick<Backups, 'import'>;
  readonly operations: Pick<Operations, 'settled'>;
  readonly log: Logger;
}): Transfers {
  const { home, backups, operations, log } = deps;
  const uploads = new Map<string, Upload>();
  const swept = sweepUploads(home).catch((error: unknown) => log.error('old uploads were not removed', error));

  async function discard(id: string): Promise<void> {
    const upload = uploads.get(id);
    if (!upload) return;
    uploads.delete(id);
    clearTimeout(upload.timer);
    await removeUploadFolder(upload.path).catch((error: unknown) => log.error('an upload was not removed', error));
  }

  function expiring(id: string): NodeJS.Timeout {
    return setTimeout(() => void discard(id), KEPT_MS).unref();
  }

  function find(id: string): Upload {
    const upload = uploads.get(id);
    if (upload) return upload;
    throw new AppError('NOT_FOUND', 'The uploaded file was deleted. Choose it again.', {
      what: 'upload',
      id,
    });
  }

  async function begin(): Promise<string> {
    if (uploads.size >= MAX_UPLOADS)
      throw refused('upload', `${MAX_UPLOADS} uploads are already in progress; wait until one has finished`);
    await swept;
    const { id, path } = await makeUploadFolder(home);
    uploads.set(id, { path, files: [], timer: expiring(id) });
    return id;
  }

  async function write(upload: Upload, { name, sizeBytes, stream }: SentFile): Promise<void> {
    // Twice the size: the import copies the file into the backups folder.
    await requireSpace(upload.path, 2 * sizeBytes, `Importing ${name}`);
    const path = join(upload.path, name);
    try {
      await pipeline(stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    } catch (error) {
      await rm(path, { force: true });
      throw asHomeFailure(error, home);
    }
  }

  return {
    async receive(file) {
      checkFile(file);
      // The connection may break before the stream has a reader, and an error without a listener ends the process.
      file.stream.on('error', () => undefined);
      const id = file.upload ?? (await begin());
      const upload = find(id);
      if (upload.files.length >= MAX_FILES || upload.files.includes(file.name)) {
        throw refused('name', 'a backup is one file, or a dump and its .info');
      }
      clearTimeout(upload.timer);
      upload.files.push(file.name);
      try {
        await write(upload, file);
      } catch (error) {
        await discard(id);
        throw error;
      }
      upload.timer = expiring(id);
      return id;
    },
    async import(instance, id, name, data) {
      const upload = find(id);
      clearTimeout(upload.timer);
      const file = dataFile(upload);
      try {
        const begun = await backups.import(instance, join(upload.path, file), name, file, data);
        void operations.settled(begun.id).then(
          () => discard(id),
          (error: unknown) => {
            // After the user's choice the same upload is imported again, without a second transfer.
            if (isAppError(error, 'CHOICE_NEEDED') && uploads.has(id)) upload.timer = expiring(id);
            else void discard(id);
          },
        );
        return begun;
      } catch (error) {
        await discard(id);
        throw error;
      }
    },
    file(id) {
      const upload = find(id);
      clearTimeout(upload.timer);
      upload.timer = expiring(id);
      const name = dataFile(upload);
      return { path: join(upload.path, name), name };
    },
    discard,
    async close() {
      await swept;
      await Promise.all([...uploads.keys()].map(discard));
    },
  };
}

/** Of a dump and its `.info`, the dump. */
function dataFile({ files }: Upload): string {
  return files.find((one) => !one.endsWith('.info')) ?? files[0] ?? '';
}

/** The name becomes a file name on this computer, so it must not contain a path. */
function checkFile({ name, sizeBytes }: SentFile): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (!/^[^./\\\u0000-\u001f\u007f][^/\\\u0000-\u001f\u007f]{0,199}$/.test(name) || Buffer.byteLength(name) > 240) {
    throw refused('name', 'its name must be a file name such as dump.rdb');
  }
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes <= 0) throw refused('size', 'it is empty');
  if (sizeBytes > LARGEST_BYTES) throw refused('size', `it is larger than ${formatBytes(LARGEST_BYTES)}`);
}

function refused(field: string, why: string): AppError<'BAD_VALUE'> {
  return new AppError('BAD_VALUE', `This file cannot be imported: ${why}.`, { field, expected: why });
}
