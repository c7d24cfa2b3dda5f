import { shownCount } from '../settings/shown-bytes.ts';

/** An entry of SLOWLOG, as far as it is told: the command and what it was about, never its values. */
export interface SlowCommand {
  readonly id: number;
  /** By the server's clock, whole seconds. */
  readonly at: Date;
  readonly tookMs: number;
  readonly command: string;
}

/** Our own connection's name: what we ask is not the user's business. */
const OWN_NAME = 'vrooli-redis-desktop';
const ARGUMENT = 60;

/** Commands whose second word says what they do. */
const families = new Set(['ACL', 'CLIENT', 'CLUSTER', 'CONFIG', 'DEBUG', 'FUNCTION', 'MEMORY', 'OBJECT', 'SCRIPT']);
/** Commands whose arguments may be secrets, or are programs that may hold some. */
const secretive = new Set(['AUTH', 'HELLO', 'ACL', 'CONFIG', 'MIGRATE', 'EVAL', 'EVAL_RO', 'FUNCTION', 'SCRIPT']);

/**
 * The answer of SLOWLOG GET, newest first. Each entry: id, time, microseconds, arguments, and since Redis 4 address
 * and name of the client.
 * @see https://redis.io/docs/latest/commands/slowlog-get/
 */
export function parseSlowLog(reply: unknown): readonly SlowCommand[] {
  if (!Array.isArray(reply)) return [];
  return reply.flatMap((entry: unknown) => {
    if (!Array.isArray(entry)) return [];
    const [id, seconds, microseconds, args, , name] = entry as readonly unknown[];
    if (typeof id !== 'number' || typeof seconds !== 'number' || typeof microseconds !== 'number') return [];
    if (!Array.isArray(args) || name === OWN_NAME) return [];
    return [{ id, at: new Date(seconds * 1000), tookMs: microseconds / 1000, command: shownCommand(args.map(String)) }];
  });
}

/** `HGETALL user:1`, `SET session:7 + 1 argument`, `CONFIG SET + 2 arguments`. */
export function shownCommand(args: readonly string[]): string {
  const name = (args[0] ?? '').toUpperCase().slice(0, ARGUMENT);
  const family = families.has(name) && args.length > 1;
  const words = family ? [name, (args[1] ?? '').toUpperCase().slice(0, ARGUMENT)] : [name];
  const key = secretive.has(name) ? [] : args.slice(words.length, words.length + 1).map(shownArgument);
  const shown = [...words, ...key].join(' ');
  const more = args.length - words.length - key.length;
  return more > 0 ? `${shown} + ${shownCount(more, 'argument')}` : shown;
}

function shownArgument(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, '·');
  return plain.length <= ARGUMENT ? plain : `${plain.slice(0, ARGUMENT).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** The same command, however often: the longest, and how many there were. */
export function grouped(entries: readonly SlowCommand[]): readonly (SlowCommand & { readonly times: number })[] {
  const groups = new Map<string, SlowCommand & { readonly times: number }>();
  for (const entry of entries) {
    const known = groups.get(entry.command);
    const longest = known && known.tookMs >= entry.tookMs ? known : entry;
    groups.set(entry.command, { ...longest, times: (known?.times ?? 0) + 1 });
  }
  return [...groups.values()].sort((a, b) => b.tookMs - a.tookMs);
}
