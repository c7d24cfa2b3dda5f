import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { OperationStepId } from '../../../shared/contract/operation-step.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import { can } from '../../../shared/contract/runtimes.ts';
import type { Branch } from '../../../shared/contract/tenant.ts';
import { makeInstance, makingSteps } from '../instances/install/make-instance.ts';
import { listTrash, removeManifest, trashFolder } from '../instances/registry/recently-deleted.ts';
import { instanceSpec } from '../instances/registry/spec.ts';
import { readTenant, remoteDataOf, tenantFolder, writeTenant } from '../instances/registry/tenant-record.ts';
import { bringHistoryBack } from '../metrics/history/history-folder.ts';
import { ensureFolder } from '../platform/home/ensure-folder.ts';
import { instancePaths } from '../platform/home/paths.ts';
import { tenantById } from './read-tenants.ts';
import { takenPorts } from './taken-ports.ts';
import type { TenantDeps } from './tenant-deps.ts';

/** Restores a destroyed tenant, on its previous port if that is free. */
export async function undoDestroy(deps: TenantDeps, safetyBackup: string): Promise<OperationOf<'undo-destroy'>> {
  const { environment } = deps;
  const kept = (await listTrash(environment.home)).find((entry) => entry.safetyBackup === safetyBackup);
  if (!kept) {
    throw new AppError('NOT_FOUND', `There is no destroyed tenant "${safetyBackup}".`, {
      what: 'destroyed tenant',
      id: safetyBackup,
    });
  }
  const { id, runtime } = kept;
  if (await deps.catalogue.one(id)) {
    const message =
      kept.movedTo === undefined
        ? `${id} cannot be restored because another tenant has this id. Destroy that tenant first.`
        : `${safetyBackup} is the old copy of ${id}, which was moved to ${kept.movedTo} and still exists. Move ${id} back instead: that keeps its current data.`;
    throw new AppError('ALREADY_EXISTS', message, { id, detail: 'another tenant has this id' });
  }
  const steps: readonly OperationStepId[] = ['restore-folder', ...Object.values(makingSteps(runtime))];
  const plan = { kind: 'undo-destroy', instance: id, title: `Restore tenant ${id}`, steps } as const;
  return deps.operations.begin(plan, async (op) => {
    const folder = tenantFolder(environment, id);
    const port = await op.step('restore-folder', async () => {
      const from = join(trashFolder(environment.home), safetyBackup);
      await op.undo.add({ type: 'port', owner: id }, { type: 'move', from, to: folder });
      // The folder has not moved yet, and its record names the engine.
      const engineName = (await remoteDataOf(from))?.engineName;
      const reserved = await reservePort(deps, id, kept.port, engineName);
      if (reserved !== kept.port) op.warn(`Port ${kept.port} is taken. Using port ${reserved}.`);
      ensureFolder(dirname(folder));
      await rename(from, folder);
      return reserved;
    });
    const record = await readTenant(environment, id);
    if (record === null) throw new Error(`the record of ${id} in Recently deleted cannot be read`);
    const spec = instanceSpec(environment, id, instancePaths(environment, id), { ...record, port });
    const { container, network } = can(runtime, 'network') ? spec : { container: null, network: null };
    const engine = record.engineName === undefined ? deps.runtimes[runtime].engine() : null;
    const saveRecord = () =>
      writeTenant(environment, id, { ...record, branch: keptBranch(record.branch), container, network, engine, port });
    await makeInstance(deps, {
      runtime,
      spec,
      defaults: environment.defaults,
      overrides: {},
      undo: [],
      saveRecord,
      op,
    });
    for (const problem of (await deps.companions?.start(id, op)) ?? []) op.warn(problem);
    await removeManifest(folder);
    await bringHistoryBack(environment.home, id, folder).catch((error: unknown) =>
      op.log(`The metrics of ${id} could not be restored: ${error}`),
    );
    return tenantById(deps, id);
  });
}

/** A recovered branch that has expired is kept: it would be deleted again immediately. */
function keptBranch(branch: Branch | null): Branch | null {
  return branch?.expiresAt && Date.parse(branch.expiresAt) <= Date.now() ? { ...branch, expiresAt: null } : branch;
}

async function reservePort(deps: TenantDeps, id: string, old: number, engineName?: string): Promise<number> {
  const taken = () => takenPorts(deps, engineName);
  const range = engineName === undefined ? undefined : deps.engines.require(engineName).record.ports;
  try {
    return await deps.ports.reserve(id, old, taken, range);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'PORT_TAKEN')) throw error;
    return deps.ports.reserve(id, null, taken, range);
  }
}
