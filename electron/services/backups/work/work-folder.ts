import { rm } from 'node:fs/promises';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';

/** Runs `body` with a new folder that is removed afterwards in any case. */
export async function withWorkFolder<T>(path: string, op: OperationContext, body: () => Promise<T>): Promise<T> {
  const entry: UndoEntry = { type: 'folder', path };
  await op.undo.add(entry);
  ensureFolder(path);
  try {
    return await body();
  } finally {
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
    await op.undo.drop(entry);
  }
}
