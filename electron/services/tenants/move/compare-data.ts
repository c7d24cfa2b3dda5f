import { AppError } from '../../../../shared/contract/errors.ts';
import { formatCount } from '../../../../shared/format/count.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { RedisTarget } from '../../redis/connection/redis-link.ts';
import { type DataDigest, digestRdb } from '../../redis/data/content/data-digest.ts';
import { openReplication, type ReplicationConnection } from '../../redis/data/replication-connection.ts';
import type { SourceSnapshot } from '../../redis/data/source-snapshot.ts';
import { copyOffset } from './follow-source.ts';
import type { TenantCopy } from './make-copy.ts';
import type { ReplicationRelay } from './replication-relay.ts';
import { setSettings } from './server-settings.ts';

/** How long the copy may take to fork. Its source keeps the commands meanwhile. */
const FORK_LIMIT_MS = 20_000;

/**
 * Compares the data that a source sent with the data that its copy has loaded, at one replication offset. The source
 * neither forks again nor pauses: the relay has computed its digest, and holds the later commands until the copy has
 * forked. The digest of the copy is computed from its snapshot while it follows the source.
 * @throws AppError CONFLICT if they differ, if the copy does not fork, or if it lost its connection; RdbError for data
 *   that cannot be read
 */
export async function compareData(
  id: string,
  { link, target, relay, settings }: Pick<TenantCopy, 'link' | 'target' | 'relay' | 'settings'>,
  op: Pick<OperationContext, 'signal'>,
): Promise<SourceSnapshot> {
  const sent = relay.snapshot();
  const connection = await snapshotOf(id, target, op.signal);
  try {
    if (sent === null || relay.snapshot() !== sent || (await copyOffset(link)) !== sent.offset) throw interrupted(id);
    relay.release();
    await setSettings(link, settings);
    const loaded = await digestRdb(connection.rdb(), { signal: op.signal, checksum: false });
    if (loaded.digest !== sent.digest) throw different(id, sent, loaded);
    return sent;
  } finally {
    connection.close();
  }
}

async function snapshotOf(id: string, copy: RedisTarget, signal: AbortSignal): Promise<ReplicationConnection> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(tooSlow(id)), FORK_LIMIT_MS);
  try {
    return await openReplication(copy, {
      ...{ signal: AbortSignal.any([signal, limit.signal]), diskless: true, name: 'vrooli-compare' },
    });
  } finally {
    clearTimeout(timer);
  }
}

/** A copy that receives all data again is not the one that was compared. @throws AppError CONFLICT */
export function requireCompared(id: string, relay: ReplicationRelay, compared: SourceSnapshot): void {
  if (relay.snapshot() !== compared) throw interrupted(id);
}

function tooSlow(id: string): AppError<'CONFLICT'> {
  const message = `The copy of ${id} did not begin to send its data within ${FORK_LIMIT_MS / 1000} s, so it could not be compared. Nothing was changed. Try again.`;
  return new AppError('CONFLICT', message, { what: 'data' });
}

function interrupted(id: string): AppError<'CONFLICT'> {
  const message = `The copy of ${id} lost its connection to ${id} and received data again after the comparison, so ${id} stays where it is. Nothing was changed. Try again.`;
  return new AppError('CONFLICT', message, { what: 'data' });
}

function different(id: string, sent: DataDigest, loaded: DataDigest): AppError<'CONFLICT'> {
  const [one, other] = [sent, loaded].map(({ keys, digest }) => `${formatCount(keys)} keys, ${digest}`);
  const message = `The data of ${id} and of its copy differ (${one}; ${other}), so ${id} stays where it is. This is a bug in the app: please report it.`;
  return new AppError('CONFLICT', message, { what: 'data' });
}
