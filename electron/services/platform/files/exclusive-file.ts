import { linkSync, lstatSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { identifyProcess, isSameProcess, type ProcessIdentity } from '../process/process-identity.ts';
import { errorCode } from './file-errors.ts';
import { setAside } from './json-state.ts';
import { parseJson } from './parse-json.ts';
import { isDamaged, isUnreadable, readStateBytesNow } from './state-file.ts';

/** The content of a lock file: the process that holds it, and its message to other processes. */
const holding = z.object({
  holder: z.object({ pid: z.number().int(), began: z.string().nullable() }),
  about: z.unknown(),
});

/** The content of a lock file of this process. */
export async function lockContent(about: unknown): Promise<string> {
  const holder: ProcessIdentity = (await identifyProcess(process.pid)) ?? { pid: process.pid, began: null };
  return JSON.stringify({ holder, about });
}

/** The holder of a lock file; null when no living process holds it. */
export async function livingHolder(path: string): Promise<Holder | null> {
  const found = await inspect(path).catch((error: unknown) => {
    // An attempt to take this lock reports the error. Other callers need not fail.
    if (isUnreadable(error)) return 'absent' as const;
    throw error;
  });
  return found === 'absent' || found === 'dead' ? null : found;
}

/** A living process that holds a lock file. */
export interface Holder {
  /** The message of the process. */
  readonly about: unknown;
}

/**
 * Creates a lock file for this process, unless a living process holds it. Takes over the lock of a dead process.
 *
 * Uses synchronous calls: on a small local file each takes microseconds, a queued call in Node's thread pool takes
 * longer, and an operation needs ten of them.
 * @param claimName unique among the attempts of this process
 * @returns null on success, otherwise the holder
 */
export async function takeFile(path: string, content: string, claimName: string): Promise<Holder | null> {
  const claim = `${path}.${process.pid}.${claimName}.claim`;
  try {
    writeFileSync(claim, content, { mode: 0o600 });
    for (;;) {
      if (tryLink(claim, path)) return null;
      const found = await inspect(path);
      // Released just now: the first link gets it.
      if (found === 'absent') continue;
      if (found !== 'dead') return found;
      const other = await clearDead(claim, path);
      if (other) return other;
    }
  } finally {
    rmSync(claim, { force: true });
  }
}

/** Removes a lock file, or a claim to one, if its process has died. @returns whether it was removed */
export async function removeDead(path: string): Promise<boolean> {
  const found = await inspect(path).catch((error: unknown) => {
    if (isUnreadable(error)) return 'absent' as const;
    throw error;
  });
  if (found !== 'dead') return false;
  const claim = `${path}.${process.pid}.${crypto.randomUUID()}.claim`;
  try {
    writeFileSync(claim, await lockContent('clearing up'), { mode: 0o600 });
    await clearDead(claim, path);
    return true;
  } finally {
    rmSync(claim, { force: true });
  }
}

/**
 * Removes the lock file of a dead process. Only the holder of a guard may remove it, and a new lock needs that removal
 * first. So a removal never hits the new lock of another process.
 */
async function clearDead(claim: string, path: string): Promise<Holder | null> {
  const guard = `${path}.takeover`;
  if (!tryLink(claim, guard)) {
    const other = await inspect(guard);
    // A guard lives for a moment only. It is removed when its process died in that moment.
    if (other === 'dead') rmSync(guard, { force: true, recursive: true });
    return other === 'dead' || other === 'absent' ? null : other;
  }
  try {
    if ((await inspect(path)) === 'dead') removeLock(path);
    return null;
  } finally {
    rmSync(guard, { force: true });
  }
}

/** A hard link is atomic: it appears with its whole content, and fails when the name is taken. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function inspect(path: string): Promise<Holder | 'absent' | 'dead'> {
  const text = read(path);
  if (text === null) return 'absent';
  if (text === 'damaged') return 'dead';
  const parsed = holding.safeParse(parseJson(text));
  if (!parsed.success) return 'dead';
  return (await isSameProcess(parsed.data.holder)) ? { about: parsed.data.about } : 'dead';
}

/** @throws AppError FILE_UNREADABLE without read permission: its process may be alive */
function read(path: string): string | 'damaged' | null {
  try {
    return readStateBytesNow(path)?.toString('utf8') ?? null;
  } catch (error) {
    if (isDamaged(error)) return 'damaged';
    throw error;
  }
}

/** Keeps a folder in place of the lock for inspection. */
function removeLock(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) setAside(path, 'it is a folder, not a file');
  else rmSync(path, { force: true });
}
