import { rmSync } from 'node:fs';
import { readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import { type Operation, operation } from '../../../../shared/contract/operations.ts';
import { livingHolder, lockContent, removeDead, takeFile } from '../../platform/files/exclusive-file.ts';
import { errorCode, orNull } from '../../platform/files/file-errors.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { desktopFolder } from '../../platform/home/paths.ts';

export interface InstanceLock {
  /** Shows the operation's progress to other clients. */
  publish(operation: Operation): Promise<void>;
  release(): Promise<void>;
}

/** Holds one `<instance>.lock` per busy instance. */
export function locksFolder(home: string): string {
  return join(desktopFolder(home), 'locks');
}

/**
 * Locks an instance for one operation, across all clients and processes of this home. Takes over the lock of a dead
 * process.
 * @throws AppError BUSY, naming the holder
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
      // A write that is still running would create the lock file again.
      await publishing.catch(() => undefined);
      // A full disk leaves this file.
      rmSync(next, { force: true });
      rmSync(path, { force: true });
    },
  };
}

/** Retries because an operation that ends in another process may remove the empty folder right after its creation. */
async function take(home: string, path: string, work: Operation, attempts = 5): Promise<{ about: unknown } | null> {
  ensureFolder(locksFolder(home));
  try {
    return await takeFile(path, await lockContent(work), work.id);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && attempts > 1) return take(home, path, work, attempts - 1);
    throw error;
  }
}

/** The running operations of all processes of this home. */
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
 * For a server that does not respond: another client may be restarting it.
 * @throws AppError BUSY while an operation of another process works on the instance
 */
export async function requireIdle(home: string, id: string): Promise<void> {
  const held = await heldOperations(home);
  const other = held.find(({ instance, pid }) => instance === id && pid !== process.pid);
  if (other) throw busy(id, other);
}

/**
 * Removes the lock files of dead processes. They block nobody, but nothing else removes the ones of unused instances.
 * @returns whether there were any
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
