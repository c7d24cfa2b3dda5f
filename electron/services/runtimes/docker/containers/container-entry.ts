import { dirname } from 'node:path';
import type { ContainerInfo } from 'dockerode';
import type { Problem } from '../../../../../shared/contract/instance.ts';
import type { RuntimeEntry } from '../../runtime.ts';
import { containerName, hostPath, OUTGOING_LABEL, TLS_PORT_LABEL } from '../engine/ownership.ts';
import { paused } from './container-trouble.ts';

const REDIS_PORT = 6379;

/** Details of a stopped container that the engine's list omits. */
export interface ContainerDetail {
  readonly problem: Problem | null;
  readonly port: number | null;
}

/** Converts an entry of the engine's list to an instance. */
export function entryOf(id: string, container: ContainerInfo, detail: ContainerDetail | null): RuntimeEntry {
  const name = containerName(container);
  const port = publishedPort(container) ?? detail?.port ?? null;
  const publishedOn = publishedAddress(container);
  return {
    id,
    runtime: 'docker',
    state: isUp(container) ? 'running' : 'stopped',
    problem: container.State === 'paused' ? paused(name) : (detail?.problem ?? null),
    container: name,
    network: networkOf(container),
    image: container.Image,
    imageId: container.ImageID || null,
    address: port === null ? null : { host: localAddress(publishedOn), port },
    publishedOn,
    tlsPort: Number(container.Labels?.[TLS_PORT_LABEL]) || null,
    startedAt: justStarted(container),
    runId: null,
    mounts: {
      data: mountedAt(container, '/data'),
      config: configFolder(container),
      logs: mountedAt(container, '/var/log/redis'),
    },
    labels: container.Labels ?? {},
    outgoing: outgoingOf(container.Labels?.[OUTGOING_LABEL]),
    files: { cwd: '/data', mounts: mountsOf(container), args: argumentsOf(container.Command ?? ''), defaults: [] },
  };
}

function outgoingOf(label: string | undefined): 'open' | 'closed' | null {
  return label === 'open' || label === 'closed' ? label : null;
}

/**
 * The start time, if it is less than a minute ago. The list gives it only in words; later, Redis reports its uptime.
 */
function justStarted({ State, Status }: ContainerInfo): string | null {
  const seconds = /^Up (?:(\d+) seconds?|Less than a second)/.exec(Status ?? '');
  if (State !== 'running' || !seconds) return null;
  return new Date(Date.now() - Number(seconds[1] ?? 0) * 1000).toISOString();
}

/** Whether the container runs or is restarting, so that it can be stopped. */
export function isUp(container: Pick<ContainerInfo, 'State'>): boolean {
  // Podman reports "stopping" while a server saves.
  return ['running', 'paused', 'restarting', 'stopping'].includes(container.State);
}

/** Its user-defined network, also if the container is stopped. */
export function networkOf(container: ContainerInfo): string | null {
  const names = Object.keys(container.NetworkSettings?.Networks ?? {});
  return names.find((name) => !['bridge', 'host', 'none', 'podman'].includes(name)) ?? names[0] ?? null;
}

function publishedPort(container: ContainerInfo): number | null {
  return published(container)?.PublicPort ?? null;
}

function publishedAddress(container: ContainerInfo): string | null {
  return published(container)?.IP || null;
}

/** A port published on all addresses, as by the earlier scripts, is also reachable on 127.0.0.1. */
function localAddress(address: string | null): string {
  return address === null || address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
}

function published(container: ContainerInfo) {
  return (container.Ports ?? []).find(({ PrivatePort, PublicPort }) => PrivatePort === REDIS_PORT && PublicPort);
}

function mountsOf({ Mounts }: ContainerInfo): readonly { readonly inside: string; readonly here: string }[] {
  return (Mounts ?? []).flatMap(({ Source, Destination }) =>
    Source ? [{ inside: Destination, here: hostPath(Source) }] : [],
  );
}

/** The arguments after redis.conf in the listed command, which is joined by spaces and quotes a script. */
export function argumentsOf(command: string): readonly string[] {
  const rest = /redis\.conf\s+(--[^'"]*)['"]?\s*$/.exec(command)?.[1] ?? '';
  return rest.split(/\s+/).filter((word) => word !== '');
}

function configFolder(container: ContainerInfo): string | null {
  const file = mountedAt(container, '/usr/local/etc/redis/redis.conf');
  return mountedAt(container, '/usr/local/etc/redis') ?? (file === null ? null : dirname(file));
}

function mountedAt(container: ContainerInfo, destination: string): string | null {
  const mount = (container.Mounts ?? []).find(({ Destination }) => Destination === destination);
  return mount?.Source ? hostPath(mount.Source) : null;
}
