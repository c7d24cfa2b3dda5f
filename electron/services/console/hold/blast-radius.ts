import type { BlastRadius } from '../../../../shared/contract/console.ts';
import type { Backups } from '../../backups/backups.ts';
import { othersIn } from '../../instances/status/other-clients.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { infoNumber, parseInfo } from '../../redis/info/info.ts';

const ANSWER_MS = 5000;
/** The others become one line in a client. */
const MAX_PROGRAMS = 20;

export type Databases = BlastRadius['databases'];

/** Keys by database and used memory; null if the server refuses INFO. */
export async function keysOf(link: RedisLink): Promise<{ databases: Databases; memoryBytes: number | null } | null> {
  const reply = await link.call(ANSWER_MS, 'INFO').catch(() => null);
  if (typeof reply !== 'string') return null;
  const info = parseInfo(reply);
  const databases: Databases = [];
  for (const [name, value] of info.databases()) {
    const index = /^db(\d{1,6})$/.exec(name)?.[1];
    const keys = /(?:^|,)keys=(\d+)/.exec(value)?.[1];
    if (index !== undefined && keys !== undefined) databases.push({ index: Number(index), keys: Number(keys) });
  }
  return { databases, memoryBytes: infoNumber(info, 'used_memory') };
}

/** The connections of other programs, most first; null if the server refuses CLIENT LIST. */
export async function clientsOf(link: RedisLink): Promise<BlastRadius['clients']> {
  const reply = await link.call(ANSWER_MS, 'CLIENT', 'LIST').catch(() => null);
  if (typeof reply !== 'string') return null;
  const others = othersIn(reply).filter((line) => !/(?:^| )name=vrooli-redis-console(?: |$)/.test(line));
  const counts = new Map<string, number>();
  for (const line of others) {
    const name = programOf(line);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const programs = [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
  return { count: others.length, programs: programs.slice(0, MAX_PROGRAMS) };
}

/**
 * A program by the name of its connection: from CLIENT SETNAME, otherwise its library, otherwise its address without
 * the port.
 */
function programOf(line: string): string {
  const field = (name: string) => new RegExp(`(?:^| )${name}=(\\S+)`).exec(line)?.[1];
  return (field('name') ?? field('lib-name') ?? field('addr')?.replace(/:\d+$/, '') ?? '').slice(0, 100);
}

/** The newest backup whose verification succeeded. */
export async function newestVerified(
  backups: Pick<Backups, 'shown'>,
  instance: string,
): Promise<BlastRadius['backup']> {
  const found = (await backups.shown(instance)).find(({ proof, damaged }) => proof?.ok && !damaged);
  return found ? { name: found.name, createdAt: found.createdAt, keys: found.keys } : null;
}
