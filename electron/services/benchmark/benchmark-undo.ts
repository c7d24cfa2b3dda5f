import { z } from 'zod';
import { type RuntimeKind, runtimeKind } from '../../../shared/contract/values.ts';
import { undoHandler } from '../operations/undo/undo-handlers.ts';
import { confPlaceOfEntry } from '../redis/conf/conf-place.ts';
import { configuredSettings } from '../redis/conf/server-settings.ts';
import { LinkError } from '../redis/connection/link-failure.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import { removeBenchmarkKeys } from './remove-keys.ts';

declare module '../operations/undo/undo-entry.ts' {
  interface UndoEntries {
    'benchmark-keys': BenchmarkUndo;
  }
}

/** Locates keys that a benchmark may have left. The password is not stored but read when needed. */
const benchmarkUndo = z.object({
  type: z.literal('benchmark-keys'),
  id: z.string(),
  runtime: runtimeKind,
  configFile: z.string(),
  database: z.number(),
});
export type BenchmarkUndo = z.infer<typeof benchmarkUndo>;

export function benchmarkUndoHandler(runtimes: Readonly<Record<RuntimeKind, Runtime>>) {
  return undoHandler(benchmarkUndo, (entry) => undoBenchmark(runtimes[entry.runtime], entry));
}

/**
 * Removes the keys of a failed or interrupted benchmark. An unreachable server is ignored, because a few small keys must
 * not block the instance: the next benchmark in that database removes them.
 */
async function undoBenchmark(runtime: Runtime, undo: BenchmarkUndo): Promise<void> {
  const entry = (await runtime.list(undo.id)).find(({ id }) => id === undo.id);
  if (entry?.state !== 'running' || !entry.address) return;
  const settings = await configuredSettings(confPlaceOfEntry(entry, undo.configFile));
  try {
    await removeBenchmarkKeys({ ...entry.address, password: settings?.password ?? null }, undo.database);
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
  }
}
