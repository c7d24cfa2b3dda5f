import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode } from '../../platform/files/file-errors.ts';
import type { Env } from '../docker/engine/endpoint.ts';

/**
 * The folder of the sockets of one home. Not below the home, whose path may exceed the 104 characters of a socket's.
 * @throws Error if another user could write there
 */
export function socketFolder(home: string, env: Env): string {
  const uid = process.getuid?.() ?? 0;
  const key = shortHash(`${uid}\0${home}`);
  const folder = join(env.XDG_RUNTIME_DIR || tmpdir(), `vrooli-${key}`);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    throw new Error(`${folder} belongs to another user or is open to others; remove it`);
  }
  return folder;
}

export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}
