import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import { lockContent, takeFile } from './exclusive-file.ts';

/** A holder of the lock writes one small file. One that takes longer has a disk that does not respond. */
const LIMIT_MS = 5000;

/** What this process does next with each locked file: it waits for itself without asking the disk again and again. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Changes a small file that every client writes: two that change it at the same time both keep their change.
 * @param what names the content in the message, such as "the preferences"
 * @param limitMs how long another client may hold the lock
 * @throws AppError TIMED_OUT if another client holds it for longer
 */
export async function underFileLock<T>(
  path: string,
  what: string,
  work: () => Promise<T>,
  limitMs = LIMIT_MS,
): Promise<T> {
  const turn = (turns.get(path) ?? Promise.resolve()).then(() => locked(path, what, work, limitMs));
  const over = turn.catch(() => undefined);
  turns.set(path, over);
  void over.then(() => turns.get(path) === over && turns.delete(path));
  return turn;
}

async function locked<T>(path: string, what: string, work: () => Promise<T>, limitMs: number): Promise<T> {
  const lock = `${path}.lock`;
  const content = await lockContent(what);
  const deadline = Date.now() + limitMs;
  while (await takeFile(lock, content, randomUUID())) {
    const seconds = limitMs / 1000;
    const message = `Another client has been writing ${what} for ${seconds} s. Nothing was changed. Try again.`;
    if (Date.now() > deadline) throw new AppError('TIMED_OUT', message, { seconds });
    await sleep(2 + Math.random() * 8);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}
