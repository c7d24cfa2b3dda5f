import { createConfCache } from '../redis/conf/conf-cache.ts';
import type { ConfPlace } from '../redis/conf/conf-place.ts';
import { directiveValue } from '../redis/conf/redis-conf.ts';

const files = createConfCache((conf) => directiveValue(conf, 'logfile') ?? '');

/**
 * What `logfile` of an effective configuration says, which a running server cannot change: a path, or empty for its
 * output; null when redis.conf is not there or cannot be read.
 */
export function configuredLogFile(place: ConfPlace): string | null {
  try {
    return files.readNow(place);
  } catch {
    return null;
  }
}
