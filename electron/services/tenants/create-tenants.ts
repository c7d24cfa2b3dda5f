import { AppError } from '../../../shared/contract/errors.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { listTrash } from '../instances/registry/recently-deleted.ts';
import { writeTenant } from '../instances/registry/tenant-record.ts';
import type { InstanceDeps } from '../instances/status/instance-deps.ts';
import type { BranchDeps } from './branches/branch-deps.ts';
import { createBranchExpiry, setExpiry } from './branches/branch-expiry.ts';
import { createBranch } from './branches/create-branch.ts';
import { createTenant } from './create-tenant.ts';
import { destroyPreview, destroyTenant } from './destroy-tenant.ts';
import { type FigureDeps, machineFigures } from './fleet/machine-figures.ts';
import { lastIsolationTest, testIsolation } from './isolation.ts';
import { type DrainDeps, drainEngine, previewDrain } from './move/drain-engine.ts';
import { forwardPorts } from './move/forward-ports.ts';
import { moveTenant } from './move/move-tenant.ts';
import { previewMove } from './move/plan-move.ts';
import { keepTrashSmall, purgeDeleted } from './purge-deleted.ts';
import { checkTenantId, listTenants, tenantById, tenantPorts } from './read-tenants.ts';
import { repairTenant } from './repair-tenant.ts';
import { requireTenant } from './require-tenant.ts';
import type { TenantDescription, Tenants } from './tenants.ts';
import { undoDestroy } from './undo-destroy.ts';

export function createTenants(
  deps: BranchDeps & DrainDeps & FigureDeps,
  recentStatus: (id: string) => InstanceStatus | null,
): Tenants {
  const expiry = createBranchExpiry(deps);
  return {
    list: () => listTenants(deps, recentStatus),
    get: (id) => tenantById(deps, id),
    ports: () => tenantPorts(deps),
    checkId: (id) => checkTenantId(deps, id),
    create: (input) => createTenant(deps, input),
    branch: (input) => createBranch(deps, input),
    setExpiry: (id, seconds) => setExpiry(deps, id, seconds),
    expireBranches: expiry.run,
    start() {
      const ends = [expiry.start(), forwardPorts(deps), keepTrashSmall(deps)];
      return () => {
        for (const end of ends) end();
      };
    },
    describe: async (id, description) => {
      await describeTenant(deps, id, description);
      return tenantById(deps, id);
    },
    destroyPreview: (id) => destroyPreview(deps, id),
    destroy: (id) => destroyTenant(deps, id),
    async destroyed() {
      await purgeDeleted(deps);
      return listTrash(deps.environment.home);
    },
    undoDestroy: (safetyBackup) => undoDestroy(deps, safetyBackup),
    movePreview: (input) => previewMove(deps, input),
    move: (input) => moveTenant(deps, input),
    machineFigures: () => machineFigures(deps),
    drainPreview: (input) => previewDrain(deps, input),
    drain: (input) => drainEngine(deps, input),
    repair: (id) => repairTenant(deps, id),
    testIsolation: () => testIsolation(deps),
    isolation: () => lastIsolationTest(deps.environment.home),
  };
}

async function describeTenant(deps: InstanceDeps, id: string, description: TenantDescription): Promise<void> {
  const { tenant } = await requireTenant(deps, id);
  if (!tenant) {
    throw new AppError('NOT_FOUND', `${id} has no readable redis.json. Repair it first.`, {
      what: 'tenant',
      id,
    });
  }
  const { group = tenant.group, notes = tenant.notes } = description;
  await writeTenant(deps.environment, id, { ...tenant, group, notes });
}
