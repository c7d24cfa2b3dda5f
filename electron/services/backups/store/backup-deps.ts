import type { ActivityEvent, ActivityFilter } from '../../../../shared/contract/activity.ts';
import type { CreateTenantInput } from '../../../../shared/contract/tenant.ts';
import type { ClientKind } from '../../../../shared/contract/values.ts';
import type { TenantPlan } from '../../instances/install/tenant-plan.ts';
import type { InstanceDeps } from '../../instances/status/instance-deps.ts';
import type { ChangeBus } from '../../platform/events/change-bus.ts';
import type { Logger } from '../../platform/log/logger.ts';
import type { DockerRuntime } from '../../runtimes/docker/docker-runtime.ts';

/** Dependencies of the backups service. */
export interface BackupDeps extends InstanceDeps {
  readonly client: ClientKind;
  readonly bus: ChangeBus;
  readonly log: Logger;
  /** The activity log, to show what an undo reverts. */
  readonly activity: {
    /** Most recently ended first. */
    list(filter: ActivityFilter & { readonly limit: number }): Promise<{ readonly items: readonly ActivityEvent[] }>;
  };
  /** The PATH to search for programs. */
  readonly programPath: string | undefined;
  /** Starts a container that loads data which no local redis-server can load. */
  readonly startScratch: DockerRuntime['startScratch'];
  /** The data of an instance on a named engine. */
  readonly volumes: Pick<DockerRuntime, 'downloadData' | 'replaceData'>;
  /** For a restore into a new tenant. */
  readonly planTenant: (input: CreateTenantInput) => Promise<TenantPlan>;
}
