import { can, LEGACY_RUNTIME, runtimeTraits } from '../../../shared/contract/runtimes.ts';
import type { TenantDefect } from '../../../shared/contract/tenant.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';

/** The defect of a tenant; null if it is complete or its engine is unreachable. */
export function defectOf(instance: ManagedInstance): TenantDefect | null {
  const { id, entry, unreadable, record, unreachable } = instance;
  // The owner of the file must be changed first: the instance reports it with the command.
  if (unreadable?.data.trouble === 'denied') return null;
  if (unreadable) {
    return {
      kind: 'unreadable',
      message: `redis.json of ${id} cannot be read: ${unreadable.data.detail}.`,
      repair: `Rebuild it from ${entry && can(entry.runtime, 'engine') ? `the ${unitOf(entry)}` : 'redis.conf'}`,
    };
  }
  if (!record) {
    return {
      kind: 'no-folder',
      message: `${id} has a ${unitOf(entry)} but no redis.json in its folder.`,
      repair: `Write redis.json from the ${unitOf(entry)}`,
    };
  }
  if (!entry) {
    if (unreachable) return null;
    return {
      kind: 'no-container',
      message: `${id} has a folder but no ${unitOf(record)}.`,
      repair: 'Recreate it around its data',
    };
  }
  const signs = legacySigns(instance);
  if (signs.length === 0) return null;
  return {
    kind: 'legacy',
    message: `${id} was created by an older script: ${signs.join(', ')}. It keeps working.`,
    repair: 'Recreate its container around the same data, isolated like new tenants',
  };
}

/** What runs there, as a word. Without an entry: what the older scripts created. */
function unitOf(instance: { readonly runtime: RuntimeKind } | null): string {
  return runtimeTraits[instance?.runtime ?? LEGACY_RUNTIME].unit;
}

/** How a container of the earlier scripts differs from ours. Only ours have a home label. */
function legacySigns({ entry, id }: ManagedInstance): readonly string[] {
  if (!entry || !can(entry.runtime, 'network') || entry.labels['vrooli.home'] !== undefined) return [];
  return [
    entry.labels['vrooli.client'] === undefined ? 'it has no labels' : null,
    entry.container?.endsWith(`-${id}`) && entry.container.startsWith('redis-client-')
      ? `it is named ${entry.container}`
      : null,
    'it may be reachable from other tenants',
  ].filter((sign) => sign !== null);
}
