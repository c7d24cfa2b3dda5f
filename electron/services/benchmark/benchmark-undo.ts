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

/** Keys that a benchmark may have left in a database. The password is read when it is needed. */
const benchmarkUndo = z.object({
  type: z.literal('benchmark-keys'),
  id: z.string(),
  runtime: runtimeKind,
  configFile: z.string(),
  database: z.number(),
});
export type BenchmarkUndo = z.infer<typeof benchmarkUndo>;

/** Removes the keys of a benchmark. */
export function benchmarkUndoHandler(runtimes: Readonly<Record<RuntimeKind, Runtime>>) {
  return undoHandler(benchmarkUndo, (entry) => undoBenchmark(runtimes[entry.runtime], entry));
}

/**
 * Removes what a benchmark that failed or was cut off has left. A server that does not answer keeps nobody from his
 * work for the sake of a few small keys: the next benchmark in that database removes them.
 */
async function undoBenchmark(runtime: Runtime, undo: BenchmarkUndo): Promise<void> {
  const entry = (await runtime.list()).find(({ id }) => id === undo.id);
  if (entry?.state !== 'running' || !entry.address) return;
  const settings = await configuredSettings(confPlaceOfEntry(entry, undo.configFile));
  try {
    await removeBenchmarkKeys({ ...entry.address, password: settings?.password ?? null }, undo.database);
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
  }
}
