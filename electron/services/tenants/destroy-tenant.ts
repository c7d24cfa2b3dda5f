import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Operation } from '../../../shared/contract/operation.ts';
import type { DestroyPreview, Removal } from '../../../shared/contract/tenant.ts';
import { folderBytes } from '../files/folder-bytes.ts';
import { shownPath } from '../home/paths.ts';
import type { Known } from '../instances/catalogue.ts';
import { pruneEmptyFolders } from '../instances/folders.ts';
import { runtimeOf } from '../instances/start-instance.ts';
import { setHistoryAside } from '../metrics/history-folder.ts';
import type { OperationContext } from '../operations/operation-context.ts';
import { LinkError } from '../redis/redis-link.ts';
import { tenantById } from './read-tenants.ts';
import { knownTenant } from './require-tenant.ts';
import type { TenantDeps } from './tenant-deps.ts';
import { tenantFolder } from './tenant-record.ts';
import { moveToTrash, trashFolder, UNDO_MS } from './trash.ts';

/** A server without persistence keeps its keys in memory only: saving gigabytes takes its time, ms. */
const SAVE_MS = 15 * 60_000;

export async function destroyPreview(deps: TenantDeps, id: string): Promise<DestroyPreview> {
  const tenant = await tenantById(deps, id);
  const folder = tenantFolder(deps.environment, id);
  return {
    id,
    keys: tenant.keys,
    bytesOnDisk: await folderBytes(folder),
    // Our own connection is not one that is cut off.
    clientsConnected: tenant.clients.connected === null ? null : Math.max(0, tenant.clients.connected - 1),
    container: tenant.container,
    network: tenant.network,
    folder: shownPath(folder),
    port: tenant.port,
    undoUntil: new Date(Date.now() + UNDO_MS).toISOString(),
  };
}

/**
 * Removes a tenant's container, network, folders and port. Its folder, with all its keys saved, is kept aside for
 * seven days. Cut off at any moment, the tenant is whole, or its folder is there with "make it again" as its cure.
 */
export async function destroyTenant(deps: TenantDeps, id: string): Promise<Operation> {
  const known = await knownTenant(deps, id);
  // A damaged record with nothing running needs no engine to be thrown away.
  const runtime = known.entry || known.record ? runtimeOf(deps, known) : null;
  const runs = known.entry?.state === 'running';
  const steps = [
    ...(runs ? ['Save its keys', 'End Redis'] : []),
    'Remove it from its runtime',
    'Keep its folder aside',
  ];
  const plan = {
    kind: 'destroy-client',
    instance: id,
    title: `Destroy tenant ${id}`,
    steps,
    cancellable: false,
  } as const;
  return deps.operations.begin(plan, async (op): Promise<Removal> => {
    const keys = (await tenantById(deps, id)).keys;
    if (runtime && runs) {
      await op.step('Save its keys', () => saveKeys(deps, known, op));
      // Saved already: killing is faster, and a save at the end could only fail.
      await op.step('End Redis', () => runtime.kill(id));
    }
    await op.step('Remove it from its runtime', async () => runtime?.remove(id));
    const kept = await op.step('Keep its folder aside', () =>
      moveToTrash(deps.environment.home, {
        id,
        runtime: runtime?.kind ?? 'docker',
        port: known.entry?.address?.port ?? known.record?.port ?? deps.environment.tenantPorts.start,
        keys,
      }),
    );
    // What was measured of it is no reason to fail: left where it is, it goes after its time.
    await setHistoryAside(deps.environment.home, id, join(trashFolder(deps.environment.home), kept.safetyBackup)).catch(
      (error: unknown) => op.log(`What was measured of ${id} stays where it was: ${error}`),
    );
    op.afterwards(() => pruneEmptyFolders(deps.environment.home));
    return { id, removedData: true, safetyBackup: kept.safetyBackup };
  });
}

/**
 * Brings to disk what is in memory, with writes held back until the end. An AOF has its writes in the system's hands
 * already; a snapshot is taken all the same. One that does not answer is taken as it is on disk, and the log says so.
 * @throws AppError SAVE_FAILED when it answers and cannot save: then nothing is destroyed
 */
async function saveKeys(deps: TenantDeps, known: Known, op: OperationContext): Promise<void> {
  const link = await deps.observer.link(known);
  try {
    if (!link) throw new LinkError('refused', 'it has no port here');
    // Redis before 6.2 knows no WRITE: then what is written in the last moment is lost with the rest.
    await link.call(5000, 'CLIENT', 'PAUSE', '600000', 'WRITE').catch(() => undefined);
    await link.call(SAVE_MS, 'SAVE');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!(error instanceof LinkError)) {
      const message = `The keys of ${known.id} could not be saved (${reason}), so it was not destroyed. Mend that, or stop it first.`;
      throw new AppError('SAVE_FAILED', message, { id: known.id, reason }, { cause: error });
    }
    op.log(`It did not answer (${reason}): kept is what was on disk already.`);
  }
}
