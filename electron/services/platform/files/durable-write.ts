import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchownSync,
  fsync,
  lstatSync,
  openSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { identifyProcess } from '../process/process-identity.ts';
import { orNull } from './file-errors.ts';
import { namesIn } from './names-in.ts';

const syncFileDescriptor = promisify(fsync);

/**
 * Replaces a file so that a crash of the machine leaves either the old content or the new, whole: temporary, fsync,
 * rename, and fsync of the folder so that the rename itself survives. Only the fsync is asynchronous: open, write and
 * rename take microseconds, and a queued call in Node's thread pool takes longer when other calls wait for the disk.
 * @param mode permission bits of the new file; 0600 by default, as most of our files may hold a secret
 */
export async function writeDurably(path: string, content: string | Uint8Array, mode = 0o600): Promise<void> {
  const staged = await stageDurably(path, content, mode);
  await staged.commit();
}

/** A file that is synced to disk under a temporary name. */
export interface StagedFile {
  /** Renames it to its final name, durably. */
  commit(): Promise<void>;
  /** Removes it unless it was committed. */
  drop(): Promise<void>;
}

/** The slow part of {@link writeDurably}, for callers that do other work during it. */
export async function stageDurably(path: string, content: string | Uint8Array, mode = 0o600): Promise<StagedFile> {
  // A symbolic link stays a link: the write replaces its target.
  const target = linkTarget(path);
  const temporary = temporaryName(target);
  let inPlace = false;
  const drop = async () => {
    if (!inPlace) rmSync(temporary, { force: true });
  };
  try {
    const file = openSync(temporary, 'wx', mode);
    try {
      writeFileSync(file, content);
      keepOwner(file, path);
      await syncFileDescriptor(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    await drop();
    throw error;
  }
  return {
    async commit() {
      try {
        renameSync(temporary, target);
        inPlace = true;
      } catch (error) {
        await drop();
        throw error;
      }
      await syncFolder(dirname(target));
    },
    drop,
  };
}

/**
 * Replaces a file so that a crash of this program leaves either the old content or the new, whole. For files that may
 * be lost in a crash of the machine: records of running processes, and data that can be read again or undone.
 * Synchronous, because without fsync a queued call in Node's thread pool would take longer than the write.
 */
export async function replaceFile(path: string, content: string, mode = 0o600): Promise<void> {
  const target = linkTarget(path);
  const temporary = temporaryName(target);
  try {
    const file = openSync(temporary, 'wx', mode);
    try {
      writeFileSync(file, content);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** When root replaces a file of another user, that user must still be able to read it. */
function keepOwner(file: number, path: string): void {
  if (process.geteuid?.() !== 0) return;
  const before = statSync(path, { throwIfNoEntry: false });
  if (before) fchownSync(file, before.uid, before.gid);
}

/** Follows symbolic links, also to targets that do not exist yet. */
function linkTarget(path: string, steps = 0): string {
  if (steps > 40 || !lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return path;
  return linkTarget(resolve(dirname(path), readlinkSync(path)), steps + 1);
}

function temporaryName(path: string): string {
  return `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
}

const temporaryOf = /\.(\d+)\.[0-9a-f]{8}\.tmp$/;

/** Removes the unfinished writes of dead processes from a folder. */
export async function clearUnfinishedWrites(folder: string): Promise<void> {
  for (const name of (await orNull(readdir(folder))) ?? []) {
    const pid = Number(temporaryOf.exec(name)?.[1] ?? 0);
    if (pid > 0 && (await identifyProcess(pid)) === null) await rm(join(folder, name), { force: true });
  }
}

/** Removes all unfinished writes from a folder that was moved away: a running write can no longer find its file there. */
export async function clearCutOffWrites(folder: string): Promise<void> {
  for (const name of namesIn(folder)) if (temporaryOf.test(name)) rmSync(join(folder, name), { force: true });
}

/** Syncs a file of {@link replaceFile} to disk, for callers that do other work in between. */
export async function syncFile(path: string): Promise<void> {
  // In parallel: they are independent, and a file system writes both with one commit of its journal.
  await Promise.all([syncOne(path, 'r+'), syncFolder(dirname(path))]);
}

/** Makes renames and removals in a folder durable. Windows cannot open a folder and orders the writes itself. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  await syncOne(path, 'r');
}

async function syncOne(path: string, flags: 'r' | 'r+'): Promise<void> {
  const file = openSync(path, flags);
  try {
    await syncFileDescriptor(file);
  } finally {
    closeSync(file);
  }
}
