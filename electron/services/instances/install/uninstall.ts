import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Removal } from '../../../../shared/contract/instance.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import { plannedSteps } from '../../operations/run/planned-steps.ts';
import type { SafetyBackups } from '../../operations/run/safety-backups.ts';
import { pruneEmptyFolders } from '../../platform/home/empty-folders.ts';
import { metricsFolder } from '../../platform/home/paths.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { readEffectiveConf } from '../../redis/conf/effective-conf.ts';
import { parseRedisConf } from '../../redis/conf/redis-conf.ts';
import { endWithAll } from '../lifecycle/end-with-all.ts';
import { runtimeOf } from '../lifecycle/start-instance.ts';
import { removeMainRecord } from '../registry/main-record.ts';
import type { InstanceDeps } from '../status/instance-deps.ts';
import { requireInstance } from '../status/status-by-id.ts';
import { hasFolders, removeData } from './remove-data.ts';

export interface UninstallDeps extends InstanceDeps {
  readonly safety: SafetyBackups;
}

/**
 * Removes an instance's container or process. With `withData`, takes a safety backup and then deletes data,
 * configuration and logs, also those that an earlier installation left. Backups are never deleted. `changed` is false
 * in the result if there was nothing to remove.
 */
export async function uninstallInstance(
  deps: UninstallDeps,
  id: string,
  withData: boolean,
): Promise<OperationOf<'uninstall'>> {
  const instance = await requireInstance(deps, id);
  const installed = instance.entry !== null || instance.record !== null;
  const removesData = withData && (installed || (await hasFolders(instance.paths)));
  // An uninstalled tenant keeps its record in its data folder.
  const changed = instance.entry !== null || (installed && id === MAIN) || removesData;
  const runtime = installed ? runtimeOf(deps, instance) : null;
  const steps = plannedSteps(
    removesData && 'safety-backup',
    runtime && instance.entry?.state === 'running' && 'save-and-end',
    runtime && 'remove-instance',
    removesData && 'remove-data',
  );
  return deps.operations.begin(
    { kind: 'uninstall', instance: id, title: `Uninstall ${id}`, steps, cancellable: false },
    async (op) => {
      let left: NonNullable<Removal['left']> = [];
      const safetyBackup = removesData ? await deps.safety.take(id, 'uninstall', op) : null;
      if (runtime) {
        if (instance.entry?.state === 'running') await endWithAll(deps, runtime, instance, op);
        await op.step('remove-instance', async () => {
          await runtime.remove(id);
          // A tenant keeps its redis.json, so it is still listed and can be started again.
          if (id === MAIN) await removeMainRecord(deps.environment.home, { keepsData: true });
        });
      }
      if (removesData) {
        const { home } = deps.environment;
        left = await op.step('remove-data', async () => {
          const conf = await readEffectiveConf(confPlaceOf(instance)).catch(() => null);
          const found = await removeData(home, instance.paths, conf ?? parseRedisConf(''));
          if (id === MAIN) await removeMainRecord(home, { keepsData: false });
          await rm(join(metricsFolder(home), id), { recursive: true, force: true });
          // rmdir deletes the backup folder only if it is empty.
          await rmdir(instance.paths.backups).catch(() => undefined);
          return found;
        });
        for (const { path, reason } of left) op.log(`Kept ${path}: ${reason}.`);
        op.onReleased(() => pruneEmptyFolders(deps.environment.home));
      }
      if (id === MAIN || withData) await deps.observer.forget(id);
      return { id, removedData: removesData, safetyBackup, changed, ...(left.length > 0 && { left }) };
    },
  );
}
