import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError } from '../../../../shared/contract/errors.ts';
import { asLinkError } from '../../redis/connection/link-failure.ts';
import { createRedisLink, type RedisLink } from '../../redis/connection/redis-link.ts';
import { ReplicationRefused } from '../../redis/data/replication-connection.ts';
import { lowerSavePriority } from '../../redis/data/save-priority.ts';
import { chooseMethod, readFacts, versionOf } from './choose-method.ts';
import { followReplication } from './follow-replication.ts';
import { type LiveEvents, type LiveOptions, LiveProgress } from './live-events.ts';
import { scanRounds } from './scan-rounds.ts';

/** The delay before the next attempt, by the number of failed ones. */
const DELAYS_MS = [100, 500, 1000, 2000, 5000];
/** How many copies in a row may fail to lead to a stable connection. Each costs the server a fork. */
const MAX_FAILED_COPIES = 3;
/** A connection that lasts this long is stable. */
const STABLE_MS = 10_000;

/**
 * Keeps an index in sync with a server until the signal aborts: a full copy by replication, then every write as it
 * happens. Copies again after a lost connection. If replication is not possible, reads by SCAN, in rounds. Leaves
 * nothing on the server.
 */
export async function followServer(options: LiveOptions, events: LiveEvents, signal: AbortSignal): Promise<void> {
  const link = endingLink(createRedisLink(options.target), signal);
  const progress = new LiveProgress(events);
  const close = () => link.close();
  signal.addEventListener('abort', close, { once: true });
  /** Why this run of the server is not followed by replication. */
  let refused: { readonly run: string | undefined; readonly reason: string } | null = null;
  let attempts = 0;
  let failedCopies = 0;
  while (!signal.aborted) {
    let run: string | undefined;
    let copiedAt: number | null = null;
    let isCopying = false;
    try {
      const facts = await readFacts(link, options);
      run = facts.info.get('run_id');
      if (facts.info.get('loading') === '1') throw new Error('The server loads its data.');
      const deps = { options, link, facts, events, progress, signal };
      const method = chooseMethod(facts);
      progress.update({ redisVersion: versionOf(facts.info) });
      if (method.kind === 'scan') await scanRounds(deps, method.reason);
      else if (refused !== null && refused.run === run) await scanRounds(deps, refused.reason);
      else {
        isCopying = true;
        progress.update({ live: { method: 'replication', reason: null, coverage: null } });
        const endLowPriority = options.isOnThisComputer ? lowerSavePriority(facts.info) : () => undefined;
        await followReplication(deps, method.diskless, () => {
          endLowPriority();
          copiedAt = performance.now();
          attempts = 0;
        }).finally(endLowPriority);
      }
    } catch (error) {
      if (signal.aborted) break;
      const { target } = options;
      const message = sentenceOf(error, target.path ?? `port ${target.port}`);
      const isStable = copiedAt !== null && performance.now() - copiedAt >= STABLE_MS;
      failedCopies = isStable || !isCopying ? 0 : failedCopies + 1;
      const reason = refusalOf(error) ?? (failedCopies >= MAX_FAILED_COPIES ? lostSentence(message) : null);
      if (reason !== null) refused = { run, reason };
      // A refusal is no problem: the keys are read by SCAN next.
      progress.update({ phase: 'connecting', problem: reason === null ? message : null });
    }
    const delay = DELAYS_MS[Math.min(attempts++, DELAYS_MS.length - 1)];
    await sleep(delay, undefined, { signal }).catch(() => undefined);
  }
  signal.removeEventListener('abort', close);
  link.close();
}

/** A call after the end would open a new connection, and leave it open. */
function endingLink(link: RedisLink, signal: AbortSignal): RedisLink {
  const unlessEnded =
    <A extends readonly unknown[], R>(send: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      signal.throwIfAborted();
      return send(...args);
    };
  return {
    ...link,
    ask: unlessEnded(link.ask),
    call: unlessEnded(link.call),
    callBuffer: unlessEnded(link.callBuffer),
    batch: unlessEnded(link.batch),
  };
}

/** Why the server will never send its data to this user. Null for a temporary reason. */
function refusalOf(error: unknown): string | null {
  if (isAppError(error, 'COMMAND_UNAVAILABLE')) return 'The server has no SYNC ("rename-command" in redis.conf).';
  if (!(error instanceof ReplicationRefused)) return null;
  if (/NOPERM/.test(error.message)) return 'The access rules (ACL) of the server do not permit SYNC.';
  if (/unknown command/i.test(error.message)) return 'The server has no SYNC.';
  return null;
}

function sentenceOf(error: unknown, place: string): string {
  const known = asLinkError(error, place, null);
  return known instanceof Error ? known.message : String(known);
}

function lostSentence(message: string): string {
  return `The server ended ${MAX_FAILED_COPIES} copies: ${message.replace(/\.$/, '')}.`;
}
