import type { ContainerCreateOptions } from 'dockerode';
import type { InstanceSpec } from '../../instance-spec.ts';
import type { EngineFacts } from '../engine/engine-facts.ts';
import { HOME_LABEL, TLS_PORT_LABEL, USER_LABEL } from '../engine/ownership.ts';
import { fullImageName } from '../images/image-name.ts';
import { containerUser, leastPrivileges } from './privileges.ts';

/** How long the engine gives the server to save when the engine itself ends or a user says `docker stop`, s. */
const STOP_SECONDS = 300;

/**
 * What runs in the container, in place of the image's own entry point, which would drop to a user of its own and
 * leave files that ours cannot remove. Redis writes to its log file; `tail` copies what is new of it to where
 * `docker logs` finds it. What Redis says before it opens that file goes there by itself. `true` is no special
 * builtin: a log that cannot be written does not end the shell. Redis ends up as process 1 and gets the signals: in the
 * background it would end the container, whatever redis.conf says.
 */
const entryScript = `log=/var/log/redis/redis.log
true >>"$log"
tail -c +"$(($(wc -c <"$log") + 1))" -F "$log" 2>/dev/null &
server=redis-server
command -v "$server" >/dev/null || server=valkey-server
exec "$server" /usr/local/etc/redis/redis.conf --daemonize no --supervised no`;

/** What the engine is told to make. The password stands in redis.conf alone, never here. */
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
    // Asked every few seconds of every tenant it would cost 4–7 % of a core, and show a password in its events.
    Healthcheck: { Test: ['NONE'] },
    StopSignal: 'SIGTERM',
    StopTimeout: STOP_SECONDS,
    HostConfig: {
      ...leastPrivileges(facts),
      // As mounts, not binds: a folder that is not there is an error rather than made by root.
      Mounts: [
        { Type: 'bind', Source: spec.paths.data, Target: '/data' },
        { Type: 'bind', Source: spec.paths.config, Target: '/usr/local/etc/redis' },
        { Type: 'bind', Source: spec.paths.logs, Target: '/var/log/redis' },
      ],
      NetworkMode: spec.network,
      // On 0.0.0.0 a tenant would reach the others through the host's gateway.
      PortBindings: ports,
      RestartPolicy: { Name: 'unless-stopped' },
      ...(memoryBytes && facts.limitsMemory ? { Memory: memoryBytes } : {}),
      ...(spec.limits.cpus === null ? {} : { NanoCpus: Math.round(spec.limits.cpus * 1e9) }),
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
      // No limit of open files: Redis raises its own as far as it needs, and an engine that may not give what it
      // is asked for (rootless, or in a container itself) would not start the container at all.
    },
  };
}

/** The user to run as in a container, so that what it writes is ours; null where files have no such owner. */
export function currentUser(): string | null {
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  return uid === undefined || gid === undefined ? null : `${uid}:${gid}`;
}
