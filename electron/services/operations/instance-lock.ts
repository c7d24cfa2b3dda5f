import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import { type Operation, operation } from '../../../shared/contract/operation.ts';
import { errorCode, orNull } from '../files/file-errors.ts';
import { desktopFolder } from '../home/paths.ts';
import { identifyProcess, isSameProcess } from './process-identity.ts';

/** Who holds an instance: written into its lock file, so that any face can say "busy" and show the progress. */
const holder = z.object({ began: z.string().nullable(), operation });

export interface InstanceLock {
  /** Shows other faces how far the operation is. */
  publish(operation: Operation): Promise<void>;
  release(): Promise<void>;
}

/** The folder of the lock files of a home, one `<instance>.lock` each. */
export function locksFolder(home: string): string {
  return join(desktopFolder(home), 'locks');
}

/**
 * Takes an instance for one operation, across all faces and processes on this home. A lock whose process has died
 * is taken over.
 * @throws AppError BUSY naming who holds it
 */
export async function takeInstanceLock(home: string, work: Operation): Promise<InstanceLock> {
  const folder = locksFolder(home);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${work.instance}.lock`);
  const claim = join(folder, `${work.instance}.${process.pid}.${work.id}.claim`);
  const began = (await identifyProcess(process.pid))?.began ?? null;
  const content = (operation: Operation) => JSON.stringify({ began, operation });
  await writeFile(claim, content(work), { mode: 0o600 });
  try {
    if (!(await tryLink(claim, path))) await takeOver(claim, path);
  } finally {
    await rm(claim, { force: true });
  }
  const next = `${claim}.next`;
  let publishing: Promise<void> = Promise.resolve();
  let released = false;
  return {
    publish(operation) {
      publishing = publishing.then(async () => {
        if (released) return;
        await writeFile(next, content(operation), { mode: 0o600 });
        await rename(next, path);
      });
      return publishing;
    },
    async release() {
      released = true;
      // One that is under way would bring the lock back.
      await publishing.catch(() => undefined);
      await rm(path, { force: true });
    },
  };
}

/** The operations that hold an instance of this home now, in any process. */
export async function heldOperations(home: string): Promise<readonly Operation[]> {
  const names = (await orNull(readdir(locksFolder(home)))) ?? [];
  const held = await Promise.all(
    names.filter((name) => name.endsWith('.lock')).map((name) => liveHolder(join(locksFolder(home), name))),
  );
  return held.filter((operation) => operation !== null);
}

/** Only one process at a time may look whether a lock is stale, else two could each remove the other's new one. */
async function takeOver(claim: string, path: string): Promise<void> {
  const guard = `${path}.takeover`;
  const holding = await liveHolder(path);
  if (holding) throw busy(holding);
  if (!(await tryLink(claim, guard))) {
    // Somebody else is at it. A guard is held for a moment only: if its process died in that moment, clear it.
    const other = await liveHolder(guard);
    if (other) throw busy(other);
    await rm(guard, { force: true });
    return takeOver(claim, path);
  }
  try {
    const again = await liveHolder(path);
    if (again) throw busy(again);
    await rm(path, { force: true });
    if (!(await tryLink(claim, path))) {
      const winner = await liveHolder(path);
      if (winner) throw busy(winner);
      throw new Error(`The lock ${path} could not be taken.`);
    }
  } finally {
    await rm(guard, { force: true });
  }
}

/** A hard link appears with its whole content or not at all, and fails when the name is taken. */
async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function liveHolder(path: string): Promise<Operation | null> {
  const text = await orNull(readFile(path, 'utf8'));
  if (text === null) return null;
  const parsed = holder.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { began, operation } = parsed.data;
  return (await isSameProcess({ pid: operation.pid, began })) ? operation : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function busy(by: Operation): AppError<'BUSY'> {
  return new AppError(
    'BUSY',
    `${by.instance} is busy: ${by.kind} in progress (${by.face}, pid ${by.pid}). Wait for it, or cancel it there.`,
    { id: by.instance, operation: by.kind, face: by.face, pid: by.pid, since: by.startedAt },
  );
}
