import { basename } from 'node:path';
import type { EffectiveConf } from './effective-conf.ts';

/** Each unreadable include, as a sentence without its full stop. */
export function unreadIncludes({ unread, visited }: EffectiveConf): readonly string[] {
  const own = basename(visited[0] ?? 'redis.conf');
  return unread.map(
    ({ include, origin, line, reason }) => `${origin?.file ?? own}, line ${line}, includes ${include}, which ${reason}`,
  );
}
