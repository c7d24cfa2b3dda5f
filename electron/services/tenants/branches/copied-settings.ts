import type { CreateTenantInput } from '../../../../shared/contract/tenant.ts';
import { doubtfulMemory } from '../../../../shared/memory.ts';
import { memoryPolicies } from '../../../../shared/memory-policies.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { modeOf } from '../../redis/conf/persistence-mode.ts';

/** The settings of an origin that a branch takes over, and the number of its databases. */
export interface CopiedSettings {
  readonly input: Partial<CreateTenantInput>;
  readonly databases: number;
}

/**
 * The settings with which a branch behaves like its origin: memory limit, eviction policy, persistence, databases, the
 * image of an existing origin, and its runtime if it is on this computer. Its address, users, replication and outgoing
 * traffic are not copied: a branch must not answer in place of its origin, nor write to other servers.
 * @param settings the values of the directives, without secrets
 */
export function copiedSettings(
  settings: Readonly<Record<string, string>>,
  origin: ManagedInstance | null,
): CopiedSettings {
  const { maxmemory, appendonly, save } = settings;
  const policy = memoryPolicies.find((one) => one === settings['maxmemory-policy']);
  const engine = origin?.entry?.engine ?? origin?.record?.engineName;
  // That of another machine may be missing here, where a branch is created unless an engine is given.
  const runtime = engine === undefined ? (origin?.entry?.runtime ?? origin?.record?.runtime) : undefined;
  const image = origin?.entry?.image ?? origin?.record?.image;
  return {
    input: {
      ...(maxmemory !== undefined && { memory: meant(maxmemory) }),
      ...(policy !== undefined && { memoryPolicy: policy }),
      ...((appendonly !== undefined || save !== undefined) && {
        persistence: modeOf({ appendonly: appendonly ?? 'no', save: save ?? '' }),
      }),
      ...(runtime !== undefined && { runtime }),
      ...(image != null && { image }),
    },
    databases: Number(settings.databases) || 0,
  };
}

/** With its unit, because a bare size such as 1000 is refused when a user types it. */
function meant(maxmemory: string): string {
  return doubtfulMemory(maxmemory) === null ? maxmemory : `${maxmemory}b`;
}
