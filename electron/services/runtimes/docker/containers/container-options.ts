import type { ContainerCreateOptions } from 'dockerode';
import type { InstanceSpec } from '../../instance-spec.ts';
import type { EngineFacts } from '../engine/engine-facts.ts';
import { HOME_LABEL, TLS_PORT_LABEL, USER_LABEL } from '../engine/ownership.ts';
import { fullImageName } from '../images/image-name.ts';
import { imageModulesScript } from './image-modules.ts';
import { containerUser, leastPrivileges } from './privileges.ts';
import { mountsFor } from './volumes.ts';

/** Time for the server to save when the engine shuts down or a user runs `docker stop`. */
const STOP_SECONDS = 300;

const CONF = '/usr/local/etc/redis/redis.conf';

/**
 * Replaces the image's entry point, which would switch to another user and leave files that we cannot delete. Redis
 * writes to its log file, and `tail` copies new lines to `docker logs`; output before the log file is open goes there
 * directly. `true` is not a special builtin, so an unwritable log does not end the shell. `exec` makes Redis process 1,
 * which receives the signals. `--daemonize no` overrides redis.conf: a daemonized Redis would end the container.
 */
const entryScript = `log=/var/log/redis/redis.log
true >>"$log"
tail -c +"$(($(wc -c <"$log") + 1))" -F "$log" 2>/dev/null &
server=redis-server
command -v "$server" >/dev/null || server=valkey-server
${imageModulesScript(CONF)}
exec "$server" ${CONF} "$@" --daemonize no --supervised no`;

/** The options for the engine. They never contain the password, which is only in redis.conf. */
export function containerOptions(
  spec: InstanceSpec,
  facts: Pick<EngineFacts, 'product' | 'rootless' | 'selinux' | 'limitsPids' | 'limitsMemory'>,
  owner: { readonly home: string; readonly user: string | null },
): ContainerCreateOptions & { name: string } {
  const user = containerUser(owner.user, facts);
  const { memoryBytes } = spec.limits;
  const HostIp = spec.publishOn ?? '127.0.0.1';
  const ports = {
    '6379/tcp': [{ HostIp, HostPort: String(spec.port) }],
    ...(spec.tlsPort !== undefined && { [`${spec.tlsPort}/tcp`]: [{ HostIp, HostPort: String(spec.tlsPort) }] }),
  };
  return {
    name: spec.container,
    Image: fullImageName(spec.image),
    ...(user === null ? {} : { User: user }),
    Entrypoint: ['/bin/sh', '-c', entryScript],
    Cmd: [],
    Labels: {
      ...spec.labels,
      [HOME_LABEL]: owner.home,
      ...(user !== null && { [USER_LABEL]: user }),
      ...(spec.tlsPort !== undefined && { [TLS_PORT_LABEL]: String(spec.tlsPort) }),
    },
    ExposedPorts: Object.fromEntries(Object.keys(ports).map((name) => [name, {}])),
    // A health check of every tenant would cost 4–7 % of a core and show the password in the engine's events.
    Healthcheck: { Test: ['NONE'] },
    StopSignal: 'SIGTERM',
    StopTimeout: STOP_SECONDS,
    HostConfig: {
      ...leastPrivileges(facts),
      // Mounts, not binds: with binds, the engine creates a missing folder as root.
      Mounts: mountsFor(spec, owner.home),
      NetworkMode: spec.network,
      // On 0.0.0.0 a tenant would reach the others through the host's gateway.
      PortBindings: ports,
      RestartPolicy: { Name: 'unless-stopped' },
      ...(memoryBytes && facts.limitsMemory ? { Memory: memoryBytes } : {}),
      ...(spec.limits.cpus === null ? {} : { NanoCpus: Math.round(spec.limits.cpus * 1e9) }),
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
      // No ulimit for open files: Redis raises its own limit, and an engine without the privilege (rootless, or inside
      // a container) would refuse to start the container.
    },
  };
}

/** The current user for a container, so that we own its files; null on systems without user ids. */
export function currentUser(): string | null {
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  return uid === undefined || gid === undefined ? null : `${uid}:${gid}`;
}
