import type { ContainerInfo } from 'dockerode';
import { AppError } from '../../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../../operations/undo/undo-entry.ts';
import type { InstanceSpec } from '../../instance-spec.ts';
import { type EngineConnection, OPERATION_LIMIT_MS } from '../engine/engine-connection.ts';
import type { EngineFacts } from '../engine/engine-facts.ts';
import { diskFull, engineMessage, engineStatus } from '../engine/engine-failure.ts';
import { containerName, HOME_LABEL, instanceOf, OUTGOING_LABEL, type Owner } from '../engine/ownership.ts';
import { createNetwork, findNetwork, refuseForeignNetwork } from '../networks/networks.ts';
import { closesOutgoing, isOpen } from '../networks/outgoing.ts';
import { containerOptions } from './container-options.ts';
import { createVolumes, needsVolumes, ownerOf } from './volumes.ts';

/**
 * Creates volumes, network and container in parallel: a container needs its network only when it starts. A cancel does not abort
 * these calls, because the engine would complete them after the undo.
 */
export async function createContainer(
  connection: EngineConnection,
  spec: InstanceSpec,
  owner: Owner & { readonly user: string | null },
  facts: () => Promise<EngineFacts>,
  list: (signal: AbortSignal) => Promise<readonly ContainerInfo[]>,
  op: Pick<OperationContext, 'undo' | 'signal' | 'log' | 'warn'>,
): Promise<void> {
  const [containers, network, engine] = await Promise.all([
    list(op.signal),
    findNetwork(connection, spec.network, op.signal),
    facts(),
  ]);
  refuseExisting(containers, spec, owner);
  refuseForeignNetwork(network, spec, owner.home);
  const at = spec.engine === undefined ? {} : { engine: spec.engine };
  const volumes: UndoEntry[] =
    spec.volumes === undefined || !spec.createsVolumes ? [] : [{ type: 'volumes', prefix: spec.volumes, ...at }];
  const entries: UndoEntry[] = [
    ...volumes,
    ...volumes.map(() => ({ type: 'container' as const, name: volumesName(spec), ...at })),
    { type: 'container', name: spec.container, ...at },
  ];
  await op.undo.add(...(network ? entries : [{ type: 'network' as const, name: spec.network, ...at }, ...entries]));

  // An existing network decides whether outgoing traffic is open. Podman cannot close it.
  const isOutgoing = network ? isOpen(network) : spec.outgoing === true || !closesOutgoing(engine);
  const plain = containerOptions(spec, engine, owner);
  const options = { ...plain, Labels: { ...plain.Labels, [OUTGOING_LABEL]: isOutgoing ? 'open' : 'closed' } };
  const volumesCreated = (await needsVolumes(connection, spec, op))
    ? createVolumes(
        connection,
        { ...options, name: volumesName(spec) },
        options.HostConfig?.Mounts ?? [],
        ownerOf(options.User ?? null),
        spec.paths.config,
      )
    : Promise.resolve();
  const make = () =>
    connection.call((docker, abortSignal) => docker.createContainer({ ...options, abortSignal }), {
      limitMs: OPERATION_LIMIT_MS,
    });
  const networkCreated = network ? Promise.resolve() : createNetwork(connection, spec, owner.home, engine);
  const containerCreated = make().catch(async (error: unknown) => {
    if (!/network.*not found|unable to find network/i.test(engineMessage(error))) throw error;
    // Podman requires the network when it creates the container.
    await networkCreated;
    return make();
  });
  const results = await Promise.allSettled([volumesCreated, networkCreated, containerCreated]);
  for (const result of results) {
    if (result.status === 'rejected') throw asCreateFailure(result.reason, spec);
  }
  op.log(`Created the container ${spec.container}${network ? '' : ` and its network ${spec.network}`}.`);
}

/** The name of the container that prepares new volumes. */
export function volumesName({ container }: InstanceSpec): string {
  return `${container}.volumes`;
}

/** @throws AppError ALREADY_EXISTS if any container has that name */
export function refuseExisting(containers: readonly ContainerInfo[], spec: InstanceSpec, owner: Owner): void {
  const existing = containers.find((container) => containerName(container) === spec.container);
  if (existing) throw nameTaken(spec, existing, owner);
}

function nameTaken(spec: InstanceSpec, existing: ContainerInfo, owner: Owner): AppError<'ALREADY_EXISTS'> {
  const { id, container: name } = spec;
  if (instanceOf(existing, owner) === id) {
    return new AppError('ALREADY_EXISTS', `${id} is already installed as the container ${name}.`, {
      id,
      detail: name,
    });
  }
  const other = existing.Labels?.[HOME_LABEL];
  const whose = other ? `belongs to the home ${other}` : 'does not belong to this home';
  const message = `The container ${name} already exists and ${whose}. Choose another name with REDIS_CONTAINER_NAME (REDIS_CLIENT_PREFIX for tenants), or remove that container.`;
  return new AppError('ALREADY_EXISTS', message, { id, detail: `container ${name} ${whose}` });
}

export function asCreateFailure(error: unknown, spec: InstanceSpec): unknown {
  const status = engineStatus(error);
  if (status === null) return error;
  const engineError = engineMessage(error);
  if (status === 409) {
    const message = `The container ${spec.container} already exists. Choose another name with REDIS_CONTAINER_NAME, or remove that container.`;
    return new AppError('ALREADY_EXISTS', message, { id: spec.id, detail: engineError }, { cause: error });
  }
  if (status === 404 && /no such image/i.test(engineError)) {
    const message = `The image ${spec.image} is no longer on this computer. Try again to pull it.`;
    return new AppError('IMAGE_UNAVAILABLE', message, { image: spec.image, reason: engineError }, { cause: error });
  }
  const message = `The engine could not create the container ${spec.container}: ${engineError}. Everything was rolled back.`;
  const failed = { id: spec.id, log: [engineError] };
  return diskFull(error) ?? new AppError('START_FAILED', message, failed, { cause: error });
}
