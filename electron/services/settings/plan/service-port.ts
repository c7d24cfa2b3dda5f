import { invalidSetting } from '../../redis/conf/check-value.ts';
import { fileValue } from '../../redis/conf/conf-values.ts';
import type { RedisConf } from '../../redis/conf/redis-conf.ts';
import { tlsPort } from '../../redis/conf/tls-place.ts';

/**
 * A swarm publishes the port of a service on every address of its node, so Redis must not be open there.
 * @throws AppError BAD_VALUE
 */
export function requireProtectedPort(id: string, deployment: 'service' | undefined, conf: RedisConf): void {
  if (deployment !== 'service') return;
  const why = `${id} runs as a service of a swarm, which publishes its port on every address of its node`;
  if (Number(fileValue(conf, 'port') ?? 6379) !== 0 || tlsPort(conf) === 0)
    throw invalidSetting('port', '0 and a tls-port', `${why}. Keep TLS on and the plain port closed (port 0).`);
  if (!fileValue(conf, 'requirepass'))
    throw invalidSetting('requirepass', 'a password', `${why}. It needs a password: set requirepass.`);
}
