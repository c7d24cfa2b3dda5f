import { can } from '../../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import type { InstancePaths } from '../../platform/home/paths.ts';
import type { Placement } from '../../redis/conf/template.ts';

const LOOPBACK = '127.0.0.1';

/**
 * Where a server listens and stores its files. A container listens on its whole network, and only the published port
 * leads there. A process binds 127.0.0.1 and, if requested, another address. Without a password, `protected-mode` would
 * reject clients that connect through a published port, so it is off in a container.
 */
export function placementOf(
  runtime: RuntimeKind,
  paths: InstancePaths,
  port: number,
  options: {
    readonly protectedMode: 'yes' | 'no';
    readonly password: string | null;
    readonly publishOn: string | undefined;
  },
): Placement {
  if (!can(runtime, 'mounts')) {
    return {
      bind: addresses(options.publishOn ?? LOOPBACK),
      port,
      protectedMode: options.protectedMode,
      dir: paths.data,
      logfile: paths.logFile,
      pidfile: paths.pidFile,
    };
  }
  return {
    bind: ['0.0.0.0'],
    port: 6379,
    protectedMode: options.password ? options.protectedMode : 'no',
    dir: '/data',
    logfile: '/var/log/redis/redis.log',
    pidfile: '/tmp/redis.pid',
  };
}

/** Always includes 127.0.0.1, where this app connects. */
function addresses(requested: string): readonly string[] {
  return requested === LOOPBACK || requested === '0.0.0.0' ? [requested] : [LOOPBACK, requested];
}
