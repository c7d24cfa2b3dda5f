import { isLoopback } from '../ports/loopback.ts';
import { confPlaceOf } from '../redis/conf/conf-place.ts';
import { readEffectiveConf } from '../redis/conf/effective-conf.ts';
import { requireProtectedConf } from '../redis/conf/protected-port.ts';
import type { InstanceSpec } from './instance-spec.ts';

interface OpenSpec extends Pick<InstanceSpec, 'id' | 'paths'> {
  readonly engine?: string | undefined;
  readonly deployment?: InstanceSpec['deployment'] | undefined;
  readonly publishOn?: string | undefined;
}

/**
 * A record and `redis.conf` can be edited by hand. So `redis.conf` must protect a port that is open on another machine:
 * before a container is created, before the old one is removed for it, and before Redis starts with that file.
 * @throws AppError BAD_VALUE
 */
export async function requireProtectedPort({ id, paths, engine, publishOn, deployment }: OpenSpec): Promise<void> {
  if (engine === undefined) return;
  if (deployment !== 'service' && (publishOn === undefined || isLoopback(publishOn))) return;
  const conf = await readEffectiveConf(confPlaceOf({ paths, entry: null, record: { runtime: 'docker' } }));
  const why =
    deployment === 'service'
      ? `${id} runs as a service of a swarm, which publishes its port on every address of its node`
      : ['0.0.0.0', '::'].includes(publishOn ?? '')
        ? `The port of ${id} is open at every address of its machine`
        : `The port of ${id} is open at ${publishOn}`;
  if (conf) requireProtectedConf(conf, why);
}
