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

const toDisk = promisify(fsync);

/**
 * Replaces a file so that a crash of the machine leaves either the old content or the new, whole: temporary, fsync,
 * rename, and fsync of the folder so that the rename itself survives. Only the disk is waited for: opening, writing and
 * renaming take microseconds, and a turn of Node's thread pool takes longer where others wait for the disk in it.
 * @param mode permission bits of the new file; 0600 by default, as most of what we write may hold a secret
 */
export async function writeDurably(path: string, content: string | Uint8Array, mode = 0o600): Promise<void> {
  const staged = await stageDurably(path, content, mode);
  await staged.commit();
}

/** A file that is on disk under another name. */
export interface StagedFile {
  /** Puts it in place, durably. */
  commit(): Promise<void>;
  /** Removes it where it was not put in place. */
  drop(): Promise<void>;
}

/** The first and longest part of {@link writeDurably}, for who has something else to do meanwhile. */
export async function stageDurably(path: string, content: string | Uint8Array, mode = 0o600): Promise<StagedFile> {
  // A file that is a symbolic link stays one: what it points to is replaced.
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
      await toDisk(file);
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
 * Replaces a file so that a crash of this program leaves either content, whole. For what a crash of the machine may
 * take with it: what tells of running processes, and what can be found out again or undone. No disk is waited for, so
 * it is done in one go: turns of Node's thread pool would take longer than the work.
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

/** Root writes for others: the user whose file it replaces must still be able to read it. */
function keepOwner(file: number, path: string): void {
  if (process.geteuid?.() !== 0) return;
  const before = statSync(path, { throwIfNoEntry: false });
  if (before) fchownSync(file, before.uid, before.gid);
}

/** Where a write goes: through symbolic links, also to what is not there yet. */
function linkTarget(path: string, steps = 0): string {
  if (steps > 40 || !lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return path;
  return linkTarget(resolve(dirname(path), readlinkSync(path)), steps + 1);
}

function temporaryName(path: string): string {
  return `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
}

const temporaryOf = /\.(\d+)\.[0-9a-f]{8}\.tmp$/;

/** Removes from a folder what processes that were killed were about to write. */
export async function clearUnfinishedWrites(folder: string): Promise<void> {
  for (const name of (await orNull(readdir(folder))) ?? []) {
    const pid = Number(temporaryOf.exec(name)?.[1] ?? 0);
    if (pid > 0 && (await identifyProcess(pid)) === null) await rm(join(folder, name), { force: true });
  }
}

/** The same of a folder that was moved away: a write that was under way cannot find its file any more. */
export async function clearCutOffWrites(folder: string): Promise<void> {
  for (const name of namesIn(folder)) if (temporaryOf.test(name)) rmSync(join(folder, name), { force: true });
}

/** Brings to disk what {@link replaceFile} has put in place: for who has something else to do meanwhile. */
export async function syncFile(path: string): Promise<void> {
  // At the same time: neither needs the other, and a file system writes both with one commit of its journal.
  await Promise.all([syncOne(path, 'r+'), syncFolder(dirname(path))]);
}

/** Makes renames and removals in a folder durable. Windows cannot open a folder, and keeps its own order. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  await syncOne(path, 'r');
}

async function syncOne(path: string, flags: 'r' | 'r+'): Promise<void> {
  const file = openSync(path, flags);
  try {
    await toDisk(file);
  } finally {
    closeSync(file);
  }
}
