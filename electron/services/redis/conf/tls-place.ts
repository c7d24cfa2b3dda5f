import { fileValue } from './conf-values.ts';
import type { RedisConf } from './redis-conf.ts';

/** The port in a container that Docker publishes as the instance's port. */
export const PUBLISHED_PORT = 6379;

/** Below the folder of redis.conf: certificates that this app issued. */
export const CERTIFICATES_FOLDER = 'vrooli-tls';

/** Whether this app issued a certificate, by its path in redis.conf. */
export function isOwnCertificate(path: string | null): boolean {
  return path?.split(/[\\/]/).at(-3) === CERTIFICATES_FOLDER;
}

/** The TLS port of a redis.conf; 0 for none. */
export function tlsPort(conf: RedisConf): number {
  return Number(fileValue(conf, 'tls-port') ?? 0) || 0;
}

/**
 * The TLS port that a container publishes in addition to the instance's port; null if there is none, or where the
 * instance's port is the TLS port.
 */
export function publishedTls(conf: RedisConf): number | null {
  const port = tlsPort(conf);
  return port === 0 || port === PUBLISHED_PORT ? null : port;
}

/**
 * Why `port 0` is not possible in a redis.conf; null where clients still reach the server by TLS or a socket. In a
 * container TLS must then use the published port.
 */
export function whyNoPlainPort(
  { published }: { readonly published: { readonly port: number } | null },
  conf: RedisConf,
): string | null {
  const port = tlsPort(conf);
  if (port === 0 && !published && fileValue(conf, 'unixsocket')) return null;
  if (port === 0) return 'port 0 leaves no port for clients. Set tls-port in the same change.';
  if (published && port !== PUBLISHED_PORT) {
    return `port 0 leaves only TLS, which in Docker must use the published port: set tls-port ${PUBLISHED_PORT}. Clients keep using port ${published.port}.`;
  }
  return null;
}
