import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { freeBytes } from '../../platform/files/disk-space.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { openBulkLink } from '../../redis/connection/bulk-link.ts';
import { asLinkError, isRefusal } from '../../redis/connection/link-failure.ts';
import { createRedisLink, type RedisLink } from '../../redis/connection/redis-link.ts';
import {
  openReplication,
  type ReplicationConnection,
  ReplicationRefused,
} from '../../redis/data/replication-connection.ts';
import { lowerSavePriority } from '../../redis/data/save-priority.ts';
import { infoNumber } from '../../redis/info/info.ts';
import { OWN_CONNECTION_NAME } from '../../redis/own-use/own-counters.ts';
import type { LiveSpec } from '../host/index-host.ts';
import { availableMemory, chooseMethod, readFacts, type ServerFacts, versionOf } from '../live/choose-method.ts';
import { dumpServer } from './dump-server.ts';

/** The delay before the next attempt, by the number of failed ones. */
const DELAYS_MS = [500, 2000];

/** The data of a server, in a file. */
export interface ServerCopy {
  readonly method: 'replication' | 'dump';
  /** Why replication was not used. */
  readonly reason: string | null;
  readonly redisVersion: string | null;
  /** When it was read by DUMP; a copy by replication contains its own time. */
  readonly at: string | null;
  /** The error of expiries: Redis before 7 reports only the remaining time. */
  readonly expiryErrorMs: number;
}

interface CopyOptions {
  readonly signal: AbortSignal;
  /** @param fraction null while the server prepares its copy */
  readonly progress: (fraction: number | null) => void;
}

/**
 * Copies the data of a server to a file as an RDB: by replication, which gives the state at one moment, otherwise by
 * SCAN and DUMP. Retries after a lost connection. Leaves nothing on the server.
 * @throws Error with a sentence for users; the signal's reason
 */
export async function copyServer(spec: LiveSpec, to: string, options: CopyOptions): Promise<ServerCopy> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await copyOnce(spec, to, options);
    } catch (error) {
      options.signal.throwIfAborted();
      const delay = DELAYS_MS[attempt];
      // No further attempt would succeed.
      if (error instanceof AppError) throw error;
      const { target } = spec;
      const known = asLinkError(error, target.path ?? `port ${target.port}`, null);
      // Waiting does not help.
      if (delay === undefined || isRefusal(known)) throw known;
      options.progress(null);
      await sleep(delay, undefined, { signal: options.signal });
    }
  }
}

async function copyOnce(spec: LiveSpec, to: string, { signal, progress }: CopyOptions): Promise<ServerCopy> {
  const link = createRedisLink(spec.target);
  const close = () => link.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    const facts = await readFacts(link, {
      target: spec.target,
      dataFolder: spec.dataFolder,
      isOnThisComputer: spec.isOnThisComputer,
      availableMemory: async () => (spec.isOnThisComputer ? availableMemory() : null),
    });
    if (facts.info.get('loading') === '1') throw new Error('The server loads its data');
    await requireRoom(to, facts);
    const method = chooseMethod(facts);
    const refused =
      method.kind === 'scan' ? method.reason : await replicate(spec, to, facts, method.diskless, { signal, progress });
    const redisVersion = versionOf(facts.info);
    if (refused === null) return { method: 'replication', reason: null, redisVersion, at: null, expiryErrorMs: 0 };
    return { ...(await dump(spec, link, facts, to, { signal, progress })), reason: refused, redisVersion };
  } finally {
    signal.removeEventListener('abort', close);
    link.close();
  }
}

/** @returns why the server refuses replication to this user; null if the file is complete */
async function replicate(
  { target, isOnThisComputer }: LiveSpec,
  to: string,
  { info }: ServerFacts,
  diskless: boolean,
  { signal, progress }: CopyOptions,
): Promise<string | null> {
  progress(null);
  const endLowPriority = isOnThisComputer ? lowerSavePriority(info) : null;
  try {
    const connection = await orRefusal(openReplication(target, { signal, diskless, name: OWN_CONNECTION_NAME }));
    if (typeof connection === 'string') return connection;
    await receive(connection, to, connection.length ?? infoNumber(info, 'used_memory') ?? 0, progress);
    return null;
  } finally {
    endLowPriority?.();
  }
}

/** @param total about how many bytes will arrive */
async function receive(
  connection: ReplicationConnection,
  to: string,
  total: number,
  progress: CopyOptions['progress'],
): Promise<void> {
  const file = await open(to, 'w', 0o600);
  try {
    let bytes = 0;
    for await (const chunk of connection.rdb()) {
      await file.writeFile(chunk);
      bytes += chunk.length;
      progress(total === 0 ? null : Math.min(1, bytes / total));
    }
  } finally {
    connection.close();
    await file.close();
  }
}

async function orRefusal<T>(opening: Promise<T>): Promise<T | string> {
  try {
    return await opening;
  } catch (error) {
    if (isAppError(error, 'COMMAND_UNAVAILABLE')) return 'The server has no SYNC ("rename-command" in redis.conf).';
    if (!(error instanceof ReplicationRefused)) throw error;
    if (/NOPERM/.test(error.message)) return 'The access rules (ACL) of the server do not permit SYNC.';
    if (/unknown command/i.test(error.message)) return 'The server has no SYNC.';
    throw error;
  }
}

async function dump(
  { target }: LiveSpec,
  link: RedisLink,
  { info }: ServerFacts,
  to: string,
  { signal, progress }: CopyOptions,
): Promise<Pick<ServerCopy, 'method' | 'at' | 'expiryErrorMs'>> {
  const at = new Date().toISOString();
  const file = await open(to, 'w', 0o600);
  try {
    const openLarge = (database: number) => openBulkLink(target, database, OWN_CONNECTION_NAME);
    const expiryErrorMs = await dumpServer({ link, openLarge, info, file, signal, progress });
    return { method: 'dump', at, expiryErrorMs };
  } finally {
    await file.close();
  }
}

/** @throws AppError DISK_FULL if the disk of the copy is too small */
async function requireRoom(to: string, { info }: ServerFacts): Promise<void> {
  const used = infoNumber(info, 'used_memory') ?? 0;
  const free = await orNull(freeBytes(to));
  if (free === null || free > used) return;
  const message = `A copy of its data may need ${formatBytes(used)}, and the disk of this app's home has ${formatBytes(free)} free. Free some space, or compare a backup.`;
  throw new AppError('DISK_FULL', message, { needed: used, free });
}
