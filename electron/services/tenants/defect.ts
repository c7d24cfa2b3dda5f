import type { TenantDefect } from '../../../shared/contract/tenant.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';

/** What is missing of a tenant; null when it is whole, or when its engine could not be asked. */
export function defectOf(known: ManagedInstance): TenantDefect | null {
  const { id, entry, unreadable, record, unreachable } = known;
  if (unreadable) {
    return {
      kind: 'unreadable',
      message: `redis.json of ${id} cannot be read: ${unreadable.data.detail}.`,
      repair: `Write it again from ${entry?.runtime === 'docker' ? 'the container' : 'redis.conf'}`,
    };
  }
  if (!record) {
    return {
      kind: 'no-folder',
      message: `There is a ${entry?.runtime === 'process' ? 'process' : 'container'} of ${id}, but no redis.json in its folder.`,
      repair: 'Write redis.json and take it over as it is',
    };
  }
  if (!entry) {
    if (unreachable) return null;
    return {
      kind: 'no-container',
      message: `The folder of ${id} is there, but its ${record.runtime === 'docker' ? 'container' : 'process'} is not.`,
      repair: 'Make it again around its data',
    };
  }
  const old = legacySigns(known);
  if (old.length === 0) return null;
  return {
    kind: 'legacy',
    message: `${id} was made by older scripts: ${old.join(', ')}. It works as it is.`,
    repair: 'Make its container again around the same data, isolated as new tenants are',
  };
}

/** How a container of the scripts differs from ours: ours carry a label that says which home they are of. */
function legacySigns({ entry, id }: ManagedInstance): readonly string[] {
  if (entry?.runtime !== 'docker' || entry.labels['vrooli.home'] !== undefined) return [];
  return [
    entry.labels['vrooli.client'] === undefined ? 'it has no labels' : null,
    entry.container?.endsWith(`-${id}`) && entry.container.startsWith('redis-client-')
      ? `it is named ${entry.container}`
      : null,
    'it may be reachable from other tenants',
  ].filter((sign) => sign !== null);
}
