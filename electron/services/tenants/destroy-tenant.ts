import { join } from 'node:path';
import type { Removal } from '../../../shared/contract/instance.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import { LEGACY_RUNTIME } from '../../../shared/contract/runtimes.ts';
import type { DestroyPreview } from '../../../shared/contract/tenant.ts';
import { endServer } from '../instances/lifecycle/end-server.ts';
import { runtimeOf } from '../instances/lifecycle/start-instance.ts';
import { moveToTrash, trashFolder, UNDO_MS } from '../instances/registry/recently-deleted.ts';
import { tenantFolder } from '../instances/registry/tenant-record.ts';
import { companionRemovals } from '../instances/status/companion-steps.ts';
import { setHistoryAside } from '../metrics/history/history-folder.ts';
import { plannedSteps } from '../operations/run/planned-steps.ts';
import { folderBytes } from '../platform/files/folder-bytes.ts';
import { pruneEmptyFolders } from '../platform/home/empty-folders.ts';
import { shownPath } from '../platform/home/paths.ts';
import { tenantById } from './read-tenants.ts';
import { requireTenant } from './require-tenant.ts';
import { saveKeys } from './save-keys.ts';
import type { TenantDeps } from './tenant-deps.ts';

export async function destroyPreview(deps: TenantDeps, id: string): Promise<DestroyPreview> {
  const tenant = await tenantById(deps, id);
  const folder = tenantFolder(deps.environment, id);
  return {
    id,
    keys: tenant.keys,
    bytesOnDisk: folderBytes(folder),
    // Without this app's own connection.
    clientsConnected: tenant.clients.connected,
    container: tenant.container,
    network: tenant.network,
    folder: shownPath(folder),
    port: tenant.port,
    companions: tenant.companions.map(({ title }) => title),
    undoUntil: new Date(Date.now() + UNDO_MS).toISOString(),
  };
}

interface DestroyOptions {
  readonly title?: string;
  /** Runs while the tenant is locked, and throws when it must not be destroyed. */
  readonly check?: () => Promise<void>;
}

/**
 * Removes a tenant's container, network and port, and keeps its folder with all keys in the trash for seven days. An
 * interruption leaves the tenant complete, or its folder in place so that a repair can recreate it.
 */
export async function destroyTenant(
  deps: TenantDeps,
  id: string,
  { title = `Destroy tenant ${id}`, check = async () => undefined }: DestroyOptions = {},
): Promise<OperationOf<'destroy-client'>> {
  const instance = await requireTenant(deps, id);
  // A tenant without a readable record and without a server needs no runtime.
  const runtime = instance.entry || instance.record ? runtimeOf(deps, instance) : null;
  const runs = instance.entry?.state === 'running';
  const steps = [
    ...plannedSteps(runs && 'save-keys', runs && 'stop-redis'),
    ...companionRemovals((await deps.companions?.list(id)) ?? []),
    ...plannedSteps('remove-instance', 'move-to-trash'),
  ];
  const plan = { kind: 'destroy-client', instance: id, title, steps } as const;
  return deps.operations.begin(plan, async (op): Promise<Removal> => {
    await check();
    let keys: number | null = null;
    if (runtime && runs) {
      const saved = await op.step('save-keys', () => saveKeys(deps, runtime, instance, op));
      keys = saved?.keys ?? null;
      const kill = async () => {
        op.commitPoint();
        await runtime.kill(id, { removes: true });
      };
      // After the save, a kill is faster and cannot fail. A server that rejects our password saves by its own settings.
      try {
        await op.step('stop-redis', async () => {
          if (saved) await saved.end(kill);
          else await endServer(deps, runtime, instance, op);
        });
      } finally {
        await saved?.close();
      }
    }
    op.commitPoint();
    // Before the container of the tenant: its network cannot be removed while others are on it.
    await deps.companions?.takeDown(id, op);
    await op.step('remove-instance', async () => runtime?.remove(id));
    const kept = await op.step('move-to-trash', () =>
      moveToTrash(deps.environment.home, {
        id,
        runtime: runtime?.kind ?? LEGACY_RUNTIME,
        port: instance.entry?.address?.port ?? instance.record?.port ?? deps.environment.tenantPorts.start,
        keys,
      }),
    );
    await deps.observer.forget(id);
    // A failure here is harmless: the metrics expire by themselves.
    await setHistoryAside(deps.environment.home, id, join(trashFolder(deps.environment.home), kept.safetyBackup)).catch(
      (error: unknown) => op.log(`The metrics of ${id} could not be moved: ${error}`),
    );
    op.onReleased(() => pruneEmptyFolders(deps.environment.home));
    return { id, removedData: true, safetyBackup: kept.safetyBackup };
  });
}
