import { mkdirSync, rmSync } from 'node:fs';
import { readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import { type Operation, operation } from '../../../../shared/contract/operations.ts';
import { livingHolder, lockContent, removeDead, takeFile } from '../../platform/files/exclusive-file.ts';
import { errorCode, orNull } from '../../platform/files/file-errors.ts';
import { desktopFolder } from '../../platform/home/paths.ts';

export interface InstanceLock {
  /** Shows other faces how far the operation is. */
  publish(operation: Operation): Promise<void>;
  release(): Promise<void>;
}

/** The folder of the lock files of a home, one `<instance>.lock` each. */
function locksFolder(home: string): string {
  return join(desktopFolder(home), 'locks');
}

/**
 * Takes an instance for one operation, across all faces and processes on this home. A lock whose process has died
 * is taken over.
 * @throws AppError BUSY naming who holds it
 */
export async function takeInstanceLock(home: string, work: Operation): Promise<InstanceLock> {
  const path = join(locksFolder(home), `${work.instance}.lock`);
  const holder = await take(home, path, work);
  if (holder) throw busy(work.instance, holder.about);
  const next = `${path}.${work.id}.next`;
  let publishing: Promise<void> = Promise.resolve();
  let released = false;
  return {
    publish(operation) {
      publishing = publishing.then(async () => {
        if (released) return;
        await writeFile(next, await lockContent(operation), { mode: 0o600 });
        await rename(next, path);
      });
      return publishing;
    },
    async release() {
      released = true;
      // One that is under way would bring the lock back.
      await publishing.catch(() => undefined);
      // Left where the disk was full.
      rmSync(next, { force: true });
      rmSync(path, { force: true });
    },
  };
}

/** An operation that ends in another process may remove the empty folder in the very moment it was made: again, then. */
async function take(home: string, path: string, work: Operation, tries = 5): Promise<{ about: unknown } | null> {
  mkdirSync(locksFolder(home), { recursive: true, mode: 0o700 });
  try {
    return await takeFile(path, await lockContent(work), work.id);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && tries > 1) return take(home, path, work, tries - 1);
    throw error;
  }
}

/** The operations that hold an instance of this home now, in any process. */
export async function heldOperations(home: string): Promise<readonly Operation[]> {
  const names = (await orNull(readdir(locksFolder(home)))) ?? [];
  const holders = await Promise.all(
    names.filter((name) => name.endsWith('.lock')).map((name) => livingHolder(join(locksFolder(home), name))),
  );
  return holders.flatMap((holder) => {
    const held = operation.safeParse(holder?.about);
    return held.success ? [held.data] : [];
  });
}

/**
 * Removes what processes that died have left among the locks. Nobody waits for it, as a dead one's lock is taken over,
 * but nothing else would ever remove it.
 * @returns whether there was any
 */
export async function clearDeadLocks(home: string): Promise<boolean> {
  const [locks, inHome] = await Promise.all([orNull(readdir(locksFolder(home))), orNull(readdir(home))]);
  const paths = [
    ...(locks ?? []).map((name) => join(locksFolder(home), name)),
    ...(inHome ?? []).filter((name) => name.startsWith('port-registry.json.lock')).map((name) => join(home, name)),
  ];
  const cleared = await Promise.all(paths.map(removeDead));
  return cleared.includes(true);
}

function busy(id: string, about: unknown): AppError<'BUSY'> {
  const by = operation.safeParse(about).data;
  const work = by?.kind ?? 'another operation';
  const who = by ? ` (${by.face}, pid ${by.pid})` : '';
  return new AppError('BUSY', `${id} is busy: ${work} in progress${who}. Wait for it, or cancel it there.`, {
    id,
    operation: work,
    face: by?.face ?? 'terminal',
    pid: by?.pid ?? 0,
    since: by?.startedAt ?? new Date().toISOString(),
  });
}
