import { linkSync, renameSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { writeDurably } from './durable-write.ts';
import { isNotThere, orNull } from './file-errors.ts';
import { parseJson } from './parse-json.ts';

/** The content that a settings file had before its last change, for a rebuild after damage. */
export function previousPath(path: string): string {
  return `${path}.previous`;
}

/**
 * Replaces a settings file and keeps its content until the next change. For files that hold what a person chose and
 * nothing else can tell.
 */
export async function writeKeepingPrevious(path: string, content: string): Promise<void> {
  keepPrevious(path);
  await writeDurably(path, content);
}

/** A hard link: it costs no copy, and the file itself is replaced, never written in place. */
function keepPrevious(path: string): void {
  const staged = `${previousPath(path)}.${process.pid}.tmp`;
  try {
    rmSync(staged, { force: true });
    linkSync(path, staged);
    renameSync(staged, previousPath(path));
  } catch (error) {
    // A file system without links keeps no previous content, which is no reason to refuse the change.
    if (!isNotThere(error)) rmSync(staged, { force: true });
  }
}

/** Puts the previous content back where the file is missing. @returns false if there is none, or it is damaged too */
export async function restorePrevious(path: string): Promise<boolean> {
  const content = await orNull(readFile(previousPath(path), 'utf8'));
  if (content === null || parseJson(content) === null) return false;
  await writeDurably(path, content);
  return true;
}
