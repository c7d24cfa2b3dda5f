import type { ContainerInspectInfo, HostConfig, NetworkInspectInfo } from 'dockerode';
import type { EngineFacts } from '../engine/engine-facts.ts';
import { closesOutgoing, isOpen } from '../networks/outgoing.ts';

/** The user of the official image. It works in every image, because a numeric user needs no entry in /etc/passwd. */
const SERVICE_USER = '999:999';
/** Redis has about ten threads, up to 128 io-threads, and a child process during a save. */
const MAX_PROCESSES = 512;

type Facts = Pick<EngineFacts, 'product' | 'rootless' | 'selinux' | 'limitsPids'>;

/**
 * The user of a container: the current user, so that we own its files; null on systems without user ids. If the app runs
 * as root, the user of the official image, who then owns the folders. On a rootless engine, root in the container is the
 * unprivileged user outside.
 */
export function containerUser(own: string | null, { rootless }: Pick<EngineFacts, 'rootless'>): string | null {
  if (rootless) return '0:0';
  return own?.startsWith('0:') ? SERVICE_USER : own;
}

/** The least privileges with which Redis works: access to its three folders only. */
export function leastPrivileges({ selinux, limitsPids }: Facts): HostConfig {
  return {
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges', ...(selinux ? ['label=disable'] : [])],
    ReadonlyRootfs: true,
    // For the pid file and an optional Unix socket.
    Tmpfs: { '/tmp': 'rw,noexec,nosuid,nodev,size=64m,mode=1777', '/run': 'rw,noexec,nosuid,nodev,size=16m,mode=1777' },
    ...(limitsPids && { PidsLimit: MAX_PROCESSES }),
  };
}

/**
 * Privileges that a container has beyond ours, a few words each.
 * @param outgoing whether the user allows outgoing traffic
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
