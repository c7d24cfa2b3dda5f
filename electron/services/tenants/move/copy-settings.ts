import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { readSettings, type ServerSettings, setSettings } from './server-settings.ts';

/**
 * The settings of a copy until it has been compared. It sends its data immediately and without a file, receives data
 * without a file where it can, and writes its append-only file later: one child process at a time can read the data.
 */
const untilCompared = {
  appendonly: 'no',
  'repl-diskless-load': 'on-empty-db',
  'repl-diskless-sync': 'yes',
  'repl-diskless-sync-delay': '0',
} as const;

/** Prepares a copy that has no data yet. @returns its settings before */
export async function prepareCopy(link: RedisLink): Promise<ServerSettings> {
  const before = await readSettings(link, Object.keys(untilCompared));
  await setSettings(link, Object.fromEntries(Object.entries(untilCompared).filter(([name]) => name in before)));
  return before;
}
