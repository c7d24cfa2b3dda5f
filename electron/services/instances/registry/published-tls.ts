import { can } from '../../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { readEffectiveConf } from '../../redis/conf/effective-conf.ts';
import { publishedTls } from '../../redis/conf/tls-place.ts';
import type { InstanceSpec } from '../../runtimes/instance-spec.ts';

/** Adds the TLS port of an existing redis.conf, which a container publishes beside the port of the instance. */
export async function withPublishedTls(spec: InstanceSpec, runtime: RuntimeKind): Promise<InstanceSpec> {
  if (!can(runtime, 'network')) return spec;
  const conf = await readEffectiveConf(confPlaceOf({ paths: spec.paths, entry: null, record: { runtime } }));
  const tlsPort = conf && publishedTls(conf);
  return tlsPort === null ? spec : { ...spec, tlsPort };
}
