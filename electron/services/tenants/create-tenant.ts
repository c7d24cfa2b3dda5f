import { randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/contract/errors.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import { can } from '../../../shared/contract/runtimes.ts';
import type { Branch, CreateTenantInput } from '../../../shared/contract/tenant.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { memoryPolicies } from '../../../shared/memory-policies.ts';
import { chooseRuntime } from '../instances/install/choose-runtime.ts';
import { requireMemory } from '../instances/install/install.ts';
import { makeInstance, makingSteps } from '../instances/install/make-instance.ts';
import type { TenantPlan } from '../instances/install/tenant-plan.ts';
import { noLimits } from '../instances/registry/instance-record.ts';
import { instanceNames, instanceSpec } from '../instances/registry/spec.ts';
import { tenantFilePath, writeTenant } from '../instances/registry/tenant-record.ts';
import type { OperationContext } from '../operations/run/operation-context.ts';
import { pruneEmptyFolders } from '../platform/home/empty-folders.ts';
import type { Environment, SettingDefaults } from '../platform/home/environment.ts';
import { instancePaths } from '../platform/home/paths.ts';
import type { Values } from '../redis/conf/conf-values.ts';
import { tenantById } from './read-tenants.ts';
import { requireTenantId } from './require-tenant.ts';
import { takenPorts } from './taken-ports.ts';
import type { TenantDeps } from './tenant-deps.ts';

/** What a tenant has besides the choices of a user. */
interface TenantOrigin {
  /** The origin of a tenant that is a copy. */
  readonly branch?: Branch | null;
  /** Checked directives of its first redis.conf. */
  readonly settings?: Values;
}

/**
 * Validates a request before anything changes.
 * @throws AppError BAD_VALUE, NO_RUNTIME
 */
export async function planTenant(
  deps: TenantDeps,
  input: CreateTenantInput,
  { branch = null, settings = {} }: TenantOrigin = {},
): Promise<TenantPlan> {
  const { environment } = deps;
  check(input, environment);
  await requireFreeId(deps, input.id);
  const runtime = await chooseRuntime(input.runtime, deps.runtimes);
  return {
    steps: ['reserve-port', ...Object.values(makingSteps(runtime))],
    make: (op, databases = 0) => makeTenant(deps, input, { runtime, databases, branch, settings }, op),
    tidy: () => pruneEmptyFolders(environment.home),
  };
}

/** Creates a tenant: port, folders, configuration, network and container or process. Rolls back on failure. */
export async function createTenant(deps: TenantDeps, input: CreateTenantInput): Promise<OperationOf<'create-client'>> {
  const { steps, make, tidy } = await planTenant(deps, input);
  const plan = { kind: 'create-client', instance: input.id, title: `Create tenant ${input.id}`, steps } as const;
  return deps.operations.begin(plan, async (op) => {
    try {
      await make(op);
      return await tenantById(deps, input.id);
    } catch (error) {
      op.onReleased(tidy);
      throw error;
    }
  });
}

async function makeTenant(
  deps: TenantDeps,
  input: CreateTenantInput,
  {
    runtime,
    databases,
    branch,
    settings,
  }: Required<TenantOrigin> & {
    readonly runtime: RuntimeKind;
    readonly databases: number;
  },
  op: OperationContext,
): Promise<void> {
  const { environment, ports } = deps;
  const { id } = input;
  const port = await op.step('reserve-port', async () => {
    // Check again under the lock: another process may have created the same id meanwhile.
    await requireFreeId(deps, id);
    await op.undo.add({ type: 'port', owner: id });
    const reserved = await ports.reserve(id, input.port ?? null, () => takenPorts(deps));
    op.progress(null, `port ${reserved}`);
    return reserved;
  });
  const image = input.image ?? environment.image;
  const limits = input.limits ?? noLimits;
  const spec = instanceSpec(environment, id, instancePaths(environment, id), {
    port,
    image,
    limits,
    outgoing: input.outgoing,
  });
  const { databases: wanted, ...own } = settings;
  const defaults = tenantDefaults(input, environment, Math.max(databases, Number(wanted ?? 0)));
  const undo = [{ type: 'file', path: tenantFilePath(environment, id) }] as const;
  const saveRecord = () =>
    writeTenant(environment, id, {
      runtime,
      port,
      image,
      limits,
      outgoing: input.outgoing || undefined,
      ...(can(runtime, 'network') ? instanceNames(environment, id) : { container: null, network: null }),
      engine: deps.runtimes[runtime].engine(),
      created: new Date().toISOString(),
      group: input.group ?? null,
      notes: input.notes ?? null,
      branch,
    });
  await makeInstance(deps, { runtime, spec, defaults, settings: own, overrides: {}, undo, saveRecord, op });
}

/** The default settings, without main's password. Generates a password only if requested. */
function tenantDefaults(input: CreateTenantInput, environment: Environment, databases: number): SettingDefaults {
  return {
    ...environment.defaults,
    databases: Math.max(databases, environment.defaults.databases),
    password: input.generatePassword ? randomBytes(24).toString('base64url') : '',
    maxMemory: input.memory ?? environment.defaults.maxMemory,
    maxMemoryPolicy: input.memoryPolicy ?? environment.defaults.maxMemoryPolicy,
    persistence: input.persistence ?? environment.defaults.persistence,
    protectedMode: 'yes',
  };
}

function check(input: CreateTenantInput, { tenantPorts: { start, end } }: Environment): void {
  requireTenantId(input.id);
  requireMemory(input.memory);
  const { port, memoryPolicy } = input;
  if (memoryPolicy !== undefined && !memoryPolicies.some((policy) => policy === memoryPolicy)) {
    const expected = `one of ${memoryPolicies.join(', ')}`;
    throw new AppError('BAD_VALUE', `memory-policy: "${memoryPolicy}" is not ${expected}.`, {
      field: 'memory-policy',
      expected,
    });
  }
  if (port !== undefined && (port < start || port > end)) {
    const expected = `a port from ${start} to ${end}`;
    throw new AppError('BAD_VALUE', `port: ${port} is not ${expected}, the tenant port range.`, {
      field: 'port',
      expected,
    });
  }
}

/** @throws AppError BAD_VALUE if the id is in use */
async function requireFreeId(deps: TenantDeps, id: string): Promise<void> {
  const instance = await deps.catalogue.one(id);
  if (!instance) return;
  const port = instance.entry?.address?.port ?? instance.record?.port;
  const where = port === undefined ? '' : ` on port ${port}`;
  const expected = 'an unused id';
  throw new AppError('BAD_VALUE', `client-id: the tenant "${id}" already exists${where}. Choose ${expected}.`, {
    field: 'client-id',
    expected,
  });
}
