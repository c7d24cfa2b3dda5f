import { join } from 'node:path';
import type { ServerSettings } from '../../redis/conf/server-settings.ts';
import type { TlsFiles } from '../../redis/connection/tls-files.ts';
import type { RuntimeEntry } from '../../runtimes/runtime.ts';

/** Where a container has the folder with `redis.conf`. */
const IN_CONTAINER = '/usr/local/etc/redis/';

/**
 * An entry whose address says how the server is spoken to: a container's engine knows its published port, and the
 * configuration that there is TLS behind it or only a Unix socket, and what commands are called.
 */
export function withOwnAddress(
  entry: RuntimeEntry,
  settings: Pick<ServerSettings, 'tls' | 'socket' | 'renamed'> | null,
  configFolder: string,
): RuntimeEntry {
  if (!entry.address || !settings) return entry;
  const { tls, socket, renamed } = settings;
  const inContainer = entry.runtime === 'docker' && (tls !== null || socket !== null);
  if (!inContainer && Object.keys(renamed).length === 0) return entry;
  const place = socket === null ? tls && { tls: tlsHere(tls, configFolder) } : { path: socket };
  return { ...entry, address: { ...entry.address, renamed, ...(inContainer && place) } };
}

/** The files as this computer has them, which a container has elsewhere. */
export function tlsHere(tls: TlsFiles, configFolder: string): TlsFiles {
  const here = (path: string | null) =>
    path?.startsWith(IN_CONTAINER) ? join(configFolder, path.slice(IN_CONTAINER.length)) : path;
  return { ...tls, ca: here(tls.ca), cert: here(tls.cert), key: here(tls.key) };
}
