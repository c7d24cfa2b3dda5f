import { realpath, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { Operation } from '../../../../shared/contract/operation.ts';
import type { SafetyBackups } from '../../operations/run/safety-backups.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { pruneEmptyFolders } from '../../platform/home/empty-folders.ts';
import { metricsFolder } from '../../platform/home/paths.ts';
import { runtimeOf } from '../lifecycle/start-instance.ts';
import { saveAndEnd } from '../lifecycle/stop-instance.ts';
import type { InstanceDeps } from '../registry/instance-deps.ts';
import { removeMainRecord } from '../registry/main-record.ts';
import { knownById } from '../status/status-by-id.ts';

/**
 * Removes a folder or file, and what it points to where it is a symbolic link: the data is there, and was to go.
 * @throws the file system's error, so that nothing is reported as removed that is still there
 */
async function removeWithTarget(path: string): Promise<void> {
  const target = await orNull(realpath(path));
  if (target !== null && target !== path) await rm(target, { recursive: true, force: true });
  await rm(path, { recursive: true, force: true });
}

/** What uninstalling needs besides: its data may go, so it is saved first. */
export interface UninstallDeps extends InstanceDeps {
  readonly safety: SafetyBackups;
}

/**
 * Removes an instance's container or process. Its data, configuration and logs stay unless `removeData`, and then a
 * safety backup of the data is taken first; backups stay always. With nothing installed but data kept from before,
 * `removeData` removes that.
 */
export async function uninstallInstance(deps: UninstallDeps, id: string, removeData: boolean): Promise<Operation> {
  const known = await knownById(deps, id);
  const installed = known.entry !== null || known.record !== null;
  if (!installed && !removeData) {
    throw new AppError('NOT_RUNNING', `${id} is not installed, so there is nothing to remove.`, {
      id,
      state: 'missing',
    });
  }
  const runtime = installed ? runtimeOf(deps, known) : null;
  const steps = [
    ...(removeData ? ['Take a safety backup'] : []),
    ...(runtime && known.entry?.state === 'running' ? ['Save and end Redis'] : []),
    ...(runtime ? ['Remove it from its runtime'] : []),
    ...(removeData ? ['Remove data, configuration and logs'] : []),
  ];
  return deps.operations.begin(
    { kind: 'uninstall', instance: id, title: `Uninstall ${id}`, steps, cancellable: false },
    async (op) => {
      const safetyBackup = removeData ? await deps.safety.take(id, 'uninstall', op) : null;
      if (runtime) {
        if (known.entry?.state === 'running') await saveAndEnd(deps, runtime, known, op);
        await op.step('Remove it from its runtime', async () => {
          await runtime.remove(id);
          // A tenant's redis.json stays with its data: it is listed, and can be started again.
          if (id === MAIN) await removeMainRecord(deps.environment.home);
        });
      }
      if (removeData) {
        const { data, config, logs, backups, pidFile } = known.paths;
        await op.step('Remove data, configuration and logs', async () => {
          const history = join(metricsFolder(deps.environment.home), id);
          for (const path of [data, config, logs, pidFile, history]) await removeWithTarget(path);
          // Backups stay; without any, their empty folder goes too.
          await rmdir(backups).catch(() => undefined);
        });
        op.afterwards(() => pruneEmptyFolders(deps.environment.home));
      }
      return { id, removedData: removeData, safetyBackup };
    },
  );
}
