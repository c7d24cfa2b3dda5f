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
  readonly log: (what: string) => void;
}

/**
 * Raises an automatic memory limit for data that takes more than `maxmemory` allows: Redis loads all of it before it
 * evicts any, and the kernel would end it at every start. That is so after a restore of a larger backup, or when
 * `maxmemory` was lowered in the file.
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
  const held = await heldBytes(entry.mounts.data ?? paths.data, conf);
  const needed = automaticLimit(limit, held);
  if (needed === null || needed <= now) return;
  await containers.setMemoryLimit(id, needed);
  log(
    `${id}: its data takes ${formatBytes(held)}, so the memory limit of its container is ${formatBytes(needed)} now.`,
  );
}

async function isChosen(environment: Environment, id: string): Promise<boolean> {
  const reading = id === MAIN ? readMainRecord(environment.home) : readTenant(environment, id);
  return (await reading.catch(() => null))?.limits.memoryBytes != null;
}

/** How much memory the data took when it was written, as its RDB files say; 0 where none says. */
async function heldBytes(folder: string, conf: RedisConf): Promise<number> {
  const { dump, aof, aofFolder } = dataNames(conf);
  const bases = namesIn(join(folder, aofFolder)).filter((name) => name.endsWith('.base.rdb'));
  const files = [dump, aof, ...bases.map((name) => join(aofFolder, name))];
  const sizes = await Promise.all(files.map((name) => memoryOf(join(folder, name))));
  return Math.max(0, ...sizes);
}

async function memoryOf(path: string): Promise<number> {
  // What cannot be read is reported by the start.
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
