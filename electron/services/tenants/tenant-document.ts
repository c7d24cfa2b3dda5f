import type { Companion } from '../../../shared/contract/companion.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { can } from '../../../shared/contract/runtimes.ts';
import type { Health, Tenant } from '../../../shared/contract/tenant.ts';
import { shownState } from '../../../shared/shown-state.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import { noLimits } from '../instances/registry/instance-record.ts';
import { defectOf } from './defect.ts';

/** Combines a tenant's records with its status. */
export function tenantDocument(
  instance: ManagedInstance,
  status: InstanceStatus,
  companions: readonly Companion[],
): Tenant {
  const record = instance.tenant;
  const answered = status.state === 'running' || (status.state === 'unhealthy' && status.version !== null);
  // Written out: spreading takes ten times as long.
  return {
    id: status.id,
    client: instance.id,
    runtime: status.runtime,
    state: status.state,
    problem: status.problem,
    container: status.container ?? record?.container ?? null,
    network: status.network ?? record?.network ?? null,
    image: status.image,
    host: status.host,
    port: status.port,
    url: status.url,
    ...(status.engine !== undefined && { engine: status.engine }),
    ...(status.deployment !== undefined && { deployment: status.deployment }),
    ...(status.lastKnownState !== undefined && { lastKnownState: status.lastKnownState }),
    passwordSet: status.passwordSet,
    version: status.version,
    uptimeSeconds: status.uptimeSeconds,
    memory: status.memory,
    clients: status.clients,
    commands: status.commands,
    hitRate: status.hitRate,
    lookups: status.lookups,
    databases: status.databases,
    lastKnownKeys: status.lastKnownKeys,
    persistence: status.persistence,
    replication: status.replication,
    health: healthOf(status),
    keys: answered ? status.databases.reduce((sum, database) => sum + database.keys, 0) : null,
    created: record?.created ?? null,
    group: record?.group ?? null,
    notes: record?.notes ?? null,
    limits: record?.limits ?? noLimits,
    isolated: can(status.runtime, 'network'),
    defect: defectOf(instance),
    branch: record?.branch ?? null,
    companions: [...companions],
    ...(record?.movedFrom && { movedFrom: record.movedFrom }),
  };
}

function healthOf(status: InstanceStatus): Health {
  const state = shownState(status);
  switch (state) {
    case 'running':
      return 'healthy';
    case 'unhealthy':
      return 'unhealthy';
    case 'starting':
    case 'stopped':
    case 'missing':
    case 'engine-unreachable':
    case 'node-unreachable':
      return 'unknown';
    default:
      return state satisfies never;
  }
}
