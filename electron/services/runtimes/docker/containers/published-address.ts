import type { ContainerInspectInfo } from 'dockerode';
import { isLoopback } from '../../../ports/loopback.ts';
import type { EngineConnection } from '../engine/engine-connection.ts';

/** The address of its machine at which a container publishes its ports, running or stopped; undefined if it publishes none. */
export async function publishedAddress(connection: EngineConnection, id: string): Promise<string | undefined> {
  const details = await connection.ask((docker, abortSignal) => docker.getContainer(id).inspect({ abortSignal }));
  return openAddress(details.HostConfig?.PortBindings);
}

/** Of several addresses, one that is not the loopback. Docker takes an empty address for all of the machine. */
export function openAddress(bindings: ContainerInspectInfo['HostConfig']['PortBindings']): string | undefined {
  const all = Object.values(bindings ?? {}).flatMap((one: unknown) => (Array.isArray(one) ? one : []));
  const addresses = all.map(({ HostIp }: { readonly HostIp?: string }) => HostIp || '0.0.0.0');
  return addresses.find((address) => !isLoopback(address)) ?? addresses[0];
}
