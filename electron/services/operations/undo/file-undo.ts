import { lstat, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { syncFolder, writeDurably } from '../../platform/files/durable-write.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { partOf } from '../../platform/files/link-or-copy.ts';
import { undoHandler } from './undo-handlers.ts';

const path = z.string();

/** Undo handlers for files and folders. */
export const fileUndoHandlers = {
  folder: undoHandler(z.object({ type: z.literal('folder'), path }), (entry) =>
    rm(entry.path, { recursive: true, force: true, maxRetries: 3 }),
  ),
  file: undoHandler(z.object({ type: z.literal('file'), path }), (entry) => rm(entry.path, { force: true })),
  content: undoHandler(z.object({ type: z.literal('content'), path, text: z.string(), mode: z.number() }), (entry) =>
    writeBack(entry),
  ),
  move: undoHandler(z.object({ type: z.literal('move'), from: path, to: path }), ({ from, to }) => moveBack(from, to)),
  swap: undoHandler(z.object({ type: z.literal('swap'), path, aside: path }), (entry) =>
    swapBack(entry.path, entry.aside),
  ),
};

/**
 * A file whose folder is gone stays gone: an earlier entry created the folder and an interrupted undo has removed it
 * already, or a person has deleted it. A failure would keep the journal, which blocks every later operation.
 */
async function writeBack({ path, text, mode }: { path: string; text: string; mode: number }): Promise<void> {
  if (await orNull(lstat(dirname(path)))) await writeDurably(path, text, mode);
}

async function moveBack(from: string, to: string): Promise<void> {
  const [moved, old] = await Promise.all([orNull(lstat(to)), orNull(lstat(from))]);
  if (moved && !old) await rename(to, from);
}

async function swapBack(place: string, aside: string): Promise<void> {
  await rm(partOf(aside), { force: true });
  if (!(await orNull(lstat(aside)))) return;
  await rm(place, { recursive: true, force: true, maxRetries: 3 });
  await rename(aside, place);
  await syncFolder(dirname(place));
}
