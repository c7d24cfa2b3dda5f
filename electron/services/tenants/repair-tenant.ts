import { AppError } from '../../../shared/contract/errors.ts';
import type { OperationStepId } from '../../../shared/contract/operation-step.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import { can, LEGACY_RUNTIME, PROGRAM_RUNTIME } from '../../../shared/contract/runtimes.ts';
import type { TenantDefect } from '../../../shared/contract/tenant.ts';
import { makeInstance, makingSteps } from '../instances/install/make-instance.ts';
import { endWithAll } from '../instances/lifecycle/end-with-all.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import { noLimits } from '../instances/registry/instance-record.ts';
import { instanceNames, instanceSpec } from '../instances/registry/spec.ts';
import { type TenantRecord, writeTenant } from '../instances/registry/tenant-record.ts';
import type { OperationContext } from '../operations/run/operation-context.ts';
import { plannedSteps } from '../operations/run/planned-steps.ts';
import { instancePaths } from '../platform/home/paths.ts';
import { confPlaceOf } from '../redis/conf/conf-place.ts';
import { configuredSettings } from '../redis/conf/server-settings.ts';
import { defectOf } from './defect.ts';
import { tenantById } from './read-tenants.ts';
import { requireTenant } from './require-tenant.ts';
import { takenPorts } from './taken-ports.ts';
import type { TenantDeps } from './tenant-deps.ts';

/** Repairs a tenant's defect. @throws AppError ALREADY_EXISTS if it has none */
export async function repairTenant(deps: TenantDeps, id: string): Promise<OperationOf<'repair'>> {
  const instance = await requireTenant(deps, id);
  const defect = defectOf(instance);
  if (!defect) {
    throw new AppError('ALREADY_EXISTS', `${id} is complete; there is nothing to repair.`, {
      id,
      detail: 'whole',
    });
  }
  const steps = stepsOf(defect, instance);
  const plan = { kind: 'repair', instance: id, title: `${defect.repair} (${id})`, steps } as const;
  return deps.operations.begin(plan, async (op) => {
    switch (defect.kind) {
      case 'unreadable':
      case 'no-folder':
        await op.step('write-record', () => writeRecordFor(deps, instance));
        break;
      case 'no-container':
        await createMissing(deps, instance, op);
        break;
      case 'legacy':
        await convert(deps, instance, op);
        break;
      default:
        defect.kind satisfies never;
    }
    return tenantById(deps, id);
  });
}

function stepsOf({ kind }: TenantDefect, { entry, record }: ManagedInstance): readonly OperationStepId[] {
  if (kind === 'unreadable' || kind === 'no-folder') return ['write-record'];
  const making = Object.values(makingSteps(entry?.runtime ?? record?.runtime ?? LEGACY_RUNTIME));
  if (kind === 'no-container') return making;
  return [...plannedSteps(entry?.state === 'running' && 'save-and-end', 'remove-container'), ...making];
}

/** Writes a record from the container or `redis.conf`. Sets a damaged one aside. */
async function writeRecordFor(deps: TenantDeps, instance: ManagedInstance): Promise<void> {
  const { environment } = deps;
  const { id, entry } = instance;
  const settings = await configuredSettings(confPlaceOf(instance));
  const runtime = entry?.runtime ?? (settings?.port === 6379 ? LEGACY_RUNTIME : PROGRAM_RUNTIME);
  const port = entry?.address?.port ?? (can(runtime, 'network') ? null : settings?.port) ?? (await freePort(deps, id));
  await writeTenant(environment, id, {
    runtime,
    port,
    image: entry?.image ?? environment.image,
    limits: noLimits,
    container: entry?.container ?? (can(runtime, 'network') ? instanceNames(environment, id).container : null),
    network: entry?.network ?? (can(runtime, 'network') ? instanceNames(environment, id).network : null),
    engine: deps.runtimes[runtime].engine(),
    created: entry?.startedAt ?? new Date().toISOString(),
    group: null,
    notes: null,
    branch: null,
  });
}

async function freePort(deps: TenantDeps, id: string): Promise<number> {
  return deps.ports.reserve(id, null, () => takenPorts(deps));
}

async function createMissing(deps: TenantDeps, instance: ManagedInstance, op: OperationContext): Promise<void> {
  if (!instance.tenant) throw new Error(`${instance.id} has no record`);
  await createFromRecord(deps, instance.id, instance.tenant, op);
}

/** Replaces a container of the earlier scripts: same data and port, published on 127.0.0.1, in its own network. */
async function convert(deps: TenantDeps, instance: ManagedInstance, op: OperationContext): Promise<void> {
  const { environment, runtimes } = deps;
  const runtime = runtimes[instance.entry?.runtime ?? LEGACY_RUNTIME];
  if (instance.entry?.state === 'running') await endWithAll(deps, runtime, instance, op);
  const record: TenantRecord = {
    runtime: runtime.kind,
    port: instance.entry?.address?.port ?? instance.record?.port ?? (await freePort(deps, instance.id)),
    image: instance.entry?.image ?? environment.image,
    limits: instance.record?.limits ?? noLimits,
    engine: runtime.engine(),
    created: instance.tenant?.created ?? null,
    group: instance.tenant?.group ?? null,
    notes: instance.tenant?.notes ?? null,
    branch: instance.tenant?.branch ?? null,
    engineName: instance.tenant?.engineName,
    volumes: instance.tenant?.volumes,
    deployment: instance.tenant?.deployment,
    publishedAt: instance.tenant?.publishedAt,
    ...instanceNames(environment, instance.id),
  };
  await op.step('remove-container', () => runtime.remove(instance.id));
  await createFromRecord(deps, instance.id, record, op);
}

async function createFromRecord(
  deps: TenantDeps,
  id: string,
  record: TenantRecord,
  op: OperationContext,
): Promise<void> {
  const { environment } = deps;
  const { runtime } = record;
  const spec = instanceSpec(environment, id, instancePaths(environment, id), record);
  const { container, network } = can(runtime, 'network') ? spec : { container: null, network: null };
  const saveRecord = () =>
    writeTenant(environment, id, {
      ...record,
      container,
      network,
      engine: record.engineName === undefined ? deps.runtimes[runtime].engine() : null,
    });
  await makeInstance(deps, { runtime, spec, defaults: environment.defaults, overrides: {}, undo: [], saveRecord, op });
}
