import { counted } from '../../../../shared/format/count.ts';
import { whichAreOwn } from '../own-use/own-slow-commands.ts';

/** A SLOWLOG entry reduced to the command and its key. Values are dropped, because they may be secret. */
export interface SlowCommand {
  readonly id: number;
  /** By the server's clock, in whole seconds. */
  readonly at: Date;
  readonly tookMs: number;
  /** `HGETALL user:1`, `LRANGE queue 0 -1`, `SET session:7 + 1 argument`, `CONFIG SET + 2 arguments`. */
  readonly command: string;
  /** Without the key: `HGETALL`, `CONFIG SET`. */
  readonly name: string;
  /** The key with its varying parts as `*`; empty without a key. */
  readonly pattern: string;
  /** Address and name of the client; empty before Redis 4. */
  readonly address: string;
  readonly client: string;
}

const MAX_ARGUMENT_CHARS = 60;
/** Arguments of a reading command that are shown. */
const MAX_ARGUMENTS = 8;
const MAX_CLIENT_CHARS = 100;

/** Container commands: the second word is the subcommand. */
const containerCommands = new Set([
  'ACL',
  'CLIENT',
  'CLUSTER',
  'CONFIG',
  'DEBUG',
  'FUNCTION',
  'MEMORY',
  'OBJECT',
  'SCRIPT',
]);
/** Commands whose arguments may be secrets, or scripts that may contain secrets. */
const secretCommands = new Set(['AUTH', 'HELLO', 'ACL', 'CONFIG', 'MIGRATE', 'EVAL', 'EVAL_RO', 'FUNCTION', 'SCRIPT']);

/** Commands without values: their arguments are keys, ranges and options, and explain why a call was slow. */
const readingCommands = new Set([
  ...['KEYS', 'SCAN', 'HSCAN', 'SSCAN', 'ZSCAN', 'MGET', 'EXISTS', 'DEL', 'UNLINK', 'GETRANGE', 'BITCOUNT', 'SORT_RO'],
  ...['LRANGE', 'LTRIM', 'ZRANGE', 'ZREVRANGE', 'ZRANGEBYSCORE', 'ZREVRANGEBYSCORE', 'ZRANGEBYLEX', 'ZCOUNT', 'SORT'],
  ...['SINTER', 'SUNION', 'SDIFF', 'SINTERSTORE', 'SUNIONSTORE', 'SDIFFSTORE', 'ZUNIONSTORE', 'ZINTERSTORE'],
  ...['XRANGE', 'XREVRANGE', 'XREAD', 'FLUSHALL', 'FLUSHDB', 'RENAME', 'COPY', 'PFCOUNT', 'PFMERGE', 'BITOP'],
]);
/** Commands whose first argument is no key. */
const keylessCommands = new Set([
  ...['AUTH', 'HELLO', 'EVAL', 'EVALSHA', 'EVAL_RO', 'FCALL', 'KEYS', 'SCAN', 'FLUSHALL', 'FLUSHDB', 'SELECT', 'PING'],
  ...['ECHO', 'INFO', 'WAIT', 'PUBLISH', 'SPUBLISH', 'MIGRATE', 'XREAD', 'XREADGROUP', 'SWAPDB', 'BITOP', 'REPLICAOF'],
  ...['SLOWLOG', 'LATENCY', 'MODULE', 'SLAVEOF', 'FAILOVER', 'SHUTDOWN', 'SAVE', 'BGSAVE', 'BGREWRITEAOF', 'COMMAND'],
]);

/**
 * Parses the reply of SLOWLOG GET, newest first, without the commands of this app. Each entry: id, time, microseconds, arguments, and since Redis 4.0 the
 * client's address and name.
 * @see https://redis.io/docs/latest/commands/slowlog-get/
 */
export function parseSlowLog(reply: unknown): readonly SlowCommand[] {
  if (!Array.isArray(reply)) return [];
  const own = whichAreOwn(reply);
  return reply.flatMap((entry: unknown, index) => {
    if (!Array.isArray(entry) || own[index]) return [];
    const [id, seconds, microseconds, args, address, name] = entry as readonly unknown[];
    if (typeof id !== 'number' || typeof seconds !== 'number' || typeof microseconds !== 'number') return [];
    if (!Array.isArray(args)) return [];
    const words = args.map(String);
    const [at, tookMs] = [new Date(seconds * 1000), microseconds / 1000];
    const client = { address: plainText(address), client: plainText(name) };
    const full = nameOf(words).join(' ');
    return [{ id, at, tookMs, command: shownCommand(words), name: full, pattern: patternOf(words), ...client }];
  });
}

/** The id of the newest entry in a reply, of any client; null for an empty log. */
export function newestSlowId(reply: unknown): number | null {
  const id = Array.isArray(reply) && Array.isArray(reply[0]) ? (reply[0] as readonly unknown[])[0] : null;
  return typeof id === 'number' ? id : null;
}

/** The id of the oldest entry in a reply, of any client; null for an empty log. */
export function oldestSlowId(reply: unknown): number | null {
  return Array.isArray(reply) ? newestSlowId(reply.slice(-1)) : null;
}

/** The key with its varying parts as `*`, so that calls on keys of one kind are one group: `session:42` is `session:*`. */
function patternOf(args: readonly string[]): string {
  const words = nameOf(args);
  const name = words[0] ?? '';
  const key = args[words.length];
  if (key === undefined || words.length > 1 || secretCommands.has(name) || keylessCommands.has(name)) return '';
  const parts = truncateArgument(key).split(/([:/|.])/);
  // Separators are the odd parts.
  return parts.map((part, index) => (index % 2 === 0 && varies(part, index, parts.length) ? '*' : part)).join('');
}

/** Ids vary, and so does what follows the last separator. */
function varies(part: string, index: number, parts: number): boolean {
  if (part === '') return false;
  return (index > 0 && index === parts - 1) || /^[\d-]+$/.test(part) || /^[0-9a-f-]{8,}…?$/i.test(part);
}

function plainText(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\p{Cc}/gu, '·').slice(0, MAX_CLIENT_CHARS) : '';
}

/** The command with its key, never its values. */
export function shownCommand(args: readonly string[]): string {
  const words = nameOf(args);
  const [name = ''] = words;
  const limit = secretCommands.has(name) ? 0 : readingCommands.has(name) ? MAX_ARGUMENTS : 1;
  const key = args.slice(words.length, words.length + limit).map(truncateArgument);
  const shown = [...words, ...key].join(' ');
  const more = args.length - words.length - key.length;
  return more > 0 ? `${shown} + ${counted(more, 'argument')}` : shown;
}

function nameOf(args: readonly string[]): readonly string[] {
  const [name = '', second] = args.slice(0, 2).map((word) => word.toUpperCase().slice(0, MAX_ARGUMENT_CHARS));
  return containerCommands.has(name) && second !== undefined ? [name, second] : [name];
}

function truncateArgument(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, '·');
  return plain.length <= MAX_ARGUMENT_CHARS
    ? plain
    : `${plain.slice(0, MAX_ARGUMENT_CHARS).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Groups by command name: the longest run of each, and the number of runs. */
export function grouped(entries: readonly SlowCommand[]): readonly (SlowCommand & { readonly times: number })[] {
  const groups = new Map<string, SlowCommand & { readonly times: number }>();
  for (const entry of entries) {
    const group = groups.get(entry.name);
    const longest = group && group.tookMs >= entry.tookMs ? group : entry;
    groups.set(entry.name, { ...longest, times: (group?.times ?? 0) + 1 });
  }
  return [...groups.values()].sort((a, b) => b.tookMs - a.tookMs);
}
