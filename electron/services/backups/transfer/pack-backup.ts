import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import tar from 'tar-stream';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { readStateFile } from '../../platform/files/state-file.ts';
import { damaged } from '../restore/prepare-data.ts';
import { type BackupFolder, dataPath, infoPath } from '../store/backup-files.ts';
import { asManifest } from '../store/backup-folder.ts';
import { formatInfo } from '../store/manifest.ts';

/** A backup as one file: a tar of its manifest and its data. */
export const EXPORT_EXTENSION = '.redis-backup';

const BLOCK = 512;
/** What a name in a tar's own header may have, bytes; a longer one gets a header of its own. */
const LONGEST_NAME = 100;
const CHUNK_BYTES = 1024 * 1024;

export interface PackedBackup {
  readonly fileName: string;
  /** Of the whole; null where that is not known before. */
  readonly sizeBytes: number | null;
  /** To be read to its end or destroyed. */
  readonly stream: Readable;
}

/**
 * A backup as one stream. Its file is open from here on: whoever removes the backup meanwhile cuts nothing off.
 * @param tell called with the bytes of data done so far
 * @throws AppError BACKUP_DAMAGED
 */
export async function packBackup(
  folder: BackupFolder,
  backup: Backup,
  tell: (bytes: number) => void = () => undefined,
): Promise<PackedBackup> {
  if (backup.damaged) throw damaged(backup, `${backup.damage}.`);
  const kept = await readStateFile(infoPath(folder, backup.name)).catch(() => null);
  const info = kept ?? formatInfo(backup.name, asManifest(backup));
  const file = await open(dataPath(folder, backup), 'r');
  const pack = tar.pack();
  // It may fail before its reader has come.
  pack.on('error', () => undefined);
  const names = [`./${backup.name}.info`, `./${backup.file}`] as const;
  feed(pack, names, info, file, backup, tell)
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
  tell: (bytes: number) => void,
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
    tell(done);
  });
  await pipeline(source, entry);
  pack.finalize();
}
