import { AppError } from '../../../../shared/contract/errors.ts';
import { formatCount } from '../../../../shared/format/count.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { RedisLink, RedisTarget } from '../../redis/connection/redis-link.ts';
import { type DataDigest, digestRdb } from '../../redis/data/content/data-digest.ts';
import { openReplication, type ReplicationConnection } from '../../redis/data/replication-connection.ts';
import { parseInfo } from '../../redis/info/info.ts';
import { reachesOffset } from './follow-source.ts';
import { pauseBriefly } from './write-hold.ts';

const ANSWER_MS = 10_000;
/** How long writes may wait for both servers to freeze their data. */
const PAUSE_MS = 900;
const ATTEMPTS = 5;

interface Side {
  readonly link: RedisLink;
  readonly target: RedisTarget;
}

/** Both data sets at the same replication offset, and how long writes waited for it. */
export interface ComparedData extends DataDigest {
  readonly pausedMs: number;
}

/**
 * Compares the digests of a source and its copy at one replication offset. Writes are paused only until both servers
 * have forked: the digests are computed from their snapshots while writes continue.
 * @throws AppError CONFLICT if they differ, or if the servers were too slow to freeze their data
 */
export async function compareData(
  id: string,
  source: Side,
  copy: Side,
  op: Pick<OperationContext, 'signal' | 'progress' | 'log'>,
): Promise<ComparedData> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    await idle([source, copy], op.signal);
    const opened = await openBoth(source, copy, op.signal);
    if (opened === null) {
      op.log('The servers did not reach the same offset while writes were paused. Trying again.');
      continue;
    }
    const { connections, pausedMs } = opened;
    try {
      let bytes = 0;
      const options = {
        ...{ signal: op.signal },
        progress: (read: number) => {
          bytes = Math.max(bytes, read);
        },
      };
      const [ours, theirs] = await Promise.all(connections.map((one) => digestRdb(one.rdb(), options)));
      if (ours === undefined || theirs === undefined) throw new Error('two digests');
      if (ours.digest === theirs.digest) return { ...ours, pausedMs };
      throw different(id, ours, theirs);
    } finally {
      for (const connection of connections) connection.close();
    }
  }
  const message = `The data of ${id} and of its copy could not be compared: the servers were too busy to reach the same offset within ${PAUSE_MS} ms. Nothing was changed. Try again when there are fewer writes.`;
  throw new AppError('CONFLICT', message, { what: 'data' });
}

/** Another save of the server would delay ours, and with it all writes. */
async function idle(sides: readonly Side[], signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const infos = await Promise.all(sides.map(({ link }) => link.call(ANSWER_MS, 'INFO', 'persistence')));
    const busy = infos.map((info) => parseInfo(String(info))).some((info) => isSaving((name) => info.get(name)));
    if (!busy) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function isSaving(field: (name: string) => string | undefined): boolean {
  return (
    ['rdb_bgsave_in_progress', 'aof_rewrite_in_progress', 'aof_rewrite_scheduled'].some((one) => field(one) === '1') ||
    field('loading') === '1'
  );
}

/** @returns null if one of them was too slow */
async function openBoth(
  source: Side,
  copy: Side,
  signal: AbortSignal,
): Promise<{ readonly connections: readonly ReplicationConnection[]; readonly pausedMs: number } | null> {
  const limit = new AbortController();
  const begun = performance.now();
  const offset = await pauseBriefly(source.link, PAUSE_MS);
  const open = async ({ target }: Side) => {
    const connection = await openReplication(target, {
      ...{ signal: AbortSignal.any([signal, limit.signal]), diskless: true, name: 'vrooli-compare' },
    });
    return connection;
  };
  let pending: readonly Promise<ReplicationConnection>[] = [];
  const left = () => PAUSE_MS - (performance.now() - begun) - 100;
  try {
    if (!(await reachesOffset(copy.link, offset, left()))) return null;
    pending = [source, copy].map(open);
    const timer = setTimeout(() => limit.abort(new Error('too slow')), Math.max(1, left()));
    const results = await Promise.allSettled(pending);
    clearTimeout(timer);
    const connections = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const pausedMs = performance.now() - begun;
    if (connections.length === 2 && pausedMs < PAUSE_MS) return { connections, pausedMs };
    for (const connection of connections) connection.close();
    signal.throwIfAborted();
    if (!limit.signal.aborted) for (const one of results) if (one.status === 'rejected') throw one.reason;
    return null;
  } finally {
    await source.link.batch(ANSWER_MS, [['CLIENT', 'UNPAUSE']]).catch(() => undefined);
  }
}

function different(id: string, ours: DataDigest, theirs: DataDigest): AppError<'CONFLICT'> {
  const [one, other] = [ours, theirs].map(({ keys, digest }) => `${formatCount(keys)} keys, ${digest}`);
  const message = `The data of ${id} and of its copy differ (${one}; ${other}), so ${id} stays where it is. This is a bug in the app: please report it.`;
  return new AppError('CONFLICT', message, { what: 'data' });
}
