import { createConfCache } from '../redis/conf/conf-cache.ts';
import type { ConfPlace } from '../redis/conf/conf-place.ts';
import { directiveValue } from '../redis/conf/redis-conf.ts';

const files = createConfCache((conf) => directiveValue(conf, 'logfile') ?? '');

/**
 * The `logfile` of the effective configuration, which a running server cannot change: a path, or empty for standard
 * output; null if redis.conf is missing or unreadable.
 */
export function configuredLogFile(place: ConfPlace): string | null {
  try {
    return files.readNow(place);
  } catch {
    return null;
  }
}
