import { MASK } from '../../../../shared/contract/settings.ts';
import type { RedisConf } from '../../redis/conf/redis-conf.ts';
import { secretPrefix } from '../../redis/conf/secrets.ts';

/** Shorter secrets are parts of ordinary words; in settings files they are masked by their directive. */
const SHORTEST_SECRET = 4;

/** The secrets of a configuration, as they may occur in other texts. */
export function secretsIn(conf: RedisConf): readonly string[] {
  return conf.lines.flatMap(({ directive }) =>
    (directive?.args ?? []).flatMap((arg, index) => {
      const prefix = directive === null || directive === undefined ? null : secretPrefix(directive, index);
      return prefix === null ? [] : [arg.slice(prefix.length)];
    }),
  );
}

/** Replaces every occurrence of the secrets, also encoded for a URL or JSON, and the password of any URL. */
export function scrubbed(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  // The longest first: a secret may contain another one.
  const longestFirst = [...new Set(forms)].toSorted((a, b) => b.length - a.length);
  const masked = longestFirst.reduce((result, form) => result.replaceAll(form, MASK), text);
  return masked
    .replaceAll(/(\b(?:rediss?|unix|https?):\/\/[^:@/\s"']*:)[^@/\s"']+@/g, `$1${MASK}@`)
    .replaceAll(/\b(requirepass|masterauth|AUTH|REDIS_PASSWORD|REDISCLI_AUTH)([ =]+)(?!\*)\S+/g, `$1$2${MASK}`);
}
