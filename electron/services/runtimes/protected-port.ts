import { confPlaceOf } from '../redis/conf/conf-place.ts';
import { readEffectiveConf } from '../redis/conf/effective-conf.ts';
import { requireProtectedConf } from '../redis/conf/protected-port.ts';
import type { InstanceSpec } from './instance-spec.ts';

type OpenSpec = Pick<InstanceSpec, 'id' | 'paths' | 'engine' | 'publishOn' | 'deployment'>;

/**
 * A record can be edited by hand. So `redis.conf` must protect a port that is open on another machine, whatever the
 * record says, before a container is created, and before the old one is removed for it.
 * @throws AppError BAD_VALUE
 */
export async function requireProtectedPort({ id, paths, engine, publishOn, deployment }: OpenSpec): Promise<void> {
  if (engine === undefined) return;
  if (deployment !== 'service' && (publishOn === undefined || /^(127\.|::1$)/.test(publishOn))) return;
  const conf = await readEffectiveConf(confPlaceOf({ paths, entry: null, record: { runtime: 'docker' } }));
  const why =
    deployment === 'service'
      ? `${id} runs as a service of a swarm, which publishes its port on every address of its node`
      : `The port of ${id} is open at ${publishOn}`;
  if (conf) requireProtectedConf(conf, why);
}
