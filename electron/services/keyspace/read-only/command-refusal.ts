import type { RedisLink } from '../../redis/connection/redis-link.ts';

const ANSWER_MS = 5000;
/** They replace or drop the data without being writes to the server. */
const replacing = new Set(['debug', 'replicaof', 'slaveof', 'shutdown', 'failover']);

/**
 * Why a command must not be sent to a read-only instance, by the flags of the server's own COMMAND, so that commands of
 * modules and renamed ones count too.
 * @returns null if it only reads
 * @throws LinkError
 */
export async function commandRefusal(
  link: RedisLink,
  id: string,
  [command = '', subcommand = '']: readonly string[],
): Promise<string | null> {
  const name = command.toLowerCase();
  const sentence = (why: string) =>
    `${command.toUpperCase()} ${why}, and ${id} is set to read-only in this app. Turn the switch off first.`;
  if (replacing.has(name)) return sentence('replaces or drops keys');
  const names = subcommand === '' ? [name] : [name, `${name}|${subcommand.toLowerCase()}`];
  const reply = await link.call(ANSWER_MS, 'COMMAND', 'INFO', ...names).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'ReplyError') return null;
    throw error;
  });
  if (!Array.isArray(reply)) return sentence('cannot be checked: the server refuses COMMAND');
  // Since Redis 7 a subcommand has its own flags; those of its container then say nothing.
  const entry: unknown = reply.findLast((found) => Array.isArray(found));
  // The server does not know it either, and refuses it.
  if (!Array.isArray(entry)) return null;
  const flags = new Set((entry[2] as unknown[]).map(String));
  if (flags.has('write')) return sentence('changes keys');
  if (flags.has('readonly') || flags.has('pubsub')) return null;
  // EVAL, EVALSHA and FCALL: their effect is known only afterwards. Before Redis 7 they have no flag.
  const isScript = flags.has('may_replicate') || (flags.has('noscript') && flags.has('movablekeys'));
  return isScript ? sentence('may change keys') : null;
}
