import { join } from 'node:path';
import { MAIN } from '../../../../shared/contract/names.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { parseMemory } from '../../../../shared/memory.ts';
import { readMainRecord } from '../../instances/registry/main-record.ts';
import { readTenant } from '../../instances/registry/tenant-record.ts';
import { namesIn } from '../../platform/files/names-in.ts';
import { openStateFile } from '../../platform/files/state-file.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { instancePaths } from '../../platform/home/paths.ts';
import { confPlaceOfEntry } from '../../redis/conf/conf-place.ts';
import { fileValue } from '../../redis/conf/conf-values.ts';
import { readEffectiveConf } from '../../redis/conf/effective-conf.ts';
import type { RedisConf } from '../../redis/conf/redis-conf.ts';
import { dataNames } from '../../redis/data/data-form.ts';
import { readRdbHeader } from '../../redis/data/rdb-header.ts';
import { automaticLimit } from '../../runtimes/docker/containers/memory-limit.ts';
import type { RuntimeEntry } from '../../runtimes/runtime.ts';
import type { ScratchDeps } from '../../scratch/own-data-server.ts';

interface FitMemoryDeps extends Pick<ScratchDeps, 'containers'> {
  readonly environment: Environment;
  readonly log: (message: string) => void;
}

/**
 * Raises an automatic memory limit for data larger than `maxmemory`: Redis loads all keys before it evicts any, so the
 * kernel would kill it at every start. Happens after restoring a larger backup, or when `maxmemory` was lowered in the
 * file.
 */
export async function fitMemory(deps: FitMemoryDeps, entry: RuntimeEntry): Promise<void> {
  const { environment, containers, log } = deps;
  const { id } = entry;
  const now = await containers.memoryLimit(id);
  if (now === null || (await isChosen(environment, id))) return;
  const paths = instancePaths(environment, id);
  const file = entry.mounts.config === null ? paths.configFile : join(entry.mounts.config, 'redis.conf');
  const conf = await readEffectiveConf(confPlaceOfEntry(entry, file));
  const limit = conf && parseMemory(fileValue(conf, 'maxmemory') ?? '0');
  if (!conf || !limit) return;
  const dataBytes = await dataMemory(entry.mounts.data ?? paths.data, conf);
  const needed = automaticLimit(limit, dataBytes);
  if (needed === null || needed <= now) return;
  await containers.setMemoryLimit(id, needed);
  log(
    `${id}: the data needs ${formatBytes(dataBytes)}, so the container’s memory limit was raised to ${formatBytes(needed)}.`,
  );
}

async function isChosen(environment: Environment, id: string): Promise<boolean> {
  const record = id === MAIN ? readMainRecord(environment.home) : readTenant(environment, id);
  return (await record.catch(() => null))?.limits.memoryBytes != null;
}

/** The memory that the data used when it was written, from the RDB headers; 0 if no header has it. */
async function dataMemory(folder: string, conf: RedisConf): Promise<number> {
  const { dump, aof, aofFolder } = dataNames(conf);
  const bases = namesIn(join(folder, aofFolder)).filter((name) => name.endsWith('.base.rdb'));
  const files = [dump, aof, ...bases.map((name) => join(aofFolder, name))];
  const sizes = await Promise.all(files.map((name) => memoryOf(join(folder, name))));
  return Math.max(0, ...sizes);
}

async function memoryOf(path: string): Promise<number> {
  // The start reports an unreadable file.
  const file = await openStateFile(path).catch(() => null);
  if (file === null) return 0;
  try {
    return (await readRdbHeader(file))?.memoryBytes ?? 0;
  } catch {
    return 0;
  } finally {
    await file.close();
  }
}
