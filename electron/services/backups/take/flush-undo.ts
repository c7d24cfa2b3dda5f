import { z } from 'zod';
import { undoable } from '../../../../shared/contract/backup.ts';
import { type RuntimeKind, runtimeKind } from '../../../../shared/contract/values.ts';
import type { UndoHandler } from '../../operations/undo/undo-handlers.ts';
import { confPlaceOfEntry } from '../../redis/conf/conf-place.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import { createRedisLink } from '../../redis/connection/redis-link.ts';
import { parseInfo } from '../../redis/info/info.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import { writeUndoable } from '../store/undo-record.ts';
import { flushCalls } from './flush-command.ts';

declare module '../../operations/undo/undo-entry.ts' {
  interface UndoEntries {
    flush: FlushUndo;
  }
}

/** A flush in progress. If Redis has removed the keys, recovery completes the flush instead of undoing it. */
const flushUndo = z.object({
  type: z.literal('flush'),
  id: z.string(),
  runtime: runtimeKind,
  configFile: z.string(),
  /** Identify the server process, and how often it was flushed before. */
  runId: z.string(),
  calls: z.number(),
  undoable,
});
export type FlushUndo = z.infer<typeof flushUndo>;

/** Completes a flush that was interrupted after Redis had removed the keys. */
export function flushUndoHandler(
  home: string,
  runtimes: Readonly<Record<RuntimeKind, Runtime>>,
): UndoHandler<FlushUndo> {
  return {
    schema: flushUndo,
    undo: async (entry) => ((await completeFlush(home, runtimes[entry.runtime], entry)) ? 'completed' : undefined),
  };
}

const ANSWER_MS = 5000;

/**
 * Completes an interrupted flush: if Redis has removed the keys, records the undo as after any other flush. If the
 * server has ended since, this cannot be checked: the undo is offered then too, because the safety backup exists.
 * @returns whether the keys were removed, or may have been
 */
export async function completeFlush(home: string, runtime: Runtime, entry: FlushUndo): Promise<boolean> {
  if (!(await mayBeFlushed(runtime, entry))) return false;
  await writeUndoable(home, { ...entry.undoable, at: new Date().toISOString() });
  return true;
}

async function mayBeFlushed(runtime: Runtime, { id, runId, calls, configFile }: FlushUndo): Promise<boolean> {
  const entry = (await runtime.list(id)).find((one) => one.id === id);
  if (entry?.state !== 'running' || !entry.address) return true;
  const settings = await configuredSettings(confPlaceOfEntry(entry, configFile));
  const link = createRedisLink({ ...entry.address, password: settings?.password ?? null });
  try {
    const [server, stats] = await link.batch(ANSWER_MS, [
      ['INFO', 'server'],
      ['INFO', 'commandstats'],
    ]);
    const isSame = parseInfo(String(server)).get('run_id') === runId;
    return !isSame || flushCalls(parseInfo(String(stats))) !== calls;
  } catch (error) {
    if (error instanceof LinkError) return true;
    throw error;
  } finally {
    link.close();
  }
}
