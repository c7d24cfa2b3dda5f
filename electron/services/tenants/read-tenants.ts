import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { MAIN, TENANT_ID_RULE } from '../../../shared/contract/names.ts';
import type { IdCheck, Tenant, TenantPorts } from '../../../shared/contract/tenant.ts';
import { tenantId } from '../../../shared/contract/values.ts';
import { instanceNames } from '../instances/registry/spec.ts';
import { tenantFolder } from '../instances/registry/tenant-record.ts';
import { shownPath } from '../platform/home/paths.ts';
import { freePorts, nextFreePort } from '../ports/free-ports.ts';
import { requireTenant } from './require-tenant.ts';
import { takenPorts } from './taken-ports.ts';
import type { TenantDeps } from './tenant-deps.ts';
import { tenantDocument } from './tenant-document.ts';

/** @param recentStatus the status in a recent poll, if there was one */
export async function listTenants(
  deps: Pick<TenantDeps, 'catalogue' | 'observer' | 'companions'>,
  recentStatus: (id: string) => InstanceStatus | null,
): Promise<readonly Tenant[]> {
  const instances = (await deps.catalogue.all()).filter(({ id }) => id !== MAIN);
  return Promise.all(
    instances.map(async (one) => {
      // The catalogue has just read the entry, which a stop since that poll has changed.
      const recent = one.entry?.state === 'running' && !one.trouble ? recentStatus(one.id) : null;
      const companions = (await deps.companions?.list(one.id)) ?? [];
      return tenantDocument(one, recent ?? (await deps.observer.status(one)), companions);
    }),
  );
}

/** @throws AppError NOT_FOUND */
export async function tenantById(
  deps: Pick<TenantDeps, 'catalogue' | 'observer' | 'companions'>,
  id: string,
): Promise<Tenant> {
  const instance = await requireTenant(deps, id);
  const companions = (await deps.companions?.list(id)) ?? [];
  return tenantDocument(instance, await deps.observer.status(instance), companions);
}

/** The tenant port range and its free ports. */
export async function tenantPorts(deps: TenantDeps): Promise<TenantPorts> {
  const { start, end } = deps.environment.tenantPorts;
  return { start, end, free: [...(await freePorts(start, end, await unavailable(deps)))] };
}

async function unavailable(deps: TenantDeps): Promise<ReadonlySet<number>> {
  const { owned, published } = await takenPorts(deps);
  return new Set([...owned.keys(), ...published]);
}

/** Whether an id is available, and what creating it would use. */
export async function checkTenantId(deps: TenantDeps, id: string): Promise<IdCheck> {
  const { environment } = deps;
  const valid = tenantId.safeParse(id).success;
  const { start, end } = environment.tenantPorts;
  const nextPort = await nextFreePort(start, end, await unavailable(deps));
  const free = valid && (await deps.catalogue.one(id)) === null;
  const reason = !valid ? `An id is ${TENANT_ID_RULE}.` : free ? null : 'A tenant with this id already exists.';
  const shown = valid ? id : '…';
  return {
    valid,
    free,
    reason,
    nextPort,
    ...instanceNames(environment, shown),
    folder: shownPath(tenantFolder(environment, shown)),
  };
}
