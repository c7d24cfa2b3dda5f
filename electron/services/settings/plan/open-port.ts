import type { InstanceRecord } from '../../instances/registry/instance-record.ts';
import { invalidSetting } from '../../redis/conf/check-value.ts';
import { requireProtectedConf } from '../../redis/conf/protected-port.ts';
import type { SettingFacts, Target } from './setting-facts.ts';

type Place = Pick<InstanceRecord, 'engineName' | 'deployment' | 'publishedAt'>;

/**
 * Redis without TLS and a password must not be open at the address of another machine: not as a service, whose port a
 * swarm publishes on every address of its node, not where its port was published, and not by another listen address.
 * @throws AppError BAD_VALUE
 */
export function requireProtectedPort(
  { id, published: before }: Pick<SettingFacts, 'id' | 'published'>,
  { effective: conf, published: after }: Pick<Target, 'effective' | 'published'>,
  place: Place | null,
): void {
  const { engineName, deployment, publishedAt } = place ?? {};
  if (engineName !== undefined && before?.host !== after?.host) {
    const message = `bind: ${id} is on ${engineName}, where the address of its port is chosen when it is created or moved there: --publish tls opens it at the address of that machine.`;
    throw invalidSetting('bind', 'the address that it has', message);
  }
  if (deployment !== 'service' && publishedAt === undefined) return;
  const why =
    deployment === 'service'
      ? `${id} runs as a service of a swarm, which publishes its port on every address of its node`
      : `The port of ${id} is open at ${publishedAt}`;
  requireProtectedConf(conf, why);
}
