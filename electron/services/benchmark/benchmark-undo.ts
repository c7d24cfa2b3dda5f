import { z } from 'zod';
import { runtimeKind } from '../../../shared/contract/values.ts';
import { LinkError } from '../redis/redis-link.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import { configuredSettings } from '../settings/server-settings.ts';
import { removeBenchmarkKeys } from './remove-keys.ts';

/** Keys that a benchmark may have left in a database. The password is read when it is needed. */
export const benchmarkUndo = z.object({
  type: z.literal('benchmark-keys'),
  id: z.string(),
  runtime: runtimeKind,
  configFile: z.string(),
  database: z.number(),
});
export type BenchmarkUndo = z.infer<typeof benchmarkUndo>;

/**
 * Removes what a benchmark that failed or was cut off has left. A server that does not answer keeps nobody from his
 * work for the sake of a few small keys: the next benchmark in that database removes them.
 */
export async function takeBenchmarkBack(runtime: Runtime, undo: BenchmarkUndo): Promise<void> {
  const entry = (await runtime.list()).find(({ id }) => id === undo.id);
  if (entry?.state !== 'running' || !entry.address) return;
  const settings = await configuredSettings(undo.configFile);
  try {
    await removeBenchmarkKeys({ ...entry.address, password: settings?.password ?? null }, undo.database);
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
  }
}
