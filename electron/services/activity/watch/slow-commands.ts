import { counted } from '../../../../shared/format/count.ts';
import { OWN_CONNECTION_NAME } from '../../redis/own-use/own-counters.ts';

/** A SLOWLOG entry reduced to the command and its key. Values are dropped, because they may be secret. */
export interface SlowCommand {
  readonly id: number;
  /** By the server's clock, in whole seconds. */
  readonly at: Date;
  readonly tookMs: number;
  /** `HGETALL user:1`, `SET session:7 + 1 argument`, `CONFIG SET + 2 arguments`. */
  readonly command: string;
  /** Without the key: `HGETALL`, `CONFIG SET`. */
  readonly name: string;
}

const MAX_ARGUMENT_CHARS = 60;

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

/**
 * Parses the reply of SLOWLOG GET, newest first. Each entry: id, time, microseconds, arguments, and since Redis 4.0 the
 * client's address and name.
 * @see https://redis.io/docs/latest/commands/slowlog-get/
 */
export function parseSlowLog(reply: unknown): readonly SlowCommand[] {
  if (!Array.isArray(reply)) return [];
  return reply.flatMap((entry: unknown) => {
    if (!Array.isArray(entry)) return [];
    const [id, seconds, microseconds, args, , name] = entry as readonly unknown[];
    if (typeof id !== 'number' || typeof seconds !== 'number' || typeof microseconds !== 'number') return [];
    if (!Array.isArray(args) || name === OWN_CONNECTION_NAME) return [];
    const words = args.map(String);
    const [at, tookMs] = [new Date(seconds * 1000), microseconds / 1000];
    return [{ id, at, tookMs, command: shownCommand(words), name: nameOf(words).join(' ') }];
  });
}

/** The command with its key, never its values. */
export function shownCommand(args: readonly string[]): string {
  const words = nameOf(args);
  const key = secretCommands.has(words[0] ?? '')
    ? []
    : args.slice(words.length, words.length + 1).map(truncateArgument);
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
