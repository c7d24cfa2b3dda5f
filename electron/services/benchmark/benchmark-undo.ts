import type { BenchmarkUndo } from '../operations/undo/undo-entry.ts';
import { confPlaceOfEntry } from '../redis/conf/conf-place.ts';
import { configuredSettings } from '../redis/conf/server-settings.ts';
import { LinkError } from '../redis/connection/link-failure.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import { removeBenchmarkKeys } from './remove-keys.ts';

/**
 * Removes what a benchmark that failed or was cut off has left. A server that does not answer keeps nobody from his
 * work for the sake of a few small keys: the next benchmark in that database removes them.
 */
export async function takeBenchmarkBack(runtime: Runtime, undo: BenchmarkUndo): Promise<void> {
  const entry = (await runtime.list()).find(({ id }) => id === undo.id);
  if (entry?.state !== 'running' || !entry.address) return;
  const settings = await configuredSettings(confPlaceOfEntry(entry, undo.configFile));
  try {
    await removeBenchmarkKeys({ ...entry.address, password: settings?.password ?? null }, undo.database);
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
  }
}
