import type { InfoFields } from '../info/info.ts';

/** Commands that monitor or administer a server. They do not count as operations, whichever client sends them. */
const families = new Set([
  ...['acl', 'auth', 'bgrewriteaof', 'bgsave', 'client', 'command', 'commandlog', 'config', 'hello', 'info'],
  ...['lastsave', 'latency', 'memory', 'module', 'monitor', 'ping', 'psync', 'replconf', 'role', 'save', 'slowlog'],
  'sync',
]);

export function isMonitoring(command: string): boolean {
  return families.has(command.toLowerCase());
}

/** The command of an entry of Commandstats: `config` of `config|get`. */
export function familyOf(name: string): string {
  const end = name.indexOf('|');
  return end === -1 ? name : name.slice(0, end);
}

/**
 * The number of commands in the server's statistics that monitor or administer it.
 * @param info with its section Commandstats: `cmdstat_config|get:calls=1,usec=10`. Redis before 7 counts by family
 *   alone. https://redis.io/docs/latest/commands/info/
 */
export function monitoringCalls(info: InfoFields): number {
  let calls = 0;
  for (const one of info.commands()) if (families.has(familyOf(one.name))) calls += one.calls;
  return calls;
}
