import { join } from 'node:path';
import { can } from '../../../../shared/contract/runtimes.ts';
import type { ServerSettings } from '../../redis/conf/server-settings.ts';
import type { TlsFiles } from '../../redis/connection/tls-files.ts';
import type { RuntimeEntry } from '../../runtimes/runtime.ts';

/** The folder of `redis.conf` inside a container. */
const IN_CONTAINER = '/usr/local/etc/redis/';

/**
 * Completes an entry's address from its configuration: TLS, Unix socket and renamed commands. The engine only knows the
 * published port.
 */
export function withOwnAddress(
  entry: RuntimeEntry,
  settings: Pick<ServerSettings, 'tls' | 'socket' | 'renamed'> | null,
  configFolder: string,
): RuntimeEntry {
  if (!entry.address || !settings) return entry;
  const { tls, socket, renamed } = settings;
  const inContainer = can(entry.runtime, 'mounts') && (tls !== null || socket !== null);
  if (!inContainer && Object.keys(renamed).length === 0) return entry;
  const place = socket === null ? tls && { tls: tlsHere(tls, configFolder) } : { path: socket };
  return { ...entry, address: { ...entry.address, renamed, ...(inContainer && place) } };
}

/** Translates the container paths of TLS files to paths on this computer. */
export function tlsHere(tls: TlsFiles, configFolder: string): TlsFiles {
  const here = (path: string | null) =>
    path?.startsWith(IN_CONTAINER) ? join(configFolder, path.slice(IN_CONTAINER.length)) : path;
  return { ...tls, ca: here(tls.ca), cert: here(tls.cert), key: here(tls.key) };
}
