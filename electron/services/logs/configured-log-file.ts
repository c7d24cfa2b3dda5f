import { createFileCache } from '../files/file-cache.ts';
import { directiveValue, parseRedisConf } from '../settings/redis-conf.ts';

const files = createFileCache((text) => directiveValue(parseRedisConf(text), 'logfile') ?? '');

/**
 * What `logfile` of a `redis.conf` says, which a running server cannot change: a path, or empty for its output; null
 * when the file is not there or cannot be read.
 */
export function configuredLogFile(configFile: string): string | null {
  try {
    return files.readNow(configFile);
  } catch {
    return null;
  }
}
