import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Removal } from '../../../../shared/contract/instance.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import type { SafetyBackups } from '../../operations/run/safety-backups.ts';
import { pruneEmptyFolders } from '../../platform/home/empty-folders.ts';
import { metricsFolder } from '../../platform/home/paths.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { readEffectiveConf } from '../../redis/conf/effective-conf.ts';
import { parseRedisConf } from '../../redis/conf/redis-conf.ts';
import { endWithAll } from '../lifecycle/end-with-all.ts';
import { runtimeOf } from '../lifecycle/start-instance.ts';
import type { InstanceDeps } from '../registry/instance-deps.ts';
import { removeMainRecord } from '../registry/main-record.ts';
import { requireInstance } from '../status/status-by-id.ts';
import { hasFolders, removeData } from './remove-data.ts';

/** What uninstalling needs besides: its data may go, so it is saved first. */
export interface UninstallDeps extends InstanceDeps {
  readonly safety: SafetyBackups;
}

/**
 * Removes an instance's container or process. Its data, configuration and logs stay unless `withData`, and then a
 * safety backup of the data is taken first; backups stay always. With nothing installed but data kept from before,
 * `withData` removes that. Where there is nothing to remove, the result says so: `changed` is false.
 */
export async function uninstallInstance(
  deps: UninstallDeps,
  id: string,
  withData: boolean,
): Promise<OperationOf<'uninstall'>> {
  const known = await requireInstance(deps, id);
  const installed = known.entry !== null || known.record !== null;
  const removesData = withData && (installed || (await hasFolders(known.paths)));
  // The record of an uninstalled tenant stays with its data.
  const changed = known.entry !== null || (installed && id === MAIN) || removesData;
  const runtime = installed ? runtimeOf(deps, known) : null;
  const steps = [
    ...(removesData ? ['Take a safety backup'] : []),
    ...(runtime && known.entry?.state === 'running' ? ['Save and end Redis'] : []),
    ...(runtime ? ['Remove it from its runtime'] : []),
    ...(removesData ? ['Remove data, configuration and logs'] : []),
  ];
  return deps.operations.begin(
    { kind: 'uninstall', instance: id, title: `Uninstall ${id}`, steps, cancellable: false },
    async (op) => {
      let left: NonNullable<Removal['left']> = [];
      const safetyBackup = removesData ? await deps.safety.take(id, 'uninstall', op) : null;
      if (runtime) {
        if (known.entry?.state === 'running') await endWithAll(deps, runtime, known, op);
        await op.step('Remove it from its runtime', async () => {
          await runtime.remove(id);
          // A tenant's redis.json stays with its data: it is listed, and can be started again.
          if (id === MAIN) await removeMainRecord(deps.environment.home, { keepsData: true });
        });
      }
      if (removesData) {
        const { home } = deps.environment;
        left = await op.step('Remove data, configuration and logs', async () => {
          const conf = await readEffectiveConf(confPlaceOf(known)).catch(() => null);
          const found = await removeData(home, known.paths, conf ?? parseRedisConf(''));
          if (id === MAIN) await removeMainRecord(home, { keepsData: false });
          await rm(join(metricsFolder(home), id), { recursive: true, force: true });
          // Backups stay; without any, their empty folder goes too.
          await rmdir(known.paths.backups).catch(() => undefined);
          return found;
        });
        for (const { path, reason } of left) op.log(`Left ${path}: ${reason}.`);
        op.onReleased(() => pruneEmptyFolders(deps.environment.home));
      }
      // A tenant's record stays with its data, and with it the tenant.
      if (id === MAIN || withData) await deps.observer.forget(id);
      return { id, removedData: removesData, safetyBackup, changed, ...(left.length > 0 && { left }) };
    },
  );
}
