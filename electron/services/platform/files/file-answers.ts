import type { StatsFs } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import { shownPath } from '../home/paths.ts';

/** A disk of this computer answers within milliseconds, also when it is busy. */
const LIMIT_MS = 2000;
/** A pool that takes longer than this part of the limit to answer has other work before the question. */
const BUSY = 1 / 10;
/** How often a question whose turn has not come is given the limit again. */
const TRIES = 10;
/** How long a file on a disk that answered is trusted to be there: two turns of a live view. */
const TRUSTED_MS = 2000;

/**
 * File systems that another program or computer serves, and that may stop answering: NFS, SMB, CIFS, FUSE, AFS, Ceph,
 * 9P.
 * @see https://man7.org/linux/man-pages/man2/statfs.2.html
 */
const servedElsewhere = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x65735546, 0x5346414f, 0x00c36400, 0x01021997,
]);

export type AnswerCheck = (path: string) => Promise<void>;

/**
 * Makes sure that the disk of a file answers before the file is read in one go: a dead network mount would keep the
 * whole program waiting. A path on a disk of this computer is asked once. Another is asked by one call at a time, so
 * that a dead mount holds one thread of Node's pool, and no more with each look.
 *
 * The question waits for its turn in that pool: where twenty instances are created at the same time on a slow disk,
 * every thread waits for an fsync for seconds. So a disk counts as silent only while the pool itself has answered.
 * @param pool answers as soon as a thread of the pool is free
 * @throws (the function) AppError FILE_UNREADABLE after the limit, and at each later call until the disk answers
 */
export function createAnswerCheck(
  ask: (path: string) => Promise<Pick<StatsFs, 'type'>> = statfs,
  limitMs = LIMIT_MS,
  pool: () => Promise<unknown> = () => stat('/'),
): AnswerCheck {
  const local = new Set<string>();
  const trustedUntil = new Map<string, number>();
  const silent = new Map<string, Promise<unknown>>();

  const noted = async (path: string): Promise<void> => {
    try {
      const { type } = await ask(path);
      if (process.platform === 'linux' && !servedElsewhere.has(type)) local.add(path);
    } catch {
      // Whoever reads it says why. What is not there yet may come on another disk.
    }
    trustedUntil.set(path, performance.now() + TRUSTED_MS);
  };

  const hasAnswered = async (asked: Promise<void>): Promise<boolean> => {
    for (let tries = 1; ; tries += 1) {
      if (await endsWithin(limitMs, asked)) return true;
      const begun = performance.now();
      await endsWithin(limitMs, Promise.race([asked, pool().catch(() => undefined)]));
      const wasBusy = performance.now() - begun > limitMs * BUSY;
      if (!wasBusy || tries === TRIES) return endsWithin(limitMs * BUSY, asked);
    }
  };

  return async (path) => {
    if (local.has(path) || (trustedUntil.get(path) ?? 0) > performance.now()) return;
    if (silent.has(path)) throw noAnswer(path, limitMs);
    const asked = noted(path);
    if (await hasAnswered(asked)) return;
    silent.set(path, asked);
    void asked.finally(() => silent.delete(path));
    throw noAnswer(path, limitMs);
  };
}

/** @returns whether the work ended within the time, ms */
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

function noAnswer(path: string, limitMs: number): AppError<'FILE_UNREADABLE'> {
  const shown = shownPath(path);
  const detail = `its disk has not answered for ${limitMs / 1000} s`;
  const fix = 'Check the network mount or disk that it is on.';
  const message = `${shown} cannot be read: ${detail}. ${fix}`;
  return new AppError('FILE_UNREADABLE', message, { path: shown, trouble: 'silent', detail, fix });
}
