import { randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/contract/errors.ts';
import type { SwarmNode } from '../../../shared/contract/machine.ts';
import { LOCAL_ENGINE } from '../../../shared/contract/names.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import { can, ENGINE_RUNTIME } from '../../../shared/contract/runtimes.ts';
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
import type { PortRange } from '../ports/port-registry.ts';
import type { Values } from '../redis/conf/conf-values.ts';
import type { NamedEngine } from '../runtimes/engines/named-engine.ts';
import { chooseNode } from '../runtimes/engines/swarm-nodes.ts';
import { openPortTls } from './open-port-tls.ts';
import { addressFor } from './published-address.ts';
import { tenantById } from './read-tenants.ts';
import { requireTenantId } from './require-tenant.ts';
import { takenPorts } from './taken-ports.ts';
import type { TenantDeps } from './tenant-deps.ts';

/** The properties of a tenant besides the user's choices. */
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
  const place = await placeOn(deps, input);
  const engine = place?.engine ?? null;
  check(input, engine?.record.ports ?? environment.tenantPorts);
  await requireFreeId(deps, input.id);
  const runtime = engine ? await requireEngine(deps, engine) : await chooseRuntime(input.runtime, deps);
  return {
    steps: ['reserve-port', ...Object.values(makingSteps(runtime))],
    make: (op, databases = 0) => makeTenant(deps, input, { runtime, place, databases, branch, settings }, op),
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
    place: chosen,
    databases,
    branch,
    settings,
  }: Required<TenantOrigin> & {
    readonly runtime: RuntimeKind;
    readonly place: Place | null;
    readonly databases: number;
  },
  op: OperationContext,
): Promise<void> {
  const { environment, ports } = deps;
  const { id } = input;
  const engine = chosen?.engine;
  const { node, publishedAt } = chosen ?? {};
  const port = await op.step('reserve-port', async () => {
    // Check again under the lock: another process may have created the same id meanwhile.
    await requireFreeId(deps, id);
    await op.undo.add({ type: 'port', owner: id });
    const taken = () => takenPorts(deps, engine?.record.name);
    const reserved = await ports.reserve(id, input.port ?? null, taken, engine?.record.ports);
    op.progress(null, `port ${reserved}`);
    return reserved;
  });
  const image = input.image ?? environment.image;
  const limits = input.limits ?? noLimits;
  const place = engine ? newPlace(environment, id, { engineName: engine.record.name, node, publishedAt }) : {};
  const spec = {
    ...instanceSpec(environment, id, instancePaths(environment, id), {
      ...place,
      port,
      image,
      limits,
      outgoing: input.outgoing,
    }),
    ...(engine && { createsVolumes: true }),
  };
  const { databases: wanted, ...own } = settings;
  const machine = openAt({ node, publishedAt });
  const defaults = tenantDefaults(
    { ...input, generatePassword: machine !== null || input.generatePassword },
    environment,
    Math.max(databases, Number(wanted ?? 0)),
  );
  const tls = machine && openPortTls({ id, paths: spec.paths, runtime, container: spec.container }, machine);
  const undo = [{ type: 'file', path: tenantFilePath(environment, id) }] as const;
  const saveRecord = () =>
    writeTenant(environment, id, {
      ...place,
      runtime,
      port,
      image,
      limits,
      outgoing: input.outgoing || undefined,
      ...(can(runtime, 'network') ? instanceNames(environment, id) : { container: null, network: null }),
      engine: engine ? null : deps.runtimes[runtime].engine(),
      created: new Date().toISOString(),
      group: input.group ?? null,
      notes: input.notes ?? null,
      branch,
    });
  await makeInstance(deps, {
    ...{ runtime, spec, defaults, settings: { ...own, ...tls?.settings }, writeFiles: tls?.issue },
    ...{ overrides: {}, undo, saveRecord, op },
  });
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

/** The place of a new tenant, other than a runtime of this computer. */
interface Place extends OpenPlace {
  readonly engine: NamedEngine;
}

interface OpenPlace {
  /** The node of its swarm on which it runs as a service; omitted: it runs as a container. */
  readonly node?: SwarmNode | undefined;
  /** The address at which the port of its container is open; omitted: it is not open there. */
  readonly publishedAt?: string | undefined;
}

/** The names and addresses at which the port of a tenant is open; null: it is bound to a loopback. */
function openAt({ node, publishedAt }: OpenPlace): readonly (string | null)[] | null {
  if (node) return [node.hostname, node.address];
  return publishedAt === undefined ? null : [publishedAt];
}

/** The place of a request; null: this computer. @throws AppError NOT_FOUND, BAD_VALUE */
async function placeOn(
  deps: TenantDeps,
  { engine: given, node: wanted, runtime, publish }: CreateTenantInput,
): Promise<Place | null> {
  if (wanted === undefined) {
    const engine = engineFor(deps, { engine: given, runtime });
    const publishedAt = await addressFor(engine, publish);
    return engine && { engine, ...(publishedAt !== null && { publishedAt }) };
  }
  const { engines } = deps;
  if (given !== undefined && given !== LOCAL_ENGINE) engines.require(given).retry();
  const node = chooseNode(await engines.nodes(given ?? LOCAL_ENGINE), wanted);
  const engine = engineFor(deps, { engine: node.engine, runtime });
  return engine && { engine, node };
}

/** The named engine of a request; null: this computer. @throws AppError NOT_FOUND, BAD_VALUE */
export function engineFor(
  { engines }: Pick<TenantDeps, 'engines'>,
  { engine: name, runtime }: { readonly engine?: string | undefined; readonly runtime?: RuntimeKind | undefined },
): NamedEngine | null {
  if (name === undefined || name === LOCAL_ENGINE) return null;
  const engine = engines.require(name);
  if (runtime !== undefined && !can(runtime, 'engine')) {
    const expected = `${ENGINE_RUNTIME}, or no --engine`;
    const message = `runtime: an instance on the engine ${name} runs in a container, not as a ${runtime}. Give ${expected}.`;
    throw new AppError('BAD_VALUE', message, { field: 'runtime', expected });
  }
  return engine;
}

/** @throws AppError ENGINE_UNREACHABLE */
async function requireEngine({ engines }: TenantDeps, engine: NamedEngine): Promise<RuntimeKind> {
  engine.retry();
  await engines.runtime(engine.record.name).list();
  return ENGINE_RUNTIME;
}

/** The random part distinguishes the volumes of a destroyed tenant from those of a new one with its id. */
function newPlace(
  environment: Environment,
  id: string,
  { engineName, node, publishedAt }: OpenPlace & { readonly engineName: string },
) {
  const volumes = `${instanceNames(environment, id).container}-${randomBytes(3).toString('hex')}`;
  const deployment = node && ('service' as const);
  return { engineName, volumes, ...(deployment && { deployment }), ...(publishedAt !== undefined && { publishedAt }) };
}

function check(input: CreateTenantInput, { start, end }: PortRange): void {
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
