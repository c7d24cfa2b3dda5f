import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { pauseCommand } from '../../redis/data/pause-writes.ts';
import { infoNumber, parseInfo } from '../../redis/info/info.ts';
import { readSettings, type ServerSettings, setSettings } from './server-settings.ts';

const ANSWER_MS = 10_000;
/** More replicas than any server has: Redis refuses writes with fewer. */
const UNREACHABLE_REPLICAS = '1000000';

/** The settings of a source that a move changes until its end. */
const changed = ['min-replicas-to-write', 'min-replicas-max-lag', 'repl-diskless-sync', 'repl-diskless-sync-delay'];

/** The values of a source before a move. */
export function settingsBefore(link: RedisLink): Promise<ServerSettings> {
  return readSettings(link, changed);
}

/** Lets a source send its data immediately, without a file of its own. */
export function sendImmediately(link: RedisLink): Promise<void> {
  return setSettings(link, { 'repl-diskless-sync': 'yes', 'repl-diskless-sync-delay': '0' });
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

/** Sets the values from before the move, and lets writes continue. */
export async function releaseWrites(link: RedisLink, before: ServerSettings): Promise<void> {
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
