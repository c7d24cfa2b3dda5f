import type { RedisLink } from '../../redis/connection/redis-link.ts';

const ANSWER_MS = 10_000;

/** A command with its arguments; null for one that is too long for a key. */
export interface UnknownCommand {
  readonly name: string;
  readonly args: readonly (Buffer | null)[];
}

/** Finds the keys of commands that only the server knows, such as those of its modules. */
export interface KeyFinder {
  /** @throws LinkError */
  keysOf(command: UnknownCommand): Promise<readonly Buffer[]>;
}

interface KeyPlaces {
  readonly first: number;
  readonly last: number;
  readonly step: number;
  /** Only the server can tell. */
  readonly movable: boolean;
}

export function createKeyFinder(link: RedisLink): KeyFinder {
  const places = new Map<string, KeyPlaces | null>();

  async function placesOf(name: string): Promise<KeyPlaces | null> {
    const known = places.get(name);
    if (known !== undefined) return known;
    const reply = await link.call(ANSWER_MS, 'COMMAND', 'INFO', name);
    const found = keyPlaces(Array.isArray(reply) ? reply[0] : null);
    places.set(name, found);
    return found;
  }

  return {
    async keysOf({ name, args }) {
      const rule = await placesOf(name);
      if (rule === null) return [];
      if (!rule.movable) return args.filter((_, position) => isAt(rule, position + 1, args.length)).filter(isBytes);
      // An argument that is no key may be truncated, because the server only looks at positions.
      const whole = args.map((arg) => arg ?? '');
      const reply = await link.callBuffer(ANSWER_MS, 'COMMAND', 'GETKEYS', name, ...whole).catch(() => []);
      return Array.isArray(reply) ? reply.filter(isBytes) : [];
    },
  };
}

/** One entry of COMMAND INFO: name, arity, flags, first key, last key, step. https://redis.io/docs/latest/commands/command/ */
function keyPlaces(entry: unknown): KeyPlaces | null {
  if (!Array.isArray(entry)) return null;
  const [, , flags, first, last, step] = entry as unknown[];
  const movable = Array.isArray(flags) && flags.includes('movablekeys');
  if (typeof first !== 'number' || typeof last !== 'number' || typeof step !== 'number') return null;
  return first > 0 || movable ? { first, last, step: Math.max(1, step), movable } : null;
}

/** @param position with the name at 0. A negative `last` counts from the end. */
function isAt({ first, last, step }: KeyPlaces, position: number, count: number): boolean {
  const end = last < 0 ? count + 1 + last : last;
  return position >= first && position <= end && (position - first) % step === 0;
}

function isBytes(value: unknown): value is Buffer {
  return Buffer.isBuffer(value);
}
