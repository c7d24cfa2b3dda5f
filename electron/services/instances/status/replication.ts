import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import type { ConfiguredSettings } from '../../redis/conf/server-settings.ts';
import { type InfoFields, infoNumber } from '../../redis/info/info.ts';

const noReplication = { role: null, masterHost: null, masterPort: null, link: null } as const;

/** INFO still calls a replica a slave. https://redis.io/docs/latest/commands/info/ */
export function replicationOf(info: InfoFields): InstanceStatus['replication'] {
  const role = info.get('role');
  if (role !== 'slave') return { ...noReplication, role: role === undefined ? null : 'master' };
  return {
    role: 'replica',
    masterHost: info.get('master_host') ?? null,
    masterPort: infoNumber(info, 'master_port'),
    link: info.get('master_link_status') === 'up' ? 'up' : 'down',
  };
}

/** The replication that redis.conf sets at the next start. */
export function configuredReplication(
  settings: Pick<ConfiguredSettings, 'replicaOf'> | null,
): InstanceStatus['replication'] {
  if (!settings?.replicaOf) return noReplication;
  const { host, port } = settings.replicaOf;
  return { role: 'replica', masterHost: host, masterPort: port, link: null };
}
