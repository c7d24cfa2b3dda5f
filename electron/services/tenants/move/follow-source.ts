import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { type InfoFields, infoNumber, parseInfo } from '../../redis/info/info.ts';
import { lastLogMessage } from '../../redis/log/log-message.ts';
import type { ReplicationRelay } from './replication-relay.ts';

const ANSWER_MS = 10_000;
const POLL_MS = 50;
/** The copy has received all data, and loads the last of it. */
const LAST_POLL_MS = 5;
/** A full copy that restarts this often will not end. */
const MAX_CONNECTIONS = 4;
/** Without a byte for this long, the copy is stuck. */
const SILENCE_MS = 90_000;
/** The rest is transferred while writes are paused. */
const NEAR_BYTES = 256 * 1024;

export interface Followed {
  readonly id: string;
  readonly source: RedisLink;
  readonly copy: RedisLink;
  readonly relay: ReplicationRelay;
  readonly op: Pick<OperationContext, 'signal' | 'progress'>;
  /** The last lines of the copy's log. */
  readonly recentOutput: () => Promise<readonly string[]>;
}

/** Waits until a copy has loaded all data of its source. @throws AppError CONFLICT with the reason */
export async function receiveData({ id, source, copy, relay, op, recentOutput }: Followed): Promise<void> {
  const expected = infoNumber(parseInfo(String(await source.call(ANSWER_MS, 'INFO', 'memory'))), 'used_memory') ?? 0;
  let [seen, changedAt] = [-1, Date.now()];
  for (;;) {
    op.signal.throwIfAborted();
    if ((await replication(copy)).get('master_link_status') === 'up') return;
    const received = relay.received();
    if (received !== seen) [seen, changedAt] = [received, Date.now()];
    const problem = relay.problem();
    const isStuck = Date.now() - changedAt > SILENCE_MS || relay.connections() > MAX_CONNECTIONS;
    if (isStuck || (problem !== null && relay.connections() === 0)) {
      const lines = await recentOutput().catch(() => []);
      throw notCopied(id, problem ?? lastLogMessage(lines) ?? 'it received nothing');
    }
    op.progress(expected > 0 ? Math.min(0.95, received / expected) : null, formatBytes(received));
    await sleep(relay.snapshot() ? LAST_POLL_MS : POLL_MS, undefined, { signal: op.signal });
  }
}

/**
 * Waits until the rest of the writes is small enough for a short pause, and the copy has its append-only file.
 * @throws AppError CONFLICT if it cannot write that file
 */
export async function catchUp({ id, source, copy, op, recentOutput }: Followed): Promise<void> {
  for (;;) {
    op.signal.throwIfAborted();
    const [ahead, behind, files] = await Promise.all([replication(source), replication(copy), persistence(copy)]);
    const lag = (infoNumber(ahead, 'master_repl_offset') ?? 0) - (infoNumber(behind, 'slave_repl_offset') ?? 0);
    const isWriting = ['aof_rewrite_in_progress', 'aof_rewrite_scheduled'].some((name) => files.get(name) === '1');
    if (files.get('aof_enabled') === '1' && !isWriting && files.get('aof_last_bgrewrite_status') !== 'ok')
      throw notCopied(id, lastLogMessage(await recentOutput()) ?? 'it has no append-only file');
    const isNear = behind.get('master_link_status') === 'up' && lag <= NEAR_BYTES;
    if (isNear && !isWriting) return;
    op.progress(null, isNear ? null : `${formatBytes(Math.max(0, lag))} behind`);
    await sleep(POLL_MS, undefined, { signal: op.signal });
  }
}

/** Waits until the copy has every write up to an offset. @returns whether it got there within the limit */
export async function reachesOffset(copy: RedisLink, offset: number, limitMs: number): Promise<boolean> {
  for (const end = Date.now() + limitMs; ; ) {
    if ((await copyOffset(copy)) >= offset) return true;
    if (Date.now() > end) return false;
    await sleep(2);
  }
}

/** The offset of the last write that a copy has. */
export async function copyOffset(copy: RedisLink): Promise<number> {
  return infoNumber(await replication(copy), 'slave_repl_offset') ?? -1;
}

async function persistence(link: RedisLink): Promise<InfoFields> {
  return parseInfo(String(await link.call(ANSWER_MS, 'INFO', 'persistence')));
}

async function replication(link: RedisLink): Promise<InfoFields> {
  return parseInfo(String(await link.call(ANSWER_MS, 'INFO', 'replication')));
}

function notCopied(id: string, reason: string): AppError<'CONFLICT'> {
  const message = `The data of ${id} could not be copied: ${reason.trim()}. Nothing was changed.`.replace('..', '.');
  return new AppError('CONFLICT', message, { what: 'data' });
}
