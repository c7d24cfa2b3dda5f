import { fileValue } from './conf-values.ts';
import type { RedisConf } from './redis-conf.ts';

/** The port in a container that is published as the instance's own. */
const PUBLISHED = 6379;

/** The TLS port of a redis.conf; 0: none. */
export function tlsPort(conf: RedisConf): number {
  return Number(fileValue(conf, 'tls-port') ?? 0) || 0;
}

/**
 * The port that a container publishes beside the instance's own, so that TLS is reached on this computer; null where
 * there is none, or where TLS is spoken on the instance's own.
 */
export function publishedTls(conf: RedisConf): number | null {
  const port = tlsPort(conf);
  return port === 0 || port === PUBLISHED ? null : port;
}

/**
 * Why `port 0` cannot stand in a redis.conf; null where clients still reach the server by TLS. In a container TLS must
 * then be spoken on the port that is published.
 */
export function whyNoPlainPort(
  { published }: { readonly published: { readonly port: number } | null },
  conf: RedisConf,
): string | null {
  const port = tlsPort(conf);
  if (port === 0 && !published && fileValue(conf, 'unixsocket')) return null;
  if (port === 0) return 'port 0 leaves no port for clients. Set tls-port in the same change.';
  if (published && port !== PUBLISHED) {
    return `port 0 leaves TLS as the only way in, and in Docker that must be on the port that is published: set tls-port ${PUBLISHED}. Clients keep using port ${published.port}.`;
  }
  return null;
}
