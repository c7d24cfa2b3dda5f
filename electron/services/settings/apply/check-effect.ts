import { AppError } from '../../../../shared/contract/errors.ts';
import { isContainerSetting } from '../../../../shared/contract/names.ts';
import { ownValue } from '../../../../shared/own-value.ts';
import { sameValue } from '../../redis/conf/conf-values.ts';
import { configGets, valuesOf } from '../../redis/conf/config-get.ts';
import { isSecret } from '../../redis/conf/secrets.ts';
import { createRedisLink, type RedisLink } from '../../redis/connection/redis-link.ts';
import { factsOf, textOnly } from '../../redis/directives/catalogue.ts';
import type { RuntimeEntry } from '../../runtimes/runtime.ts';
import { newPassword, type Prepared } from '../plan/prepare.ts';

const REPLY_TIMEOUT_MS = 30_000;

/**
 * Verifies by PING and CONFIG GET that the server runs with the planned settings.
 * @param restarted the server after a restart: its address and password may have changed
 * @throws AppError CONFIG_REFUSED
 */
export async function checkEffect(prepared: Prepared, restarted: RuntimeEntry | null): Promise<void> {
  await afterRestart(prepared, restarted, (link) => check(prepared, link));
}

/**
 * Runs `body` with a connection to the current server.
 * @param restarted the server after a restart
 * @returns null without a connection
 */
export async function afterRestart<T>(
  prepared: Pick<Prepared, 'plan' | 'instance' | 'link'>,
  restarted: RuntimeEntry | null,
  body: (link: RedisLink) => Promise<T>,
): Promise<T | null> {
  const address = restarted?.address ?? null;
  const fresh = address ? createRedisLink({ ...address, password: newPassword(prepared) }) : null;
  const link = fresh ?? prepared.link;
  if (!link) return null;
  try {
    return await body(link);
  } finally {
    fresh?.close();
  }
}

async function check({ plan, instance }: Prepared, link: RedisLink): Promise<void> {
  // `dir` is not compared: Redis reports it with symbolic links resolved, and redis.conf may give it as a relative path.
  const wanted = plan.changes.filter(
    ({ directive, how, to }) =>
      how !== 'recreate' &&
      to !== null &&
      directive !== 'dir' &&
      !textOnly.has(directive) &&
      !isContainerSetting(directive),
  );
  const names = wanted.map(({ directive }) => directive);
  const [pong, ...replies] = await link.batch(REPLY_TIMEOUT_MS, [['PING'], ...configGets(names)]);
  if (pong !== 'PONG') throw notInEffect(instance.id, null, `it replied "${String(pong)}" to PING`);
  // Empty when CONFIG is renamed or disabled: then there is nothing to compare.
  const values = valuesOf(replies);
  for (const { directive, to } of wanted) {
    const value = ownValue(values, directive);
    if (value === undefined || sameValue(directive, value, to)) continue;
    const shown = isSecret(factsOf(directive)) ? 'another value' : `"${value}"`;
    throw notInEffect(instance.id, directive, `${directive} is ${shown}`);
  }
}

function notInEffect(id: string, directive: string | null, reason: string): AppError<'CONFIG_REFUSED'> {
  const message = `The new settings of ${id} did not take effect: ${reason}. The previous settings are restored.`;
  return new AppError('CONFIG_REFUSED', message, { directive, reason });
}
