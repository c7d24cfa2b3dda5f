import { AppError } from '../../../../shared/contract/errors.ts';
import { contentHash } from '../../redis/data/content/content-hash.ts';
import { bufferOf } from '../values/bounded-reply.ts';
import type { Argument, Command, KeyConnection } from '../values/key-connection.ts';
import { reasonOf } from '../values/server-error.ts';
import { valueDigest } from '../values/value-digest.ts';

/** A key at one moment. */
export interface KeyState {
  /** The reply of DUMP; null without a key. */
  readonly dump: Buffer | null;
  /** Milliseconds since 1970; -1 without an expiry. */
  readonly expireAtMs: number;
}

export const ABSENT: KeyState = { dump: null, expireAtMs: -1 };

/** The commands that read the state of a key, in this order. */
export function stateCommands(connection: KeyConnection, key: Buffer): readonly [Command, Command] {
  return [
    ['DUMP', key],
    [hasExpireTime(connection) ? 'PEXPIRETIME' : 'PTTL', key],
  ];
}

/** @param replies of `stateCommands` @throws the error in place of a reply */
export function stateOf(connection: KeyConnection, dump: unknown, time: unknown): KeyState {
  if (dump instanceof Error) throw dump;
  if (time instanceof Error) throw time;
  if (dump === null || dump === undefined) return ABSENT;
  const milliseconds = Number(time);
  if (milliseconds < 0) return { dump: bufferOf(dump), expireAtMs: -1 };
  return { dump: bufferOf(dump), expireAtMs: hasExpireTime(connection) ? milliseconds : Date.now() + milliseconds };
}

export async function readStates(connection: KeyConnection, keys: readonly Buffer[]): Promise<readonly KeyState[]> {
  const replies = await connection.pipeline(keys.flatMap((key) => stateCommands(connection, key)));
  return keys.map((_, at) => stateOf(connection, replies[at * 2], replies[at * 2 + 1]));
}

export async function digestOf(connection: KeyConnection, { dump }: KeyState): Promise<string | null> {
  return dump === null ? null : valueDigest(dump, connection.traits.isValkey ? 'valkey' : 'redis');
}

/** The version of the RDB format, and a checksum. */
export const DUMP_TAIL_BYTES = 10;

/** `contentHash` of the reply of DUMP. */
export function dumpHash({ traits }: KeyConnection, dump: Buffer): string {
  return contentHash(dump[0] ?? 0, traits.isValkey ? 'valkey' : 'redis', dump, 1, dump.length - DUMP_TAIL_BYTES);
}

/** Two readings of one relative expiry differ by the time between them. */
const RELATIVE_TOLERANCE_MS = 5000;

export function isSameExpiry(connection: KeyConnection, a: number, b: number): boolean {
  if (a < 0 || b < 0) return a < 0 && b < 0;
  return Math.abs(a - b) <= (hasExpireTime(connection) ? 0 : RELATIVE_TOLERANCE_MS);
}

/** The command that restores a key. */
export function restoreCommand(connection: KeyConnection, key: Buffer, { dump, expireAtMs }: KeyState): Command {
  if (dump === null) return [unlink(connection), key];
  const hasAbsolute = connection.traits.version === 0 || connection.traits.version >= 50_000;
  const time = expireAtMs < 0 ? 0 : hasAbsolute ? expireAtMs : Math.max(1, expireAtMs - Date.now());
  const options: readonly Argument[] = hasAbsolute && expireAtMs >= 0 ? ['REPLACE', 'ABSTTL'] : ['REPLACE'];
  return ['RESTORE', key, time, dump, ...options];
}

export function unlink({ traits }: KeyConnection): string {
  return traits.version > 0 && traits.version < 40_000 ? 'DEL' : 'UNLINK';
}

/**
 * Runs commands in a transaction.
 * @returns their replies, with its error in place of a failed one; null if a watched key has changed
 * @throws AppError if the server refuses a command, so that none has run
 */
export async function transaction(
  connection: KeyConnection,
  commands: readonly Command[],
): Promise<readonly unknown[] | null> {
  const replies = await connection.pipeline([['MULTI'], ...commands, ['EXEC']]);
  // A refused command cancels the transaction.
  const refused = replies.slice(0, -1).find((reply) => reply instanceof Error);
  if (refused instanceof Error) throw asRefusal(connection, refused);
  const executed = replies.at(-1);
  if (executed instanceof Error) throw asRefusal(connection, executed);
  return Array.isArray(executed) ? executed : null;
}

/** Whether a server has refused a write because of its memory limit. */
export function isOutOfMemory(error: unknown): boolean {
  const cause = error instanceof AppError ? error.cause : error;
  return cause instanceof Error && cause.message.startsWith('OOM');
}

/** Names the reason for which a server refuses a write. */
export function asRefusal({ instance }: KeyConnection, error: Error): Error {
  if (error instanceof AppError) return error;
  const reason = reasonOf(error.message);
  const why = /^OOM/.test(error.message)
    ? `${instance} has reached its memory limit (maxmemory) and refuses writes. Raise the limit in its settings, or delete unneeded keys`
    : /^MISCONF/.test(error.message)
      ? `${instance} refuses writes because it cannot save its data. Check its log`
      : /^READONLY/.test(error.message)
        ? `${instance} is a replica and refuses writes. Change the keys of its master`
        : /^(?:NOAUTH|WRONGPASS)/.test(error.message)
          ? `${instance} requires a password, and this app has none that it accepts`
          : `${instance} refused the change: ${reason}`;
  return new AppError('WRITE_REFUSED', `${why}. Nothing was changed.`, { id: instance, reason }, { cause: error });
}

export function hasExpireTime({ traits }: KeyConnection): boolean {
  return traits.isValkey || traits.version >= 70_000;
}
