import { isLoopback } from '../ports/loopback.ts';
import { confPlaceOf } from '../redis/conf/conf-place.ts';
import { readEffectiveConf } from '../redis/conf/effective-conf.ts';
import { requireProtectedConf } from '../redis/conf/protected-port.ts';
import type { InstanceSpec } from './instance-spec.ts';

interface PortPlace extends Pick<InstanceSpec, 'id'> {
  readonly engine?: string | undefined;
  readonly deployment?: InstanceSpec['deployment'] | undefined;
  readonly publishOn?: string | undefined;
}

/** Where the port of an instance is open on another machine, as a sentence without its end; null if it is not. */
export function openPortOf({ id, engine, deployment, publishOn }: PortPlace): string | null {
  if (engine === undefined) return null;
  if (deployment === 'service')
    return `${id} runs as a service of a swarm, which publishes its port on every address of its node`;
  if (publishOn === undefined || isLoopback(publishOn)) return null;
  return ['0.0.0.0', '::'].includes(publishOn)
    ? `The port of ${id} is open at every address of its machine`
    : `The port of ${id} is open at ${publishOn}`;
}

/**
 * A record and `redis.conf` can be edited by hand. So `redis.conf` must protect a port that is open on another machine:
 * before a container is created, before the old one is removed for it, and before Redis starts with that file.
 * @throws AppError BAD_VALUE
 */
export async function requireProtectedPort({
  paths,
  ...place
}: PortPlace & Pick<InstanceSpec, 'paths'>): Promise<void> {
  const why = openPortOf(place);
  if (why === null) return;
  const conf = await readEffectiveConf(confPlaceOf({ paths, entry: null, record: { runtime: 'docker' } }));
  if (conf) requireProtectedConf(conf, why);
}
