import type { InfoFields } from '../info/info.ts';

/** Commands that monitor or administer a server. They do not count as operations, whichever client sends them. */
const families = new Set([
  ...['acl', 'auth', 'bgrewriteaof', 'bgsave', 'client', 'command', 'commandlog', 'config', 'hello', 'info'],
  ...['lastsave', 'latency', 'memory', 'module', 'monitor', 'ping', 'psync', 'replconf', 'role', 'save', 'slowlog'],
  'sync',
]);

const PREFIX = 'cmdstat_';

export function isMonitoring(command: string): boolean {
  return families.has(command.toLowerCase());
}

/**
 * The number of commands in the server's statistics that monitor or administer it.
 * @param info with its section Commandstats: `cmdstat_config|get:calls=1,usec=10`. Redis before 7 counts by family
 *   alone. https://redis.io/docs/latest/commands/info/
 */
export function monitoringCalls(info: InfoFields): number {
  let calls = 0;
  for (const [field, value] of info.commands()) {
    const [family = ''] = field.slice(PREFIX.length).split('|', 1);
    if (families.has(family)) calls += Number(/^calls=(\d+)/.exec(value)?.[1] ?? 0);
  }
  return calls;
}
