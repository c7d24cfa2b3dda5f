import type { ClientKind } from '../../../../shared/contract/values.ts';
import type { InstanceDeps } from '../../instances/status/instance-deps.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { DockerRuntime } from '../../runtimes/docker/docker-runtime.ts';
import type { ScratchDeps } from '../../scratch/own-data-server.ts';

/** Taken before a change that can lose data, within an operation that already holds the instance. */
export interface SafetyBackups {
  /** @returns the backup's name; null when there is no data to lose */
  take(id: string, before: string, op: OperationContext): Promise<string | null>;
}

export interface SettingsDeps extends InstanceDeps, ScratchDeps {
  readonly client: ClientKind;
  readonly safety: SafetyBackups;
  readonly containers: ScratchDeps['containers'] & Pick<DockerRuntime, 'uploadSettings'>;
  /** Stops a scratch server that a killed process left running on the instance's data. */
  readonly endScratch: (id: string) => Promise<void>;
}
