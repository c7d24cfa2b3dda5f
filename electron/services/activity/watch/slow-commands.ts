import { counted } from '../../../../shared/format/count.ts';
import { OWN_CONNECTION_NAME } from '../../redis/own-use/own-counters.ts';

/** An entry of SLOWLOG, as far as it is told: the command and what it was about, never its values. */
export interface SlowCommand {
  readonly id: number;
  /** By the server's clock, whole seconds. */
  readonly at: Date;
  readonly tookMs: number;
  /** `HGETALL user:1`, `SET session:7 + 1 argument`, `CONFIG SET + 2 arguments`. */
  readonly command: string;
  /** What it is, whatever its key: `HGETALL`, `CONFIG SET`. */
  readonly name: string;
}

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
    if (!Array.isArray(args) || name === OWN_CONNECTION_NAME) return [];
    const words = args.map(String);
    const [at, tookMs] = [new Date(seconds * 1000), microseconds / 1000];
    return [{ id, at, tookMs, command: shownCommand(words), name: nameOf(words).join(' ') }];
  });
}

/** The command with its key, never with its values. */
export function shownCommand(args: readonly string[]): string {
  const words = nameOf(args);
  const key = secretive.has(words[0] ?? '') ? [] : args.slice(words.length, words.length + 1).map(shownArgument);
  const shown = [...words, ...key].join(' ');
  const more = args.length - words.length - key.length;
  return more > 0 ? `${shown} + ${counted(more, 'argument')}` : shown;
}

function nameOf(args: readonly string[]): readonly string[] {
  const [name = '', second] = args.slice(0, 2).map((word) => word.toUpperCase().slice(0, ARGUMENT));
  return families.has(name) && second !== undefined ? [name, second] : [name];
}

function shownArgument(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, '·');
  return plain.length <= ARGUMENT ? plain : `${plain.slice(0, ARGUMENT).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** The same command, however often and whatever its key: the longest, and how many there were. */
export function grouped(entries: readonly SlowCommand[]): readonly (SlowCommand & { readonly times: number })[] {
  const groups = new Map<string, SlowCommand & { readonly times: number }>();
  for (const entry of entries) {
    const known = groups.get(entry.name);
    const longest = known && known.tookMs >= entry.tookMs ? known : entry;
    groups.set(entry.name, { ...longest, times: (known?.times ?? 0) + 1 });
  }
  return [...groups.values()].sort((a, b) => b.tookMs - a.tookMs);
}
