import { lstatSync, type StatsFs } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import { shownPath } from '../home/paths.ts';
import { isNotThere } from './file-errors.ts';

/** A local disk replies within milliseconds, also under load. */
const LIMIT_MS = 2000;
/** A pool that takes longer than this share of the limit is busy with other work. */
const BUSY_SHARE = 1 / 10;
/** How often a check that waits in a busy pool gets the limit again. */
const MAX_ATTEMPTS = 10;
/** How long a reply of a disk counts: two polls of a live view. */
const TRUSTED_MS = 2000;

/**
 * File systems that another program or computer serves, and that may stop responding: NFS, SMB, CIFS, FUSE, AFS, Ceph,
 * 9P.
 * @see https://man7.org/linux/man-pages/man2/statfs.2.html
 */
const servedElsewhere = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x65735546, 0x5346414f, 0x00c36400, 0x01021997,
]);

/** Whether Linux itself manages the disk of a path, so that it knows of every change. False for a missing path. */
export async function isOnLocalDisk(path: string): Promise<boolean> {
  const found = process.platform === 'linux' ? await statfs(path).catch(() => null) : null;
  return found !== null && isLocal(found);
}

function isLocal({ type }: Pick<StatsFs, 'type'>): boolean {
  return process.platform === 'linux' && !servedElsewhere.has(type);
}

export type AnswerCheck = (path: string) => Promise<void>;

/**
 * Checks that the disk of a file responds before a synchronous read: a dead network mount would block the whole
 * program. A path on a local disk is checked once, and a missing one again when it appears. Another path is checked by
 * one call at a time, so that a dead mount blocks one thread of Node's pool and no more with each poll.
 *
 * The check itself waits in that pool: when twenty instances are created at the same time on a slow disk, every thread
 * waits for an fsync for seconds. So a disk counts as silent only when the pool itself has replied.
 * @param pool resolves as soon as a thread of the pool is free
 * @throws (the function) AppError FILE_UNREADABLE after the limit, and at each later call until the disk answers
 */
export function createAnswerCheck(
  ask: (path: string) => Promise<Pick<StatsFs, 'type'>> = statfs,
  limitMs = LIMIT_MS,
  pool: () => Promise<unknown> = () => stat('/'),
): AnswerCheck {
  const local = new Set<string>();
  /** Missing paths in folders on a local disk. A poll asks for several, such as settings that nobody has changed. */
  const missing = new Set<string>();
  const trustedUntil = new Map<string, number>();
  const silent = new Map<string, Promise<unknown>>();

  const check = async (path: string): Promise<void> => {
    try {
      if (isLocal(await ask(path))) local.add(path);
    } catch (error) {
      // The read reports the error. A missing file may later appear on another disk.
      const folder = isNotThere(error) ? await ask(dirname(path)).catch(() => null) : null;
      if (folder !== null && isLocal(folder)) missing.add(path);
    }
    trustedUntil.set(path, performance.now() + TRUSTED_MS);
  };

  const isStillMissing = (path: string): boolean => {
    if (!missing.has(path)) return false;
    if (isAbsent(path)) return true;
    missing.delete(path);
    trustedUntil.delete(path);
    return false;
  };

  const hasReplied = async (reply: Promise<void>): Promise<boolean> => {
    for (let attempt = 1; ; attempt += 1) {
      if (await endsWithin(limitMs, reply)) return true;
      const begun = performance.now();
      await endsWithin(limitMs, Promise.race([reply, pool().catch(() => undefined)]));
      const wasBusy = performance.now() - begun > limitMs * BUSY_SHARE;
      if (!wasBusy || attempt === MAX_ATTEMPTS) return endsWithin(limitMs * BUSY_SHARE, reply);
    }
  };

  return async (path) => {
    if (local.has(path) || isStillMissing(path)) return;
    if ((trustedUntil.get(path) ?? 0) > performance.now()) return;
    if (silent.has(path)) throw silentDisk(path, limitMs);
    const asked = check(path);
    if (await hasReplied(asked)) return;
    silent.set(path, asked);
    void asked.finally(() => silent.delete(path));
    throw silentDisk(path, limitMs);
  };
}

/** False if that is unknown: the full check reports it. */
function isAbsent(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}

/** @returns whether the work ended in time */
async function endsWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false).unref();
  });
  const ended = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return ended;
}

/** The check of this process. */
export const requireAnswer: AnswerCheck = createAnswerCheck();

function silentDisk(path: string, limitMs: number): AppError<'FILE_UNREADABLE'> {
  const shown = shownPath(path);
  const detail = `its disk has not answered for ${limitMs / 1000} s`;
  const fix = 'Check its network mount or disk.';
  const message = `${shown} cannot be read: ${detail}. ${fix}`;
  return new AppError('FILE_UNREADABLE', message, { path: shown, trouble: 'silent', detail, fix });
}
