import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { pauseCommand } from '../../redis/data/pause-writes.ts';
import { infoNumber, parseInfo } from '../../redis/info/info.ts';

const ANSWER_MS = 10_000;
/** More replicas than any server has: Redis refuses writes with fewer. */
const UNREACHABLE_REPLICAS = '1000000';

/** The settings of a source that a move changes until its end. */
const changed = ['min-replicas-to-write', 'min-replicas-max-lag', 'repl-diskless-sync', 'repl-diskless-sync-delay'];

/** The values of a server before a move, as CONFIG GET gives them. */
export async function settingsBefore(link: RedisLink): Promise<Readonly<Record<string, string>>> {
  const replies = await link.batch(
    ANSWER_MS,
    changed.map((name) => ['CONFIG', 'GET', name] as const),
  );
  const found: Record<string, string> = {};
  for (const reply of replies) {
    if (reply instanceof Error) throw reply;
    if (Array.isArray(reply) && reply.length >= 2) found[String(reply[0])] = String(reply[1]);
  }
  return found;
}

/** Lets a server send its data immediately, without a file of its own. */
export async function sendImmediately(link: RedisLink): Promise<void> {
  const replies = await link.batch(ANSWER_MS, [
    ['CONFIG', 'SET', 'repl-diskless-sync', 'yes'],
    ['CONFIG', 'SET', 'repl-diskless-sync-delay', '0'],
  ]);
  for (const reply of replies) if (reply instanceof Error) throw reply;
}

/**
 * Ends all writes of clients until `releaseWrites`, in one write to the server. The pause makes clients wait instead of
 * getting errors. The setting remains if this process is suspended or dies, until the pause expires.
 * @returns the replication offset after the last write
 */
export async function holdWrites(link: RedisLink, pauseMs: number): Promise<number> {
  const [, lag, held, info] = await link.batch(ANSWER_MS, [
    pauseCommand(pauseMs),
    ['CONFIG', 'SET', 'min-replicas-max-lag', '10'],
    ['CONFIG', 'SET', 'min-replicas-to-write', UNREACHABLE_REPLICAS],
    ['INFO', 'replication'],
  ]);
  for (const reply of [lag, held, info]) if (reply instanceof Error) throw reply;
  return offsetIn(String(info));
}

/** Pauses the writes of clients for a moment. @returns the replication offset */
export async function pauseBriefly(link: RedisLink, pauseMs: number): Promise<number> {
  const [, info] = await link.batch(ANSWER_MS, [pauseCommand(pauseMs), ['INFO', 'replication']]);
  if (info instanceof Error) throw info;
  return offsetIn(String(info));
}

/** Sets the values from before the move, and lets writes continue. */
export async function releaseWrites(link: RedisLink, before: Readonly<Record<string, string>>): Promise<void> {
  const replies = await link.batch(ANSWER_MS, [
    ...Object.entries(before).map(([name, value]) => ['CONFIG', 'SET', name, value] as const),
    ['CLIENT', 'UNPAUSE'],
  ]);
  for (const reply of replies.slice(0, -1)) if (reply instanceof Error) throw reply;
}

function offsetIn(info: string): number {
  const offset = infoNumber(parseInfo(info), 'master_repl_offset');
  if (offset === null) throw new Error('the server did not report its replication offset');
  return offset;
}
