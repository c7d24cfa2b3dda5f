import type { ContainerInfo } from 'dockerode';
import type { OperationContext } from '../../../operations/run/operation-context.ts';
import type { InstanceSpec } from '../../instance-spec.ts';
import type { Owned } from '../containers/list-containers.ts';
import { removeContainer } from '../containers/remove-container.ts';
import { startContainer } from '../containers/start-container.ts';
import { killContainer, stopContainer } from '../containers/stop-container.ts';
import type { EngineConnection } from '../engine/engine-connection.ts';
import type { EngineFacts } from '../engine/engine-facts.ts';
import { containerName, type Owner } from '../engine/ownership.ts';
import { isTask, serviceOf } from '../engine/service-labels.ts';
import { createService } from './create-service.ts';
import { removeService } from './remove-service.ts';
import { scaleDown, startService } from './run-service.ts';

interface Parts {
  /** The node's engine. */
  readonly connection: EngineConnection;
  /** The name of the node's engine, for messages. */
  readonly node: string;
  /** A manager of its swarm. @throws AppError ENGINE_UNREACHABLE */
  readonly manager: () => Promise<EngineConnection>;
  readonly owner: Owner & { readonly user: string | null };
  readonly facts: () => Promise<EngineFacts>;
  readonly list: Parameters<typeof startContainer>[1];
}

/**
 * The part of the runtime that differs for a service of a swarm. A manager controls the service; its container, its
 * files and its output are read from the node.
 */
export function createServiceRuntime({ connection, node, manager, owner, facts, list }: Parts) {
  const killTasks = async (service: string) => {
    const ours = ({ Labels }: ContainerInfo) => serviceOf({ Labels }) === service;
    const tasks = (await list.all()).filter((container) => ours(container) && isTask(container));
    await Promise.all(tasks.map(({ Id }) => removeContainer(connection, Id)));
  };
  return {
    async create(spec: InstanceSpec, op: OperationContext) {
      const [others, engine] = await Promise.all([list.all(), facts()]);
      await createService(connection, await manager(), spec, owner, engine, others, op);
    },
    async start(owned: Owned, service: string, configFile: string, signal: AbortSignal) {
      // Docker restarts no task by itself, but a user may have paused it.
      if (isTask(owned.container) && ['running', 'paused'].includes(owned.container.State))
        return startContainer(connection, list, owned);
      const find = async () => (await list.owned()).find(({ id }) => id === owned.id) ?? null;
      return startService(await manager(), owned, { service, node, configFile }, find, signal);
    },
    async stop(owned: Owned, service: string, options: Parameters<typeof stopContainer>[3]) {
      await scaleDown(await manager(), service, node);
      // The swarm asks the task to end only after some seconds.
      if (isTask(owned.container)) await stopContainer(connection, owned, (await facts()).product, options);
    },
    async kill(owned: Owned, service: string, home: string) {
      await scaleDown(await manager(), service, node);
      if (isTask(owned.container)) await killContainer(connection, owned, (await facts()).product, home);
    },
    async remove(service: string) {
      await removeService(await manager(), service, owner.home, () => killTasks(service));
      const keeper = (await list.all()).find(
        (container) => containerName(container) === service && serviceOf(container) === service,
      );
      if (keeper) await removeContainer(connection, keeper.Id);
    },
  };
}
