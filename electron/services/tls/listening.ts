import { hostname, networkInterfaces } from 'node:os';
import { can } from '../../../shared/contract/runtimes.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import { fileValue, words } from '../redis/conf/conf-values.ts';
import type { RedisConf } from '../redis/conf/redis-conf.ts';
import { PUBLISHED_PORT, tlsPort } from '../redis/conf/tls-place.ts';

/** Where clients of this computer reach an instance; null if a port is closed. */
export interface Ports {
  /** The port of the instance, whether it is used with or without TLS; null if it has none. */
  readonly own: number | null;
  readonly plain: number | null;
  readonly tls: number | null;
}

type Placed = Pick<ManagedInstance, 'id' | 'entry' | 'record'>;

export function portsOf(instance: Placed, conf: RedisConf): Ports {
  const [plain, secure] = [Number(fileValue(conf, 'port') ?? PUBLISHED_PORT) || null, tlsPort(conf) || null];
  if (!isPublished(instance)) return { own: plain ?? secure, plain, tls: secure };
  const own = instance.entry?.address?.port ?? instance.record?.port ?? null;
  return { own, plain: plain === null ? null : own, tls: secure === PUBLISHED_PORT ? own : secure };
}

/** The names for a certificate: its computer, and the other addresses on which the instance listens. */
export function certificateNames(instance: Placed, conf: RedisConf): readonly string[] {
  const { entry, record } = instance;
  const container = entry?.container ?? null;
  const own = record?.engineName === undefined ? [hostname()] : [];
  const names = ['localhost', '127.0.0.1', '::1', ...listenAddresses(instance, conf), ...own];
  // Containers of the same network use the name of the container.
  return [...new Set([...names, ...(container === null ? [] : [container])])].filter(isCertifiable);
}

/** The addresses other than the loopback on which it listens. */
export function listenAddresses(instance: Placed, conf: RedisConf): readonly string[] {
  // The addresses of this computer are not those of another machine.
  if (instance.record?.publishedAt !== undefined) return [instance.record.publishedAt];
  const bind = isPublished(instance)
    ? [instance.entry?.publishedOn ?? '127.0.0.1']
    : words(fileValue(conf, 'bind') ?? '');
  const addresses = bind.map((address) => address.replace(/^-/, ''));
  const everywhere = addresses.length === 0 || addresses.some((one) => ['*', '0.0.0.0', '::', '::*'].includes(one));
  const found = everywhere ? ownAddresses() : addresses;
  return found.filter((address) => address !== 'localhost' && address !== '::1' && !address.startsWith('127.'));
}

/** Without those that are valid on one link only and need a zone. */
function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((one) => one ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address);
}

function isPublished({ entry, record }: Placed): boolean {
  return can(entry?.runtime ?? record?.runtime, 'network');
}

/** Longer names and other characters do not fit into a certificate. */
function isCertifiable(name: string): boolean {
  return name.length <= 64 && /^[a-zA-Z0-9_.:-]+$/.test(name);
}
