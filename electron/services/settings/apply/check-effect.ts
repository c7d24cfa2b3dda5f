import { AppError } from '../../../../shared/contract/errors.ts';
import { isContainerSetting } from '../../../../shared/contract/names.ts';
import { isSecret, sameValue } from '../../redis/conf/conf-values.ts';
import { configGets, valuesOf } from '../../redis/conf/config-get.ts';
import { createRedisLink, type RedisLink } from '../../redis/connection/redis-link.ts';
import { factsOf, textOnly } from '../../redis/directives/catalogue.ts';
import type { RuntimeEntry } from '../../runtimes/runtime.ts';
import { newPassword, type Prepared } from '../plan/prepare.ts';

const ANSWER_MS = 30_000;

/**
 * Proves that the server answers and does what the plan says, as far as CONFIG GET tells.
 * @param restarted the server, where it was started again: it is another by then, and may want another password
 * @throws AppError CONFIG_REFUSED
 */
export async function checkEffect(prepared: Prepared, restarted: RuntimeEntry | null): Promise<void> {
  await afterRestart(prepared, restarted, (link) => check(prepared, link));
}

/**
 * Does something with a connection to the server as it is by now.
 * @param restarted the server, where it was started again
 * @returns null where there is no connection to it
 */
export async function afterRestart<T>(
  prepared: Pick<Prepared, 'plan' | 'link'>,
  restarted: RuntimeEntry | null,
  body: (link: RedisLink) => Promise<T>,
): Promise<T | null> {
  const address = restarted?.address ?? null;
  const fresh = address ? createRedisLink({ ...address, password: newPassword(prepared.plan) }) : null;
  const link = fresh ?? prepared.link;
  if (!link) return null;
  try {
    return await body(link);
  } finally {
    fresh?.close();
  }
}

async function check({ plan, known }: Prepared, link: RedisLink): Promise<void> {
  // The server tells its folder without symbolic links, and may have been given it relative to another.
  const wanted = plan.changes.filter(
    ({ directive, how, to }) =>
      how !== 'recreate' &&
      to !== null &&
      directive !== 'dir' &&
      !textOnly.has(directive) &&
      !isContainerSetting(directive),
  );
  const names = wanted.map(({ directive }) => directive);
  const [pong, ...replies] = await link.batch(ANSWER_MS, [['PING'], ...configGets(names)]);
  if (pong !== 'PONG') throw notInEffect(known.id, null, `it answers PING with "${String(pong)}"`);
  // Where its CONFIG was renamed away there is nothing to compare with.
  const values = valuesOf(replies);
  for (const { directive, to } of wanted) {
    const value = values[directive];
    if (value === undefined || sameValue(directive, value, to)) continue;
    const shown = isSecret(factsOf(directive)) ? 'another value' : `"${value}"`;
    throw notInEffect(known.id, directive, `${directive} is ${shown} there`);
  }
}

function notInEffect(id: string, directive: string | null, reason: string): AppError<'CONFIG_REFUSED'> {
  const message = `The new settings of ${id} did not take effect: ${reason}. The old ones are put back.`;
  return new AppError('CONFIG_REFUSED', message, { directive, reason });
}
