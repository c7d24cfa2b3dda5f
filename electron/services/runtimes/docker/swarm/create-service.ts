import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerCreateOptions, ContainerInfo, ServiceSpec } from 'dockerode';
import { AppError } from '../../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../../operations/undo/undo-entry.ts';
import { readStateFile } from '../../../platform/files/state-file.ts';
import type { InstanceSpec } from '../../instance-spec.ts';
import { containerOptions } from '../containers/container-options.ts';
import { asCreateFailure, refuseExisting, volumesName } from '../containers/create-container.ts';
import { createVolumes, needsVolumes, ownerOf } from '../containers/volumes.ts';
import { type EngineConnection, OPERATION_LIMIT_MS } from '../engine/engine-connection.ts';
import type { EngineFacts } from '../engine/engine-facts.ts';
import { engineMessage, engineStatus } from '../engine/engine-failure.ts';
import { HOME_LABEL, OUTGOING_LABEL, type Owner } from '../engine/ownership.ts';
import {
  SERVICE_ADDRESS_LABEL,
  SERVICE_IMAGE_LABEL,
  SERVICE_LABEL,
  SERVICE_NETWORK_LABEL,
  SERVICE_PORT_LABEL,
} from '../engine/service-labels.ts';
import { imageIdOf } from '../images/image-version.ts';
import { removeService } from './remove-service.ts';
import { createObjects } from './service-objects.ts';
import { serviceSpec } from './service-spec.ts';
import { readSwarmState, withoutQuorum } from './swarm-state.ts';

const limits = { limitMs: OPERATION_LIMIT_MS };
const NETWORK_KNOWN_MS = 60_000;
const NETWORK_POLL_MS = 250;

/**
 * Creates a stopped service, pinned to the node of the connection: its volumes there, its network, config and secret in
 * the swarm, and its keeper. The keeper is a container on the node that is never started: it keeps the volumes in use
 * while no task runs, and archives are uploaded and downloaded through it.
 */
export async function createService(
  connection: EngineConnection,
  manager: EngineConnection,
  spec: InstanceSpec,
  owner: Owner & { readonly user: string | null },
  facts: EngineFacts,
  list: readonly ContainerInfo[],
  op: Pick<OperationContext, 'undo' | 'log' | 'warn'>,
): Promise<void> {
  refuseExisting(list, spec, owner);
  const at = spec.engine === undefined ? {} : { engine: spec.engine };
  const name = spec.container;
  const volumes: UndoEntry[] =
    spec.volumes === undefined || !spec.createsVolumes
      ? []
      : [
          { type: 'volumes', prefix: spec.volumes, ...at },
          { type: 'container', name: volumesName(spec), ...at },
        ];
  await op.undo.add(...volumes, { type: 'container', name, ...at }, { type: 'service', name, ...at });
  const [state, imageId] = await Promise.all([readSwarmState(connection), imageIdOf(connection, spec.image)]);
  if (state === null) throw failed(spec, 'the engine is in no swarm');
  const base = containerOptions(spec, facts, owner);
  const labels = {
    ...base.Labels,
    [OUTGOING_LABEL]: 'open',
    [SERVICE_LABEL]: name,
    [SERVICE_PORT_LABEL]: String(spec.port),
    [SERVICE_IMAGE_LABEL]: spec.image,
    [SERVICE_NETWORK_LABEL]: spec.network,
    ...(state.address !== null && { [SERVICE_ADDRESS_LABEL]: state.address }),
  };
  try {
    // One of this home whose node has lost its containers.
    await removeService(manager, name, owner.home, null);
    if (await needsVolumes(connection, spec, op)) {
      const options = { ...base, Labels: labels, name: volumesName(spec) };
      const { config } = spec.paths;
      await createVolumes(connection, options, base.HostConfig?.Mounts ?? [], ownerOf(base.User ?? null), config);
    }
    await connection.call((docker) => docker.createContainer(keeper(base, labels)), limits);
    const [network, objects] = await Promise.all([
      createOverlay(manager, spec.network, labels),
      createObjects(manager, name, labels, (await readStateFile(spec.paths.configFile)) ?? ''),
    ]);
    const place = { nodeId: state.nodeId, network, imageId: imageId ?? spec.image, labels };
    const service = serviceSpec(spec, base, place, objects);
    await createWhenKnown(manager, service, network);
  } catch (error) {
    throw withoutQuorum(error, spec.engine ?? name) ?? asServiceFailure(error, spec);
  }
  op.log(`Created the service ${name} and its network ${spec.network}.`);
}

/** A manager may reply for some moments that it does not know the network that it has just created. */
async function createWhenKnown(manager: EngineConnection, service: ServiceSpec, network: string): Promise<void> {
  const deadline = Date.now() + NETWORK_KNOWN_MS;
  for (;;) {
    try {
      await manager.call((docker) => docker.createService(undefined as never, service), limits);
      return;
    } catch (error) {
      const isUnknown = engineStatus(error) === 404 && engineMessage(error).includes(network);
      if (!isUnknown || Date.now() > deadline) throw error;
      await sleep(NETWORK_POLL_MS);
    }
  }
}

/** With the privileges of the service, but without a program: a second Redis must never use the data. */
function keeper(
  base: ContainerCreateOptions & { name: string },
  Labels: Record<string, string>,
): ContainerCreateOptions & { name: string } {
  const { PortBindings: _, ...HostConfig } = base.HostConfig ?? {};
  return {
    ...base,
    Labels,
    ExposedPorts: {},
    Entrypoint: ['/bin/sh', '-c', 'exit 1'],
    HostConfig: { ...HostConfig, NetworkMode: 'none', RestartPolicy: { Name: 'no' } },
  };
}

/** Its own network, encrypted between nodes. Scratch servers may attach to it. */
async function createOverlay(
  manager: EngineConnection,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<string> {
  const { id } = await manager.call(
    (docker) =>
      docker.createNetwork({
        Name: name,
        Driver: 'overlay',
        CheckDuplicate: true,
        Attachable: true,
        Options: { encrypted: '' },
        Labels: { [HOME_LABEL]: labels[HOME_LABEL] ?? '', [SERVICE_LABEL]: labels[SERVICE_LABEL] ?? '' },
      }),
    limits,
  );
  return id;
}

function asServiceFailure(error: unknown, spec: InstanceSpec): unknown {
  const said = engineMessage(error);
  if (engineStatus(error) !== null && /already exists|name conflicts/i.test(said)) {
    const message = `The swarm already has ${spec.container} or ${spec.network}, of another home or program. Choose another id, or remove it there.`;
    return new AppError('ALREADY_EXISTS', message, { id: spec.id, detail: said }, { cause: error });
  }
  return asCreateFailure(error, spec);
}

function failed({ id, container }: InstanceSpec, reason: string): AppError<'START_FAILED'> {
  const message = `The service ${container} could not be created: ${reason}.`;
  return new AppError('START_FAILED', message, { id, log: [] });
}
