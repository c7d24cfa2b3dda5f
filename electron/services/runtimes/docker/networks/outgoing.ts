import type { NetworkInspectInfo } from 'dockerode';
import type { EngineFacts } from '../engine/engine-facts.ts';

/** Without masquerading, packets leave with the container's own address, and other computers cannot reply. */
export const MASQUERADE = 'com.docker.network.bridge.enable_ip_masquerade';

/** Whether the engine can block outgoing traffic. Podman's Docker API cannot create a bridge without masquerading. */
export function closesOutgoing({ product }: Pick<EngineFacts, 'product'>): boolean {
  return product === 'Docker';
}

/** Whether other computers can reply to containers on this network. */
export function isOpen(network: NetworkInspectInfo | null): boolean {
  return network === null || (network.Options?.[MASQUERADE] !== 'false' && !network.Internal);
}
