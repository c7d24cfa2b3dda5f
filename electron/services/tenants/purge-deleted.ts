import { isAppError } from '../../../shared/contract/errors.ts';
import { expiredTrash, removeFromTrash } from '../instances/registry/recently-deleted.ts';
import { remoteDataOf } from '../instances/registry/tenant-record.ts';
import type { Logger } from '../platform/log/logger.ts';
import type { MoveDeps } from './move/move-deps.ts';

const EVERY_MS = 3600_000;

export interface PurgeDeps extends Pick<MoveDeps, 'environment' | 'engineAt'> {
  readonly log: Logger;
}

/**
 * Deletes expired tenants under Recently deleted, and their volumes on other machines. While a machine is unreachable,
 * or a container uses a volume, the entry stays in the trash, because nothing else names its volumes.
 */
export async function purgeDeleted(deps: PurgeDeps): Promise<void> {
  const { environment, engineAt, log } = deps;
  for (const { safetyBackup, folder } of await expiredTrash(environment.home)) {
    const remote = await remoteDataOf(folder);
    try {
      if (remote) await engineAt(remote.engineName).removeVolumes(remote.volumes);
    } catch (error) {
      // The machine was removed from the list: its volumes are no longer the app's to delete.
      if (!isAppError(error, 'NOT_FOUND')) {
        log.error(
          `the volumes of ${safetyBackup} on ${remote?.engineName} were not deleted; the app tries again`,
          error,
        );
        continue;
      }
      log.error(
        `the volumes ${remote?.volumes} stay on ${remote?.engineName}, which is not in the list of engines`,
        error,
      );
    }
    await removeFromTrash(environment.home, safetyBackup);
  }
}

/** Purges periodically. @returns a function that stops it */
export function keepTrashSmall(deps: PurgeDeps): () => void {
  const run = () =>
    void purgeDeleted(deps).catch((error: unknown) => deps.log.error('Recently deleted could not be purged', error));
  run();
  const timer = setInterval(run, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
