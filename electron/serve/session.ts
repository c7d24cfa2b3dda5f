import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { replaceFile } from '../services/platform/files/durable-write.ts';
import { orNull } from '../services/platform/files/file-errors.ts';
import { readStateFile } from '../services/platform/files/state-file.ts';
import { ensureFolder } from '../services/platform/home/ensure-folder.ts';
import { desktopFolder } from '../services/platform/home/paths.ts';

/** How long a cookie stays valid across starts: 30 days. */
const KEPT_FOR_MS = 30 * 24 * 3_600_000;

/** The value of the cookie that browsers get. */
export interface Session {
  /** 256 random bits, base64url. */
  readonly value: string;
  /**
   * Stores it for the next start, with mode 0600 in the home. Called when the first browser gets the cookie. Never
   * throws.
   */
  keep(): Promise<void>;
}

/**
 * The session of the previous start, so that an open page reconnects by itself, or a new one. It is written only when
 * it is stored: a mere start leaves no trace in the home.
 */
export async function openSession(home: string): Promise<Session> {
  const path = join(desktopFolder(home), 'browser-session');
  const kept = await keptSession(path).catch(() => null);
  const value = kept ?? newSession();
  let written = kept !== null;
  return {
    value,
    async keep() {
      if (written) return;
      written = true;
      try {
        ensureFolder(dirname(path));
        await replaceFile(path, value);
      } catch {
        // The link still works until this program ends.
      }
    },
  };
}

/** @returns 256 random bits, base64url */
export function newSession(): string {
  return randomBytes(32).toString('base64url');
}

/** Null if there is none, or it is too old, incomplete, or readable by other users. */
async function keptSession(path: string): Promise<string | null> {
  const about = await orNull(stat(path));
  if (!about || Date.now() - about.mtimeMs > KEPT_FOR_MS) return null;
  if (process.platform !== 'win32' && (about.mode & 0o077) !== 0) return null;
  const value = (await readStateFile(path)) ?? '';
  return /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
}
