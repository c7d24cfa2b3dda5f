import { confPlaceOf } from '../../../redis/conf/conf-place.ts';
import { configuredSettings } from '../../../redis/conf/server-settings.ts';
import type { InstanceSpec } from '../../instance-spec.ts';
import { type EngineConnection, OPERATION_LIMIT_MS } from '../engine/engine-connection.ts';
import { engineStatus } from '../engine/engine-failure.ts';
import { limitOf, limitUpdate, reportedLimit, UNLIMITED } from './memory-limit.ts';

/** Fills in the memory limit in bytes: the user's choice, else derived from `maxmemory` in redis.conf. */
export async function withMemoryLimit(spec: InstanceSpec): Promise<InstanceSpec> {
  const place = confPlaceOf({ paths: spec.paths, entry: null, record: { runtime: 'docker' } });
  // Ignore an unreadable file: the start reports it, and a container without a limit is harmless.
  const settings = await configuredSettings(place).catch(() => null);
  const bytes = limitOf(spec.limits.memoryBytes, settings?.memoryLimitBytes ?? 0);
  return { ...spec, limits: { ...spec.limits, memoryBytes: bytes ?? UNLIMITED } };
}

/** The memory limit of a container as its engine reports it, in bytes; null: none. */
export async function memoryLimit(connection: EngineConnection, container: string): Promise<number | null> {
  const details = await connection.ask((docker, abortSignal) =>
    docker.getContainer(container).inspect({ abortSignal }),
  );
  return reportedLimit(details.HostConfig.Memory);
}

/** Changes the memory limit of a container, also while it runs. @param bytes null: no limit */
export async function setMemoryLimit(
  connection: EngineConnection,
  container: string,
  bytes: number | null,
): Promise<void> {
  try {
    await connection.call((docker) => docker.getContainer(container).update(limitUpdate(bytes)), {
      limitMs: OPERATION_LIMIT_MS,
    });
  } catch (error) {
    // The container was removed meanwhile.
    if (engineStatus(error) !== 404) throw error;
  }
}

/** Whether the engine starts a container again by itself, such as after a restart of the machine. */
export async function setRestart(connection: EngineConnection, container: string, isOn: boolean): Promise<void> {
  try {
    const Name = isOn ? 'unless-stopped' : 'no';
    await connection.call((docker) => docker.getContainer(container).update({ RestartPolicy: { Name } }), {
      limitMs: OPERATION_LIMIT_MS,
    });
  } catch (error) {
    if (engineStatus(error) !== 404) throw error;
  }
}
