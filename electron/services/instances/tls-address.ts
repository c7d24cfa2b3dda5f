import { join } from 'node:path';
import type { TlsFiles } from '../redis/tls-files.ts';
import type { RuntimeEntry } from '../runtimes/runtime.ts';
import type { ServerSettings } from '../settings/server-settings.ts';

/** Where a container has the folder with `redis.conf`. */
const IN_CONTAINER = '/usr/local/etc/redis/';

/**
 * An entry whose address says how it is spoken to there: a container's engine knows nothing of TLS and renamed
 * commands, redis.conf does.
 */
export function withTls(entry: RuntimeEntry, settings: ServerSettings | null, configFolder: string): RuntimeEntry {
  if (!entry.address || !settings) return entry;
  const { tls, renamed } = settings;
  const inContainer = tls && entry.runtime === 'docker';
  if (!inContainer && Object.keys(renamed).length === 0) return entry;
  const address = { ...entry.address, renamed, ...(inContainer && { tls: tlsHere(tls, configFolder) }) };
  return { ...entry, address };
}

/** The files as this computer has them, which a container has elsewhere. */
export function tlsHere(tls: TlsFiles, configFolder: string): TlsFiles {
  const here = (path: string | null) =>
    path?.startsWith(IN_CONTAINER) ? join(configFolder, path.slice(IN_CONTAINER.length)) : path;
  return { ...tls, ca: here(tls.ca), cert: here(tls.cert), key: here(tls.key) };
}
