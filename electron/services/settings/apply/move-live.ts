import { AppError } from '../../../../shared/contract/errors.ts';
import { saveNow } from '../../backups/take/verified-save.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { sameValue, type Values, words } from '../../redis/conf/conf-values.ts';
import { configValues } from '../../redis/conf/config-get.ts';
import type { Persistence } from '../../redis/conf/persistence-mode.ts';
import { isSecret } from '../../redis/conf/secrets.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { factsOf } from '../../redis/directives/catalogue.ts';
import { switchAofOn } from './switch-aof-on.ts';

const REPLY_TIMEOUT_MS = 30_000;

/** The settings for a running server, and the callback that writes the file at the right moment. */
export interface Move {
  readonly id: string;
  readonly link: RedisLink;
  readonly op: Pick<OperationContext, 'progress'>;
  /** Null: unchanged. */
  readonly persistence: Persistence | null;
  /** All other settings that can be applied live. */
  readonly values: Values;
  /** Writes the file. */
  readonly commit: () => Promise<void>;
  /** Removes an AOF after it was disabled. */
  readonly leaveAof: () => Promise<void>;
}

/**
 * Applies new settings to a running server and its file in an order that survives a crash of the app or of Redis
 * between any two steps: the file on disk always leads the next start to all data.
 *
 * 1. Save a snapshot if the old or the new file would make Redis load an outdated one.
 * 2. Enable the new persistence (AOF rewritten completely, save points).
 * 3. Write the file.
 * 4. Disable the old persistence. A disabled AOF is removed; otherwise a later `appendonly yes` would load outdated
 *    data.
 *
 * Before step 3 the server does everything that the old file relies on, afterwards everything for the new one. Redis 7
 * with `appendonly yes` and no AOF starts empty, so the file says so only once the AOF exists.
 */
export async function moveLive(move: Move): Promise<void> {
  const { id, link, op, persistence, values, commit, leaveAof } = move;
  if (persistence === null) {
    await setValues(link, values);
    return commit();
  }
  const now = await livePersistence(link);
  const aof = { was: now.appendonly === 'yes', willBe: persistence.appendonly === 'yes' };
  const saves = { was: now.save !== '', willBe: persistence.save !== '' };
  const leavesAof = aof.was && !aof.willBe;
  const leavesSnapshots = !aof.willBe && saves.was && !saves.willBe;
  // Without persistence, the dump on disk dates from when it was disabled.
  const hadNothing = !aof.was && !saves.was && (aof.willBe || saves.willBe);
  if (leavesAof || leavesSnapshots || hadNothing) await saveNow({ id, link, op });
  if (aof.willBe && !aof.was) await switchAofOn(id, link, op);
  if (saves.willBe && !sameValue('save', now.save, persistence.save)) await setValues(link, { save: persistence.save });
  await setValues(link, values);
  await commit();
  if (leavesAof) {
    await setValues(link, { appendonly: 'no' });
    await leaveAof();
  }
  if (saves.was && !saves.willBe) await setValues(link, { save: '' });
}

/** The persistence of the running server, which may differ from its file. */
export async function livePersistence(link: RedisLink): Promise<Persistence> {
  const values = await configValues(link, REPLY_TIMEOUT_MS, ['appendonly', 'save']);
  return { appendonly: values.appendonly ?? 'no', save: values.save ?? '' };
}

/**
 * Sets several values with one CONFIG SET, which is atomic. Before Redis 7.0, which accepts only one, sets them one by
 * one.
 * @throws AppError CONFIG_REFUSED with the server's reason
 */
export async function setValues(link: RedisLink, values: Values): Promise<void> {
  const pairs = Object.entries(values).map(([name, value]) => [name, asArgument(name, value)] as const);
  if (pairs.length === 0) return;
  const error = await configSet(link, pairs);
  if (error === null) return;
  const rejectsMultiple =
    pairs.length > 1 && /wrong number of arguments|Unsupported CONFIG parameter/i.test(error.message);
  if (!rejectsMultiple) throw refused(error, pairs);
  for (const pair of pairs) {
    const again = await configSet(link, [pair]);
    if (again) throw refused(again, [pair]);
  }
}

async function configSet(link: RedisLink, pairs: readonly (readonly [string, string])[]): Promise<Error | null> {
  const [reply] = await link.batch(REPLY_TIMEOUT_MS, [['CONFIG', 'SET', ...pairs.flat()]]);
  return reply instanceof Error ? reply : null;
}

/** CONFIG SET takes all save points as one argument. */
function asArgument(name: string, value: string): string {
  return factsOf(name)?.kind === 'save' ? words(value).join(' ') : value;
}

function refused(error: Error, pairs: readonly (readonly [string, string])[]): AppError<'CONFIG_REFUSED'> {
  const named = /argument '([^']+)'/.exec(error.message)?.[1] ?? pairs[0]?.[0] ?? null;
  const secret = named !== null && isSecret(factsOf(named));
  const reason = secret ? 'Redis gave no reason' : error.message.replace(/^ERR (CONFIG SET failed \(.*?\) - )?/, '');
  const message = `Redis rejected ${named ?? 'the settings'}: ${reason}. The previous settings stay in effect.`;
  return new AppError('CONFIG_REFUSED', message, { directive: named, reason });
}
