import { AppError } from '../../../../shared/contract/errors.ts';
import type { PasswordList } from '../../../../shared/contract/password.ts';
import type { PasswordStore } from '../../passwords/password-store.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { fileValue } from '../../redis/conf/conf-values.ts';
import { readEffectiveConf } from '../../redis/conf/effective-conf.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import { createRedisLink } from '../../redis/connection/redis-link.ts';
import type { InstanceDeps } from '../status/instance-deps.ts';
import { notRunning } from '../status/not-running.ts';
import { requireInstance } from '../status/status-by-id.ts';

/** The passwords that users enter for servers whose configuration has none that works. */
export interface Passwords {
  list(): Promise<PasswordList>;
  /**
   * Stores a password that the server accepts.
   * @throws AppError NOT_FOUND, NOT_RUNNING, BAD_VALUE if the server does not accept it, HOME_NOT_WRITABLE, DISK_FULL
   */
  enter(id: string, password: string): Promise<PasswordList>;
  forget(id: string): Promise<PasswordList>;
}

const REPLY_TIMEOUT_MS = 5000;

export function createPasswords(deps: Pick<InstanceDeps, 'catalogue'>, store: PasswordStore): Passwords {
  return {
    list: store.list,
    async enter(id, password) {
      const instance = await requireInstance(deps, id);
      const { entry } = instance;
      if (entry?.state !== 'running' || !entry.address) {
        const message = `${id} is not running, so its server cannot check the password. Start it first.`;
        throw notRunning(instance, message);
      }
      const link = createRedisLink({ ...entry.address, password });
      try {
        await link.call(REPLY_TIMEOUT_MS, 'INFO', 'server');
      } catch (error) {
        if (!(error instanceof LinkError)) throw error;
        // Without the right to INFO, the password itself was accepted.
        if (error.failure !== 'no-permission') throw refusalOf(id, error);
      } finally {
        link.close();
      }
      const conf = await readEffectiveConf(confPlaceOf(instance));
      await store.keep(id, { password, besides: (conf && fileValue(conf, 'requirepass')) || null });
      return store.list();
    },
    async forget(id) {
      await store.forget(id);
      return store.list();
    },
  };
}

function refusalOf(id: string, { failure, message }: LinkError): AppError {
  if (failure !== 'wrong-password') return new AppError('NOT_RUNNING', message, { id, state: 'unhealthy' });
  return new AppError('BAD_VALUE', `The server of ${id} does not accept this password. Nothing was changed.`, {
    field: 'password',
    expected: 'the password of the server',
  });
}
