import { AppError } from '../../../../shared/contract/errors.ts';
import { saveNow } from '../../backups/take/verified-save.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { isSecret, sameValue, type Values, words } from '../../redis/conf/conf-values.ts';
import { configValues } from '../../redis/conf/config-get.ts';
import type { Persistence } from '../../redis/conf/persistence-mode.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { factsOf } from '../../redis/directives/catalogue.ts';
import { switchAofOn } from './switch-aof-on.ts';

const ANSWER_MS = 30_000;

/** What a running server is given, and when the file is written in between. */
export interface Move {
  readonly id: string;
  readonly link: RedisLink;
  readonly op: Pick<OperationContext, 'progress'>;
  /** The new place of persistence; null: unchanged. */
  readonly persistence: Persistence | null;
  /** Every other setting that the server takes as it runs. */
  readonly values: Values;
  /** Writes the file. */
  readonly commit: () => Promise<void>;
  /** Takes away an AOF that was switched off. */
  readonly leaveAof: () => Promise<void>;
}

/**
 * Brings a running server and its file to new settings, so that whatever ends us or Redis between two steps, the file
 * that stands there then leads to all data at the next start:
 *
 * 1. save a snapshot, where the old or the new file makes Redis load one that may be older than the data;
 * 2. switch on what the new settings keep data by (AOF written to its end, save points);
 * 3. write the file;
 * 4. switch off what they keep no data by; an AOF goes then, or it would be found, as old as it is by then, by whoever
 *    writes `appendonly yes` into the file one day.
 *
 * Up to 3 the server does all that the old file relies on, from 3 on all that the new one does. Redis 7 with
 * `appendonly yes` and no AOF would start empty: the file says so only when the AOF is there.
 */
export async function moveLive(move: Move): Promise<void> {
  const { id, link, op, persistence, values, commit, leaveAof } = move;
  if (persistence === null) {
    await giveValues(link, values);
    return commit();
  }
  const now = await livePersistence(link);
  const aof = { was: now.appendonly === 'yes', willBe: persistence.appendonly === 'yes' };
  const saves = { was: now.save !== '', willBe: persistence.save !== '' };
  const leavesAof = aof.was && !aof.willBe;
  const leavesSnapshots = !aof.willBe && saves.was && !saves.willBe;
  // With neither, the dump on disk is as old as the moment when that was chosen.
  const hadNothing = !aof.was && !saves.was && (aof.willBe || saves.willBe);
  if (leavesAof || leavesSnapshots || hadNothing) await saveNow({ id, link, op });
  if (aof.willBe && !aof.was) await switchAofOn(id, link, op);
  if (saves.willBe && !sameValue('save', now.save, persistence.save))
    await giveValues(link, { save: persistence.save });
  await giveValues(link, values);
  await commit();
  if (leavesAof) {
    await giveValues(link, { appendonly: 'no' });
    await leaveAof();
  }
  if (saves.was && !saves.willBe) await giveValues(link, { save: '' });
}

/** What a running server does, whatever its file says. */
export async function livePersistence(link: RedisLink): Promise<Persistence> {
  const values = await configValues(link, ANSWER_MS, ['appendonly', 'save']);
  return { appendonly: values.appendonly ?? 'no', save: values.save ?? '' };
}

/**
 * CONFIG SET of several at once, so that all are taken or none; before Redis 7, which takes one at a time, one by one.
 * @throws AppError CONFIG_REFUSED with the server's reason
 */
export async function giveValues(link: RedisLink, values: Values): Promise<void> {
  const pairs = Object.entries(values).map(([name, value]) => [name, shaped(name, value)] as const);
  if (pairs.length === 0) return;
  const error = await setting(link, pairs);
  if (error === null) return;
  const manyAtOnce = pairs.length > 1 && /wrong number of arguments|Unsupported CONFIG parameter/i.test(error.message);
  if (!manyAtOnce) throw refused(error, pairs);
  for (const pair of pairs) {
    const again = await setting(link, [pair]);
    if (again) throw refused(again, [pair]);
  }
}

async function setting(link: RedisLink, pairs: readonly (readonly [string, string])[]): Promise<Error | null> {
  const [reply] = await link.batch(ANSWER_MS, [['CONFIG', 'SET', ...pairs.flat()]]);
  if (reply instanceof LinkError) throw reply;
  return reply instanceof Error ? reply : null;
}

/** Save points go as one argument; a class of clients by the name that CONFIG SET knows. */
function shaped(name: string, value: string): string {
  return factsOf(name)?.kind === 'save' ? words(value).join(' ') : value;
}

function refused(error: Error, pairs: readonly (readonly [string, string])[]): AppError<'CONFIG_REFUSED'> {
  const named = /argument '([^']+)'/.exec(error.message)?.[1] ?? pairs[0]?.[0] ?? null;
  const secret = named !== null && isSecret(factsOf(named));
  const reason = secret ? 'it does not say why' : error.message.replace(/^ERR (CONFIG SET failed \(.*?\) - )?/, '');
  const message = `Redis refuses ${named ?? 'the settings'}: ${reason}. The old settings stay.`;
  return new AppError('CONFIG_REFUSED', message, { directive: named, reason });
}
