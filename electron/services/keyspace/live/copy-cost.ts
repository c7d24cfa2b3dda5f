import type { LiveReading } from '../../../../shared/contract/keyspace.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { type InfoFields, infoNumber, parseInfo } from '../../redis/info/info.ts';

const ANSWER_MS = 10_000;

/** The server's use since `before`; null if it does not report it. Includes its other work in that time. */
export async function costSince(
  link: RedisLink,
  before: InfoFields,
  startedAtMs: number,
): Promise<LiveReading['cost']> {
  const reply = await link.call(ANSWER_MS, 'INFO', 'all').catch(() => null);
  if (reply === null) return null;
  const after = parseInfo(String(reply));
  const seconds = (mainThreadSeconds(after) ?? 0) - (mainThreadSeconds(before) ?? 0);
  const forks = (infoNumber(after, 'total_forks') ?? 0) - (infoNumber(before, 'total_forks') ?? 0);
  return {
    forks: Math.max(0, forks),
    mainThreadSeconds: Math.max(0, Number(seconds.toFixed(3))),
    tookSeconds: Number(((performance.now() - startedAtMs) / 1000).toFixed(3)),
  };
}

/** Redis before 6.2 counts all its threads together. */
function mainThreadSeconds(info: InfoFields): number | null {
  const sum = (system: string, user: string) => {
    const [first, second] = [infoNumber(info, system), infoNumber(info, user)];
    return first === null || second === null ? null : first + second;
  };
  return sum('used_cpu_sys_main_thread', 'used_cpu_user_main_thread') ?? sum('used_cpu_sys', 'used_cpu_user');
}
