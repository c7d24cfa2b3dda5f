import { invalidSetting } from './check-value.ts';
import { fileValue } from './conf-values.ts';
import type { RedisConf } from './redis-conf.ts';
import { tlsPort } from './tls-place.ts';

/**
 * A port that is open at the address of another machine accepts only TLS, and its server has a password.
 * @param why the port is open, as a sentence without its end
 * @throws AppError BAD_VALUE
 */
export function requireProtectedConf(conf: RedisConf, why: string): void {
  if (Number(fileValue(conf, 'port') ?? 6379) !== 0 || tlsPort(conf) === 0)
    throw invalidSetting('port', '0 and a tls-port', `${why}. Keep TLS on and the plain port closed (port 0).`);
  if (!fileValue(conf, 'requirepass'))
    throw invalidSetting('requirepass', 'a password', `${why}. It needs a password: set requirepass.`);
}
