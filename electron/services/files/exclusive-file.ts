import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { identifyProcess, isSameProcess, type ProcessIdentity } from '../operations/process-identity.ts';
import { errorCode, orNull } from './file-errors.ts';

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
export async function livingHolder(path: string): Promise<{ readonly about: unknown } | null> {
  const text = await orNull(readFile(path, 'utf8'));
  if (text === null) return null;
  const parsed = holding.safeParse(parseJson(text));
  if (!parsed.success) return null;
  return (await isSameProcess(parsed.data.holder)) ? { about: parsed.data.about } : null;
}

/**
 * Makes a lock file of this process, unless a living process has it. One whose process has died is taken over.
 * @returns null when it is ours now, else what the holder says of itself
 */
export async function takeFile(path: string, content: string, claimName: string): Promise<{ about: unknown } | null> {
  const claim = `${path}.${process.pid}.${claimName}.claim`;
  await writeFile(claim, content, { mode: 0o600 });
  try {
    return (await tryLink(claim, path)) ? null : await takeOver(claim, path);
  } finally {
    await rm(claim, { force: true });
  }
}

/** Only one process at a time may judge a lock stale, else two could each remove the other's new one. */
async function takeOver(claim: string, path: string): Promise<{ about: unknown } | null> {
  const guard = `${path}.takeover`;
  const holder = await livingHolder(path);
  if (holder) return holder;
  if (!(await tryLink(claim, guard))) {
    // Somebody else is at it. A guard is held for a moment only: if its process died in that moment, clear it.
    const other = await livingHolder(guard);
    if (other) return other;
    await rm(guard, { force: true });
    return takeOver(claim, path);
  }
  try {
    const again = await livingHolder(path);
    if (again) return again;
    await rm(path, { force: true });
    if (await tryLink(claim, path)) return null;
    return (await livingHolder(path)) ?? { about: null };
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
