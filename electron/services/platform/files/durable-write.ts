import { randomBytes } from 'node:crypto';
import { closeSync, lstatSync, openSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { identifyProcess } from '../process/process-identity.ts';
import { orNull } from './file-errors.ts';

/**
 * Replaces a file so that a crash of the machine leaves either the old content or the new, whole: temporary, fsync,
 * rename, and fsync of the folder so that the rename itself survives.
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
    if (!inPlace) await rm(temporary, { force: true });
  };
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(content);
      await keepOwner(file, path);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await drop();
    throw error;
  }
  return {
    async commit() {
      try {
        await rename(temporary, target);
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
async function keepOwner(file: FileHandle, path: string): Promise<void> {
  if (process.geteuid?.() !== 0) return;
  const before = await orNull(stat(path));
  if (before) await file.chown(before.uid, before.gid);
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
  for (const name of (await orNull(readdir(folder))) ?? []) {
    if (temporaryOf.test(name)) await rm(join(folder, name), { force: true });
  }
}

/** Brings to disk what {@link replaceFile} has put in place: for who has something else to do meanwhile. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(dirname(path));
}

/** Makes renames and removals in a folder durable. Windows cannot open a folder, and keeps its own order. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
