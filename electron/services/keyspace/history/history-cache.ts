import { createHash } from 'node:crypto';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { isUnreadable } from '../../platform/files/state-file.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { desktopFolder } from '../../platform/home/paths.ts';
import { HistoryDamaged, type HistoryFile, openHistoryFile } from '../index/history-file.ts';

/** The limit of all files together. The least recently used ones are deleted first. */
const MAX_BYTES = 1024 ** 3;

/** The history files of backups, which can be recreated at any time. */
export interface HistoryCache {
  /** The file of a backup; null if there is none, it cannot be read, or it was damaged and is now deleted. */
  open(backup: Backup): Promise<HistoryFile | null>;
  /** Deletes the file of a backup. */
  drop(backup: Backup): Promise<void>;
  /** The path for a backup's new file. */
  path(backup: Backup): Promise<string>;
  /** Keeps the files below their limit. */
  prune(): Promise<void>;
}

export function createHistoryCache(home: string, maxBytes = MAX_BYTES): HistoryCache {
  const folder = join(desktopFolder(home), 'key-history');
  const pathOf = (backup: Backup) => join(folder, `${nameOf(backup)}.keys`);
  const drop = (backup: Backup) => rm(pathOf(backup), { recursive: true, force: true });
  return {
    drop,
    async open(backup) {
      try {
        const file = await orNull(openHistoryFile(pathOf(backup)));
        const now = new Date();
        if (file) await utimes(pathOf(backup), now, now).catch(() => undefined);
        return file;
      } catch (error) {
        // A new file replaces it, also one that may not be read.
        if (isUnreadable(error)) return null;
        if (!(error instanceof HistoryDamaged)) throw error;
        await drop(backup);
        return null;
      }
    },
    async path(backup) {
      ensureFolder(folder);
      return pathOf(backup);
    },
    async prune() {
      const names = (await orNull(readdir(folder))) ?? [];
      const files = await Promise.all(
        names.map(async (name) => {
          const found = await orNull(stat(join(folder, name)));
          return { name, bytes: found?.size ?? 0, at: found?.mtimeMs ?? 0 };
        }),
      );
      let bytes = 0;
      for (const { name, bytes: own } of files.toSorted((a, b) => b.at - a.at)) {
        bytes += own;
        if (bytes > maxBytes) await rm(join(folder, name), { force: true });
      }
    },
  };
}

/** Of the data, so that a renamed backup keeps its file and a replaced one does not. */
function nameOf({ instance, sha256, name, createdAt, sizeBytes }: Backup): string {
  const identity = sha256 ?? `${name} ${createdAt} ${sizeBytes}`;
  return createHash('sha256').update(`${instance} ${identity}`).digest('hex').slice(0, 32);
}
