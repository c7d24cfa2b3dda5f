import type { ActivityEvent, ActivityFilter } from '../../../../shared/contract/activity.ts';
import type { CreateTenantInput } from '../../../../shared/contract/tenant.ts';
import type { Face } from '../../../../shared/contract/values.ts';
import type { TenantPlan } from '../../instances/install/tenant-plan.ts';
import type { InstanceDeps } from '../../instances/registry/instance-deps.ts';
import type { ChangeBus } from '../../platform/events/change-bus.ts';
import type { Logger } from '../../platform/log/logger.ts';
import type { DockerRuntime } from '../../runtimes/docker/docker-runtime.ts';

/** What the backups service is made of. */
export interface BackupDeps extends InstanceDeps {
  readonly face: Face;
  readonly bus: ChangeBus;
  readonly log: Logger;
  /** What has happened, to say what an undo takes back. */
  readonly activity: {
    /** Newest end first. */
    list(filter: ActivityFilter & { readonly limit: number }): Promise<{ readonly items: readonly ActivityEvent[] }>;
  };
  /** Where programs are looked for. */
  readonly programPath: string | undefined;
  /** Where no program of this computer can load some data, an image can. */
  readonly startScratch: DockerRuntime['startScratch'];
  /** For a restore into a tenant that is made for it. */
  readonly planTenant: (input: CreateTenantInput) => Promise<TenantPlan>;
}
