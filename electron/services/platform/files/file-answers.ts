import type { StatsFs } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import { shownPath } from '../home/paths.ts';

/** A disk of this computer answers within milliseconds, also when it is busy. */
const LIMIT_MS = 2000;
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
 * @throws (the function) AppError FILE_UNREADABLE after the limit, and at each later call until the disk answers
 */
export function createAnswerCheck(
  ask: (path: string) => Promise<Pick<StatsFs, 'type'>> = statfs,
  limitMs = LIMIT_MS,
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

  return async (path) => {
    if (local.has(path) || (trustedUntil.get(path) ?? 0) > performance.now()) return;
    if (silent.has(path)) throw noAnswer(path, limitMs);
    const timer = new AbortController();
    const asked = noted(path);
    const first = await Promise.race([
      asked.then(() => 'answered'),
      sleep(limitMs, 'silent', { signal: timer.signal, ref: false }).catch(() => 'answered'),
    ]);
    timer.abort();
    if (first === 'answered') return;
    silent.set(path, asked);
    void asked.finally(() => silent.delete(path));
    throw noAnswer(path, limitMs);
  };
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
