import { readFile } from 'node:fs/promises';
import { freemem } from 'node:os';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { freeBytes } from '../../platform/files/disk-space.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { type InfoFields, infoNumber, parseInfo } from '../../redis/info/info.ts';
import type { LiveOptions } from './live-events.ts';

/** How the keys of a server are read. */
export type LiveMethod =
  | { readonly kind: 'replication'; readonly diskless: boolean }
  | { readonly kind: 'scan'; readonly reason: string };

export interface ServerFacts {
  readonly info: InfoFields;
  /** The save points; null if the server refuses CONFIG. */
  readonly save: string | null;
  readonly disklessSync: boolean;
  readonly availableMemory: number | null;
  /** On the disk of its data folder. */
  readonly freeDisk: number | null;
}

const ANSWER_MS = 10_000;
/** A server of this size is copied without checking the memory. */
const SMALL_BYTES = 64 * 1024 * 1024;
/** The first version with its replication offset in the RDB. */
const MIN_MAJOR = 4;

/** @throws LinkError */
export async function readFacts(link: RedisLink, options: LiveOptions): Promise<ServerFacts> {
  const [text, save, diskless] = await link.batch(ANSWER_MS, [
    ['INFO', 'all'],
    ['CONFIG', 'GET', 'save'],
    ['CONFIG', 'GET', 'repl-diskless-sync'],
  ]);
  if (text instanceof Error) throw text;
  return {
    info: parseInfo(String(text)),
    save: configValue(save),
    disklessSync: configValue(diskless) === 'yes',
    availableMemory: await options.availableMemory(),
    freeDisk: options.dataFolder === null ? null : await freeBytes(options.dataFolder),
  };
}

/** CONFIG GET replies with alternating names and values. */
function configValue(reply: unknown): string | null {
  return Array.isArray(reply) && typeof reply[1] === 'string' ? reply[1] : null;
}

export function versionOf(info: InfoFields): string | null {
  return info.get('valkey_version') ?? info.get('redis_version') ?? null;
}

/**
 * Decides how to read a server without harming it.
 *
 * A copy without a file (`capa eof`) begins after `repl-diskless-sync-delay`, 5 s by default. Otherwise the server
 * saves immediately and replaces its dump, like BGSAVE. So a server with save points is copied through its dump, which
 * it writes anyway; but not if its disk may become full, because a failed save makes it refuse writes
 * (`stop-writes-on-bgsave-error`). A server without save points must not find a dump.rdb at its next start, so it is
 * copied without a file, or by SCAN.
 */
export function chooseMethod({ info, save, disklessSync, availableMemory, freeDisk }: ServerFacts): LiveMethod {
  const scan = (reason: string) => ({ kind: 'scan', reason }) as const;
  const version = versionOf(info);
  // Also for an invalid version.
  if (!(Number(version?.split('.')[0] ?? 0) >= MIN_MAJOR)) {
    return scan(`Redis ${version || 'of an unknown version'} cannot be followed: version ${MIN_MAJOR} is required.`);
  }
  if (info.get('cluster_enabled') === '1') return scan('The server is a node of a cluster.');
  // It refuses SYNC until it has synchronised.
  if (info.get('master_link_status') === 'down') {
    return scan('The server is a replica without a connection to its master, and permits no copy.');
  }
  // INFO has this field only if min-replicas-to-write is set.
  if (info.get('min_slaves_good_slaves') !== undefined) {
    return scan(
      'The server requires replicas for its writes (min-replicas-to-write), and would count this app as one.',
    );
  }
  if (save === null)
    return scan('The server refuses CONFIG GET, so it is unknown whether a copy would change its files.');
  const used = infoNumber(info, 'used_memory') ?? 0;
  if (availableMemory !== null && used > SMALL_BYTES && used > availableMemory) {
    return scan(
      `A copy may need as much memory again as the server uses, ${formatBytes(used)}, and ${formatBytes(availableMemory)} are free.`,
    );
  }
  if (save === '') {
    return disklessSync
      ? { kind: 'replication', diskless: true }
      : scan('The server keeps no dump, and would write one for a copy (repl-diskless-sync no).');
  }
  const canSave = info.get('rdb_last_bgsave_status') === 'ok' && (freeDisk === null || freeDisk > used);
  if (canSave && (freeDisk !== null || !disklessSync)) return { kind: 'replication', diskless: false };
  return disklessSync
    ? { kind: 'replication', diskless: true }
    : scan('The disk of the server may have no room for a copy of its data.');
}

/** The memory of this computer that is still available to programs. */
export async function availableMemory(): Promise<number | null> {
  // `freemem` excludes caches and buffers, which Linux releases on demand.
  const meminfo = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const kilobytes = /^MemAvailable:\s+(\d+) kB/m.exec(meminfo)?.[1];
  return kilobytes === undefined ? freemem() : Number(kilobytes) * 1024;
}
