import type { RedisLink } from '../../redis/connection/redis-link.ts';

const REPLY_MS = 5000;

/** They contain a password or another server's address, or replace all data. */
const never = new Set(['auth', 'hello', 'acl', 'config', 'migrate', 'sort', 'restore-asking', 'module', 'debug']);
/** They wait for other clients, change the connection, or do not work on keys. */
const refusedFlags = ['blocking', 'admin', 'pubsub', 'noscript'];

/**
 * The names of the commands that a replay may contain, in lower case: those that read or write keys, by the flags of
 * the server's own COMMAND. Excludes commands with secrets.
 * @throws LinkError, or the error of a server without COMMAND
 */
export async function replayableCommands(link: RedisLink): Promise<ReadonlySet<string>> {
  const reply = await link.call(REPLY_MS, 'COMMAND');
  const names = Array.isArray(reply) ? reply.flatMap(replayableName) : [];
  return new Set(names);
}

function replayableName(entry: unknown): readonly string[] {
  if (!Array.isArray(entry)) return [];
  const [name, , flags] = entry as readonly unknown[];
  const lower = String(name).toLowerCase();
  const own = new Set(Array.isArray(flags) ? flags.map(String) : []);
  const touchesKeys = own.has('write') || own.has('readonly');
  return touchesKeys && !never.has(lower) && !refusedFlags.some((flag) => own.has(flag)) ? [lower] : [];
}
