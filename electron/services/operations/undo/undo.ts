import { lstat, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import { syncFolder, writeDurably } from '../../platform/files/durable-write.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { partOf } from '../../platform/files/link-or-copy.ts';
import type { InstanceSpec } from '../../runtimes/instance-spec.ts';
import type { BenchmarkUndo, FlushUndo, SettingsUndo, UndoEntry } from './undo-entry.ts';

/** What undoing needs of the runtimes. Each call is harmless when the thing is not there. */
export interface Undoers {
  removeContainer(name: string): Promise<void>;
  removeNetwork(name: string): Promise<void>;
  forgetProcess(id: string): Promise<void>;
  releasePort(owner: string): Promise<void>;
  /** Ends a server at once. */
  killServer(runtime: RuntimeKind, id: string): Promise<void>;
  startServer(runtime: RuntimeKind, id: string): Promise<void>;
  /** Removes what is there of a container and makes it as given. */
  makeAgain(runtime: RuntimeKind, spec: InstanceSpec): Promise<void>;
  takeSettingsBack(undo: SettingsUndo): Promise<void>;
  takeBenchmarkBack(undo: BenchmarkUndo): Promise<void>;
  /** Notes how a flush is undone, where it has happened. @returns whether it has, or may have */
  completeFlush(undo: FlushUndo): Promise<boolean>;
}

/**
 * Takes back what a failed operation has made, last first. One that cannot be undone does not keep the others
 * from it; the first such failure is thrown at the end, so that the journal is kept for another try.
 * @returns `completed` when the operation had passed its commit point and was completed instead
 */
export async function undoAll(entries: readonly UndoEntry[], undoers: Undoers): Promise<'undone' | 'completed'> {
  let failure: unknown;
  let completed = false;
  for (const entry of entries.toReversed()) {
    try {
      if (entry.type === 'flush') completed = (await undoers.completeFlush(entry)) || completed;
      else await undo(entry, undoers);
    } catch (error) {
      // Files are not put back under a server that may still write to them.
      if (entry.type === 'server') throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return completed ? 'completed' : 'undone';
}

async function undo(entry: Exclude<UndoEntry, FlushUndo>, undoers: Undoers): Promise<void> {
  switch (entry.type) {
    case 'container':
      return undoers.removeContainer(entry.name);
    case 'network':
      return undoers.removeNetwork(entry.name);
    case 'process':
      return undoers.forgetProcess(entry.id);
    case 'port':
      return undoers.releasePort(entry.owner);
    case 'instance':
      return undoers.makeAgain(entry.runtime, entry.spec);
    case 'settings':
      return undoers.takeSettingsBack(entry);
    case 'benchmark-keys':
      return undoers.takeBenchmarkBack(entry);
    case 'move':
      return moveBack(entry.from, entry.to);
    case 'swap':
      return swapBack(entry.path, entry.aside);
    case 'server':
      return entry.bring === 'up'
        ? undoers.startServer(entry.runtime, entry.id)
        : undoers.killServer(entry.runtime, entry.id);
    case 'folder':
      return rm(entry.path, { recursive: true, force: true, maxRetries: 3 });
    case 'file':
      return rm(entry.path, { force: true });
    case 'content':
      return writeDurably(entry.path, entry.text, entry.mode);
    default:
      return entry satisfies never;
  }
}

async function moveBack(from: string, to: string): Promise<void> {
  const [there, back] = await Promise.all([orNull(lstat(to)), orNull(lstat(from))]);
  if (there && !back) await rename(to, from);
}

async function swapBack(path: string, aside: string): Promise<void> {
  await rm(partOf(aside), { force: true });
  if (!(await orNull(lstat(aside)))) return;
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
  await rename(aside, path);
  await syncFolder(dirname(path));
}
