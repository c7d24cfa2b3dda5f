import type { ContainerInspectInfo, HostConfig, NetworkInspectInfo } from 'dockerode';
import type { EngineFacts } from '../engine/engine-facts.ts';

/** The user of the official image; every other image takes it as well, as a user needs no name. */
const SERVICE_USER = '999:999';
/** Redis has some ten threads, up to 128 for its io-threads, and a child while it saves. */
const MOST_PROCESSES = 512;
/** A bridge whose packets leave with the container's own address: nothing outside this computer can answer them. */
export const MASQUERADE = 'com.docker.network.bridge.enable_ip_masquerade';

type Facts = Pick<EngineFacts, 'product' | 'rootless' | 'selinux' | 'limitsPids'>;

/**
 * Whom a container runs as, so that what it writes is ours; null where files have no such owner. Never as root: where
 * the app is, as the user of the official image, who is given the folders. On a rootless engine root in the container is
 * the user outside, who has no rights but the user's own.
 */
export function containerUser(own: string | null, { rootless }: Pick<EngineFacts, 'rootless'>): string | null {
  if (rootless) return '0:0';
  return own?.startsWith('0:') ? SERVICE_USER : own;
}

/** The rights that a container of Redis needs: none beyond its three folders. */
export function leastPrivileges({ selinux, limitsPids }: Facts): HostConfig {
  return {
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges', ...(selinux ? ['label=disable'] : [])],
    ReadonlyRootfs: true,
    // For the process id, and for a Unix socket that redis.conf may name.
    Tmpfs: { '/tmp': 'rw,noexec,nosuid,nodev,size=64m,mode=1777', '/run': 'rw,noexec,nosuid,nodev,size=16m,mode=1777' },
    ...(limitsPids && { PidsLimit: MOST_PROCESSES }),
  };
}

/**
 * Whether containers can be kept from reaching out. Podman knows no bridge without masquerading by this interface.
 */
export function closesOutgoing({ product }: Pick<EngineFacts, 'product'>): boolean {
  return product === 'Docker';
}

/** Whether what a container sends on this network is answered by other computers. */
export function isOpen(network: NetworkInspectInfo | null): boolean {
  return network === null || (network.Options?.[MASQUERADE] !== 'false' && !network.Internal);
}

/**
 * What a container may that one of ours may not, a few words each; none where it is as we make it.
 * @param outgoing whether the user opened outgoing traffic
 */
export function excessPrivileges(
  { Config, HostConfig }: Pick<ContainerInspectInfo, 'Config' | 'HostConfig'>,
  network: NetworkInspectInfo | null,
  facts: Facts,
  outgoing = false,
): readonly string[] {
  const { CapAdd, CapDrop, PidsLimit, Privileged, ReadonlyRootfs, SecurityOpt } = HostConfig;
  const dropsAll = !Privileged && (CapDrop ?? []).some((name: string) => /^(CAP_)?ALL$/i.test(name)) && !CapAdd?.length;
  const noGain = (SecurityOpt ?? []).some((option: string) => /^no-new-privileges(?:[:=]true)?$/.test(option));
  const isRoot = /^(0|root)?(:|$)/.test(Config.User ?? '');
  const found: readonly (readonly [boolean, string])[] = [
    [!dropsAll && !(facts.product === 'Podman' && CapDrop?.length), 'capabilities'],
    [!noGain, 'may gain privileges'],
    [facts.limitsPids && !(PidsLimit && PidsLimit > 0), 'no limit of processes'],
    [!ReadonlyRootfs, 'writable root'],
    [isRoot && !facts.rootless, 'runs as root'],
    [isOpen(network) && closesOutgoing(facts) && !outgoing, 'outgoing network'],
  ];
  return found.flatMap(([excess, name]) => (excess ? [name] : []));
}
