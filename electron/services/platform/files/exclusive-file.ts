import { linkSync, lstatSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { identifyProcess, isSameProcess, type ProcessIdentity } from '../process/process-identity.ts';
import { errorCode } from './file-errors.ts';
import { setAside } from './json-state.ts';
import { parseJson } from './parse-json.ts';
import { isDamaged, isUnreadable, readStateBytesNow } from './state-file.ts';

/** What stands in a lock file: the process that holds it, and what that process wants others to know. */
const holding = z.object({
  holder: z.object({ pid: z.number().int(), began: z.string().nullable() }),
  about: z.unknown(),
});

/** The text of a lock file of this process. */
export async function lockContent(about: unknown): Promise<string> {
  const holder: ProcessIdentity = (await identifyProcess(process.pid)) ?? { pid: process.pid, began: null };
  return JSON.stringify({ holder, about });
}

/** What the living holder of a lock file wrote about itself; null when nobody holds it. */
export async function livingHolder(path: string): Promise<Holder | null> {
  const found = await look(path).catch((error: unknown) => {
    // Whoever wants to take it is told so; it holds nobody else up.
    if (isUnreadable(error)) return 'absent' as const;
    throw error;
  });
  return found === 'absent' || found === 'dead' ? null : found;
}

/** What the holder of a lock file says of itself. */
export interface Holder {
  readonly about: unknown;
}

/**
 * The files here are small and of this machine: each call takes microseconds, a turn of Node's thread pool more than
 * that, and an operation would wait for ten of them.
 *
 * Makes a lock file of this process, unless a living process has it. One whose process has died is taken over.
 * @param claimName unique among the tries of this process
 * @returns null when it is ours now, else what the holder says of itself
 */
export async function takeFile(path: string, content: string, claimName: string): Promise<Holder | null> {
  const claim = `${path}.${process.pid}.${claimName}.claim`;
  try {
    writeFileSync(claim, content, { mode: 0o600 });
    for (;;) {
      if (tryLink(claim, path)) return null;
      const found = await look(path);
      // Let go of in this moment: whoever links first has it.
      if (found === 'absent') continue;
      if (found !== 'dead') return found;
      const other = await clearDead(claim, path);
      if (other) return other;
    }
  } finally {
    rmSync(claim, { force: true });
  }
}

/** Removes a lock file, or a claim to one, if its process has died. Says whether it did. */
export async function removeDead(path: string): Promise<boolean> {
  const found = await look(path).catch((error: unknown) => {
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
 * Removes a lock file whose process has died. Only the holder of a guard may, and a file that is there cannot be
 * replaced but through that removal: so what is removed is what was seen dead, never another's new one.
 */
async function clearDead(claim: string, path: string): Promise<Holder | null> {
  const guard = `${path}.takeover`;
  if (!tryLink(claim, guard)) {
    const other = await look(guard);
    // A guard is held for a moment only; one whose process died in that moment is cleared.
    if (other === 'dead') rmSync(guard, { force: true, recursive: true });
    return other === 'dead' || other === 'absent' ? null : other;
  }
  try {
    if ((await look(path)) === 'dead') removeLock(path);
    return null;
  } finally {
    rmSync(guard, { force: true });
  }
}

/** A hard link appears with its whole content or not at all, and fails when the name is taken. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function look(path: string): Promise<Holder | 'absent' | 'dead'> {
  const text = read(path);
  if (text === null) return 'absent';
  if (text === 'damaged') return 'dead';
  const parsed = holding.safeParse(parseJson(text));
  if (!parsed.success) return 'dead';
  return (await isSameProcess(parsed.data.holder)) ? { about: parsed.data.about } : 'dead';
}

/** @throws AppError FILE_UNREADABLE of one that we may not read: its process may well live */
function read(path: string): string | 'damaged' | null {
  try {
    return readStateBytesNow(path)?.toString('utf8') ?? null;
  } catch (error) {
    if (isDamaged(error)) return 'damaged';
    throw error;
  }
}

/** What is no file at all is kept for somebody to look into. */
function removeLock(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) setAside(path, 'it is a folder, not a file');
  else rmSync(path, { force: true });
}
