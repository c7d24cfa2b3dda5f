import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import type { InstancePaths } from '../../platform/home/paths.ts';
import type { Placement } from '../../redis/conf/template.ts';

const LOOPBACK = '127.0.0.1';

/**
 * Where a server listens and keeps its files. In a container it listens to all of its own network and only the
 * published port leads there; as a process it binds 127.0.0.1 itself, and another address where that is wanted.
 * `protected-mode` would refuse what comes through a container's published port unless there is a password.
 */
export function placementOf(
  runtime: RuntimeKind,
  paths: InstancePaths,
  port: number,
  wanted: {
    readonly protectedMode: 'yes' | 'no';
    readonly password: string | null;
    readonly publishOn: string | undefined;
  },
): Placement {
  if (runtime === 'process') {
    return {
      bind: addresses(wanted.publishOn ?? LOOPBACK),
      port,
      protectedMode: wanted.protectedMode,
      dir: paths.data,
      logfile: paths.logFile,
      pidfile: paths.pidFile,
    };
  }
  return {
    bind: ['0.0.0.0'],
    port: 6379,
    protectedMode: wanted.password ? wanted.protectedMode : 'no',
    dir: '/data',
    logfile: '/var/log/redis/redis.log',
    pidfile: '/tmp/redis.pid',
  };
}

/** Always on 127.0.0.1, where this program asks it. */
function addresses(wanted: string): readonly string[] {
  return wanted === LOOPBACK || wanted === '0.0.0.0' ? [wanted] : [LOOPBACK, wanted];
}
