import { CommandBuffer } from '../../redis/connection/command-buffer.ts';
import { asRefusal } from '../edit/key-state.ts';
import type { BulkConnection } from '../values/bulk-connection.ts';
import type { Command, KeyConnection } from '../values/key-connection.ts';
import { askEach } from './bulk-reads.ts';
import type { KeyPage } from './key-page.ts';

/** A key that the target has. */
export interface TargetKey {
  /** Estimated bytes in memory; null if the server does not report it. */
  readonly memoryBytes: number | null;
  /** Seconds since its last use; null if the server does not report it, or was not asked. */
  readonly idleSeconds: number | null;
}

export type TargetLink = BulkConnection;

/** Keys of one EXISTS. */
export const EXISTS_KEYS = 500;

/** Appends EXISTS of all rows, `EXISTS_KEYS` in each. @returns the number of commands */
export function addExists(commands: CommandBuffer, name: string, page: KeyPage, rows: readonly number[]): number {
  for (let from = 0; from < rows.length; from += EXISTS_KEYS) {
    const end = Math.min(rows.length, from + EXISTS_KEYS);
    commands.command(name, end - from + 1);
    for (let at = from; at < end; at++) {
      const row = rows[at] ?? 0;
      commands.word(page.keys, page.keyStart(row), page.keyEnd(row));
    }
  }
  return Math.ceil(rows.length / EXISTS_KEYS);
}

/**
 * The chosen keys that the target has. Does not count as a use of a key. A restore mostly concerns deleted keys, so
 * EXISTS checks many of them at once.
 * @param withIdle whether the last use is needed
 * @returns in the order of `rows`; null for a missing key
 */
export async function findOnTarget(
  { connection, link }: TargetLink,
  page: KeyPage,
  rows: readonly number[],
  withIdle: boolean,
  signal?: AbortSignal,
): Promise<readonly (TargetKey | null)[]> {
  if (rows.length > EXISTS_KEYS && (await isEmpty(link))) return rows.map(() => null);
  const commands = new CommandBuffer(page.keys.length + 16 * rows.length);
  const count = addExists(commands, link.name('EXISTS'), page, rows);
  const counts = await link.send([commands.bytes], count);
  const found: (TargetKey | null)[] = [];
  for (const [at, reply] of counts.entries()) {
    signal?.throwIfAborted();
    const part = rows.slice(at * EXISTS_KEYS, (at + 1) * EXISTS_KEYS);
    if (reply instanceof Error) throw asRefusal(connection, reply);
    if (Number(reply) === 0) for (const _ of part) found.push(null);
    else {
      const names = part.map((row) => page.key(row));
      for (const one of await manyDetails({ connection, link }, names, withIdle)) found.push(one);
    }
  }
  return found;
}

/** Whether a database has no keys, as after a FLUSHDB. False if the server does not say. */
async function isEmpty(link: TargetLink['link']): Promise<boolean> {
  const commands = new CommandBuffer(32);
  commands.command(link.name('DBSIZE'), 1);
  const [keys] = await link.send([commands.bytes], 1);
  return keys === 0;
}

/** Like `findOnTarget`, by the keys themselves. */
export function idleTimes(connection: KeyConnection, keys: readonly Buffer[]): Promise<readonly (TargetKey | null)[]> {
  return detailsOf(connection, keys, true);
}

/** The details of keys, most of which the target has. */
async function manyDetails(
  to: TargetLink,
  keys: readonly Buffer[],
  withIdle: boolean,
): Promise<readonly (TargetKey | null)[]> {
  const commands = [
    { before: ['MEMORY', 'USAGE'], after: ['SAMPLES', '5'] } as const,
    ...(withIdle ? [{ before: ['OBJECT', 'IDLETIME'] } as const] : []),
  ];
  const replies = await askEach(to, keys, commands);
  const isRefused = replies.some((reply, at) => at % commands.length === 0 && reply instanceof Error);
  if (isRefused) return detailsOf(to.connection, keys, withIdle);
  return keys.map((_, at) => {
    const memory = replies[at * commands.length];
    if (memory === null) return null;
    const idle = withIdle ? replies[at * commands.length + 1] : null;
    return { memoryBytes: numberOf(memory), idleSeconds: numberOf(idle) };
  });
}

/** If the server refuses MEMORY USAGE, which also shows whether a key exists. */
async function detailsOf(
  connection: KeyConnection,
  keys: readonly Buffer[],
  withIdle: boolean,
): Promise<readonly (TargetKey | null)[]> {
  const width = withIdle ? 3 : 2;
  const replies = await connection.pipeline(
    keys.flatMap((key): Command[] => [
      ['EXISTS', key],
      ['MEMORY', 'USAGE', key, 'SAMPLES', '5'],
      ...(withIdle ? [['OBJECT', 'IDLETIME', key] as const] : []),
    ]),
  );
  return keys.map((_, at) => {
    const [exists, memory, idle] = replies.slice(at * width, (at + 1) * width);
    if (Number(exists) === 0) return null;
    return { memoryBytes: numberOf(memory), idleSeconds: numberOf(idle) };
  });
}

function numberOf(reply: unknown): number | null {
  return typeof reply === 'number' ? reply : null;
}
