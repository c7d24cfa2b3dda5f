import { setTimeout as sleep } from 'node:timers/promises';
import { type EngineConnection, OPERATION_LIMIT_MS } from '../engine/engine-connection.ts';
import { engineMessage, engineStatus } from '../engine/engine-failure.ts';
import { HOME_LABEL } from '../engine/ownership.ts';
import { SERVICE_LABEL } from '../engine/service-labels.ts';
import { removeObjects } from './service-objects.ts';

const limits = { limitMs: OPERATION_LIMIT_MS };
/** A network is in use until the last task has ended, some seconds after its service; on a busy machine later. */
const NETWORK_LIMIT_MS = 120_000;
const POLL_MS = 250;

/**
 * Removes a service of this home with its config, secret and network; never volumes. Idempotent.
 * @param endTasks ends its remaining tasks; null: nothing runs
 */
export async function removeService(
  manager: EngineConnection,
  name: string,
  home: string,
  endTasks: (() => Promise<void>) | null,
): Promise<void> {
  const found = await inspectOrNull(() => manager.call((docker) => docker.getService(name).inspect(), limits));
  if (found && found.Spec?.Labels?.[HOME_LABEL] !== home) return;
  if (found) await manager.call((docker) => docker.getService(name).remove(), limits);
  await endTasks?.();
  await removeObjects(manager, name, null);
  const filters = { label: [`${SERVICE_LABEL}=${name}`, `${HOME_LABEL}=${home}`] };
  const networks = await manager.call((docker) => docker.listNetworks({ filters }), limits);
  for (const { Id } of networks) await removeNetworkOf(manager, Id);
  await removeObjects(manager, name, null);
}

async function removeNetworkOf(manager: EngineConnection, id: string): Promise<void> {
  const deadline = Date.now() + NETWORK_LIMIT_MS;
  for (;;) {
    try {
      await manager.call((docker) => docker.getNetwork(id).remove(), limits);
      return;
    } catch (error) {
      const status = engineStatus(error);
      if (status === 404) return;
      const isUsed = status !== null && /in use|active endpoints/i.test(engineMessage(error));
      if (!isUsed || Date.now() > deadline) throw error;
      await sleep(POLL_MS);
    }
  }
}

async function inspectOrNull<T>(body: () => Promise<T>): Promise<T | null> {
  try {
    return await body();
  } catch (error) {
    if (engineStatus(error) === 404) return null;
    throw error;
  }
}
