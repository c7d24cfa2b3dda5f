import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import type { Risk } from '../../../../shared/contract/settings.ts';
import { counted } from '../../../../shared/format/count.ts';
import { replicaRefusal } from '../../../../shared/replica.ts';
import { configuredReplication, replicationOf } from '../../instances/status/replication.ts';
import { masterOf } from '../../redis/conf/server-settings.ts';
import { keyspace } from '../../redis/info/info.ts';
import type { SettingFacts, Target } from './setting-facts.ts';

const directive = 'replicaof';

/** Risks of a plan for a replica, given its other risks. Pure. */
export function replicaRisks(facts: SettingFacts, target: Target, others: readonly Risk[]): readonly Risk[] {
  const refusal = others.some(({ level }) => level === 'danger') ? staysReplica(facts, target) : null;
  const blocked: Risk[] = refusal ? [{ directive, level: 'blocked', message: refusal.message }] : [];
  return [...blocked, ...newMaster(facts, target)];
}

/** Why a plan that deletes keys is refused; null for a master, and for a plan that promotes to one. */
export function staysReplica(facts: SettingFacts, { effective }: Target) {
  const [before, after] = [masterOf(facts.effective), masterOf(effective)];
  if (before !== null && after === null) return null;
  return replicaRefusal({ id: facts.id, replication: roleOf(facts) }, 'settings');
}

function roleOf({ info, effective }: SettingFacts): InstanceStatus['replication'] {
  return info ? replicationOf(info) : configuredReplication({ replicaOf: masterOf(effective) });
}

/** A replica that gets a new master drops all its keys. */
function newMaster({ id, info, effective }: SettingFacts, target: Target): readonly Risk[] {
  const [before, after] = [masterOf(effective), masterOf(target.effective)];
  if (after === null || (before?.host === after.host && before.port === after.port)) return [];
  const keys = info ? keyspace(info).reduce((sum, database) => sum + database.keys, 0) : null;
  if (keys === 0) return [];
  const lost = keys === null ? `all keys of ${id}` : `the ${counted(keys, 'key')} of ${id}`;
  const message = `Redis will delete ${lost} and copy those of ${after.host}:${after.port}.`;
  return [{ directive, level: 'danger', message }];
}
