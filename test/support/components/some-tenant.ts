import type { Tenant } from '../../../shared/contract/tenant.ts';
import { CONTAINERS } from '../runtime-kinds.ts';
import { someStatus } from '../some-status.ts';

/** A healthy tenant in a container with its own network, and nothing special. */
export function someTenant(id: string, change: Partial<Tenant> = {}): Tenant {
  return {
    ...someStatus(id, { runtime: CONTAINERS }),
    ...{ client: id, health: 'healthy', keys: 1200, created: null, group: null, notes: null },
    ...{ limits: { memoryBytes: null, cpus: null }, isolated: true, defect: null, branch: null, companions: [] },
    ...change,
  };
}
