import { AppError } from '../../../shared/contract/errors.ts';
import { TENANT_ID_RULE } from '../../../shared/contract/names.ts';
import { tenantId } from '../../../shared/contract/values.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import type { TenantDeps } from './tenant-deps.ts';

/** @throws AppError BAD_VALUE for an invalid tenant id */
export function requireTenantId(id: string): void {
  if (tenantId.safeParse(id).success) return;
  const shown = JSON.stringify(id.length > 60 ? `${id.slice(0, 60)}…` : id);
  throw new AppError('BAD_VALUE', `client-id: ${shown} is not allowed. An id is ${TENANT_ID_RULE}.`, {
    field: 'client-id',
    expected: TENANT_ID_RULE,
  });
}

/** @throws AppError BAD_VALUE, NOT_FOUND */
export async function requireTenant(deps: Pick<TenantDeps, 'catalogue'>, id: string): Promise<ManagedInstance> {
  requireTenantId(id);
  const instance = await deps.catalogue.one(id);
  if (instance) return instance;
  throw new AppError('NOT_FOUND', `There is no tenant "${id}".`, { what: 'tenant', id });
}
