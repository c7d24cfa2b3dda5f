import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { readEffectiveConf } from '../../redis/conf/effective-conf.ts';
import { tlsPort } from '../../redis/conf/tls-place.ts';

/** The port for TLS beside the plain one; null without one. */
export async function tlsPortBeside({ settings, ...instance }: ManagedInstance): Promise<number | null> {
  if (!settings?.certificate || settings.tls) return null;
  const conf = await readEffectiveConf(confPlaceOf(instance));
  return (conf && tlsPort(conf)) || null;
}
