import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import tar from 'tar-stream';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { openExistingFile, readStateFile } from '../../platform/files/state-file.ts';
import { type BackupFolder, dataPath, infoPath } from '../store/backup-files.ts';
import { asManifest } from '../store/backup-folder.ts';
import { damaged } from '../store/damaged.ts';
import { formatInfo } from '../store/manifest.ts';

/** A backup as one file: a tar of its manifest and its data. */
export const EXPORT_EXTENSION = '.redis-backup';

const BLOCK = 512;
/** Bytes for a name in a tar header. A longer name needs an extra header. */
const LONGEST_NAME = 100;
const CHUNK_BYTES = 1024 * 1024;

export interface PackedBackup {
  readonly fileName: string;
  /** The total size; null if it is not known in advance. */
  readonly sizeBytes: number | null;
  /** The caller must read it to the end or destroy it. */
  readonly stream: Readable;
}

/**
 * Returns a backup as one stream. Its file is opened immediately, so that deleting the backup does not truncate the
 * stream.
 * @param onBytes called with the bytes of data that were read so far
 * @throws AppError BACKUP_DAMAGED
 */
export async function packBackup(
  folder: BackupFolder,
  backup: Backup,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<PackedBackup> {
  if (backup.damaged) throw damaged(backup, `${backup.damage}.`);
  const kept = await readStateFile(infoPath(folder, backup.name)).catch(() => null);
  const info = kept ?? formatInfo(backup.name, asManifest(backup));
  const file = await openExistingFile(dataPath(folder, backup));
  const pack = tar.pack();
  // It may fail before a reader is attached.
  pack.on('error', () => undefined);
  const names = [`./${backup.name}.info`, `./${backup.file}`] as const;
  feed(pack, names, info, file, backup, onBytes)
    .catch((error: Error) => pack.destroy(error))
    .finally(() => file.close().catch(() => undefined));
  const short = names.every((name) => Buffer.byteLength(name) <= LONGEST_NAME);
  const inBlocks = (bytes: number) => Math.ceil(bytes / BLOCK) * BLOCK;
  // Two headers, and two empty blocks at the end.
  const size = inBlocks(Buffer.byteLength(info)) + inBlocks(backup.sizeBytes) + 4 * BLOCK;
  return {
    fileName: backup.name + EXPORT_EXTENSION,
    sizeBytes: short ? size : null,
    stream: pack as unknown as Readable,
  };
}

async function feed(
  pack: tar.Pack,
  [infoName, dataName]: readonly [string, string],
  info: string,
  file: FileHandle,
  backup: Backup,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const mtime = new Date(backup.createdAt);
  await new Promise<void>((resolve, reject) =>
    pack.entry({ name: infoName, mtime, mode: 0o600 }, info, (error) => (error ? reject(error) : resolve())),
  );
  const entry = pack.entry({ name: dataName, size: backup.sizeBytes, mtime, mode: 0o600 });
  let done = 0;
  const source = file.createReadStream({ highWaterMark: CHUNK_BYTES, end: backup.sizeBytes - 1, autoClose: false });
  source.on('data', (chunk) => {
    done += chunk.length;
    onBytes(done);
  });
  await pipeline(source, entry);
  pack.finalize();
}
