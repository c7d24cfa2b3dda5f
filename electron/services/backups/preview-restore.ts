import type { Backup, RestorePreview } from '../../../shared/contract/backup.ts';
import { knownById } from '../instances/status-by-id.ts';
import { dataFiles } from './data-files.ts';
import type { BackupDeps } from './deps.ts';
import { freeBytes } from './disk-space.ts';
import { canRead } from './local-program.ts';

/** What is there now beside what a restore would bring. @throws AppError NOT_FOUND */
export async function previewRestore(deps: BackupDeps, backup: Backup, into: string): Promise<RestorePreview> {
  const known = await knownById(deps, into);
  const [status, names, free] = await Promise.all([
    deps.observer.look(known),
    dataFiles(known.paths.configFile),
    freeBytes(known.paths.root),
  ]);
  const running = status.state === 'running';
  const limit = status.memory.limitBytes;
  const needed = 2 * backup.sizeBytes;
  return {
    backup,
    into,
    now: {
      state: status.state,
      databases: status.databases.map(({ index, keys, expires }) => ({ index, keys, expires })),
      keys: running ? status.databases.reduce((sum, { keys }) => sum + keys, 0) : null,
      memoryBytes: status.memory.usedBytes,
      connectedClients: status.clients.connected,
    },
    problem: problemOf(backup, status.runtime === null, into, names.databases, status.version),
    warning:
      limit !== null && backup.memoryBytes !== null && backup.memoryBytes > limit
        ? `It needs about ${megabytes(backup.memoryBytes)} of memory and ${into} has a limit of ${megabytes(limit)}: keys would be evicted, or writes refused.`
        : null,
    neededBytes: needed,
    freeBytes: free,
  };
}

function problemOf(
  backup: Backup,
  missing: boolean,
  into: string,
  databases: number,
  version: string | null,
): string | null {
  if (backup.damaged) return `It is damaged: ${backup.damage}.`;
  if (missing) return `${into} is not installed. Install it first.`;
  const highest = Math.max(-1, ...(backup.databases ?? []).map(({ index }) => index));
  if (highest >= databases) return `It has keys in database ${highest}, and ${into} has ${databases} databases.`;
  if (version !== null && !canRead(version, backup.redisVersion)) {
    return `Redis ${backup.redisVersion} wrote it, and ${into} runs ${version}, which may not read it.`;
  }
  return null;
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 ** 2).toLocaleString('en')} MB`;
}
