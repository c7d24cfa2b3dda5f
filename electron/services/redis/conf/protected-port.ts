import { invalidSetting } from './check-value.ts';
import { fileValue } from './conf-values.ts';
import type { RedisConf } from './redis-conf.ts';
import { tlsPort } from './tls-place.ts';

/** The setting with which a configuration does not protect an open port. */
export interface Unprotected {
  readonly setting: string;
  readonly expected: string;
  /** What to do, as a sentence. */
  readonly advice: string;
}

/**
 * A port that is open at the address of another machine accepts only TLS, and its server has a password.
 * @returns why a configuration does not protect such a port; null if it does
 */
export function unprotectedBy(conf: RedisConf): Unprotected | null {
  if (Number(fileValue(conf, 'port') ?? 6379) !== 0 || tlsPort(conf) === 0)
    return {
      setting: 'port',
      expected: '0 and a tls-port',
      advice: 'Keep TLS on and the plain port closed (port 0).',
    };
  if (!fileValue(conf, 'requirepass'))
    return { setting: 'requirepass', expected: 'a password', advice: 'It needs a password: set requirepass.' };
  return null;
}

/**
 * @param why the port is open, as a sentence without its end
 * @throws AppError BAD_VALUE if a configuration does not protect it
 */
export function requireProtectedConf(conf: RedisConf, why: string): void {
  const found = unprotectedBy(conf);
  if (found) throw invalidSetting(found.setting, found.expected, `${why}. ${found.advice}`);
}
