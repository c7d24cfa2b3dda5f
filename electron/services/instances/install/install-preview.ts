import { readdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { InstallPreview } from '../../../../shared/contract/instance.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import { parseMemory } from '../../../../shared/memory.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { instancePaths, shownPath } from '../../platform/home/paths.ts';
import { isPortFree, nextFreePort } from '../../ports/free-ports.ts';
import { portOwner } from '../../ports/port-owner.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';

/** Describes what installing main would do. Changes nothing. An installation reuses an existing `redis.conf` unchanged. */
export async function installPreview(
  environment: Environment,
  port: number = environment.mainPort,
): Promise<InstallPreview> {
  const { defaults, tenantPorts } = environment;
  const paths = instancePaths(environment, MAIN);
  const portFree = await isPortFree(port);
  const [takenBy, free, freeBytes, dataKept, kept] = await Promise.all([
    portFree ? null : portOwner(port),
    portFree ? port : nextFreePort(tenantPorts.end + 1, tenantPorts.end + 100, new Set()),
    freeSpace(paths.data),
    keptData(paths.data),
    configuredSettings(confPlaceOf({ paths, entry: null })).catch(() => null),
  ]);
  return {
    port,
    portFree,
    portTakenBy: takenBy,
    nextFreePort: free,
    memoryLimitBytes: kept === null ? parseMemory(defaults.maxMemory) || null : kept.memoryLimitBytes,
    memoryPolicy: defaults.maxMemoryPolicy,
    persistence: kept?.persistence ?? defaults.persistence,
    saveIntervals: defaults.saveIntervals,
    databases: defaults.databases,
    folder: shownPath(paths.root),
    freeBytes,
    dataKept,
  };
}

/** Bytes that this user can write on the disk of a folder, or of its nearest existing parent. */
async function freeSpace(path: string): Promise<number | null> {
  const found = await statfs(path).catch(() => null);
  if (found) return found.bavail * found.bsize;
  const parent = dirname(path);
  return parent === path ? null : freeSpace(parent);
}

/** Total size and latest change of the files that an earlier installation left. */
async function keptData(folder: string): Promise<InstallPreview['dataKept']> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => null)));
  const kept = files.filter((file) => file?.isFile()).filter((file) => file !== null);
  if (kept.length === 0) return null;
  return {
    bytes: kept.reduce((sum, file) => sum + file.size, 0),
    changedAt: new Date(Math.max(...kept.map((file) => file.mtimeMs))).toISOString(),
  };
}
