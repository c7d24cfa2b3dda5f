import type { Face } from '../../../shared/contract/values.ts';
import type { InstanceDeps } from '../instances/registry/instance-deps.ts';
import type { OperationContext } from '../operations/run/operation-context.ts';
import type { ScratchDeps } from '../scratch/own-data-server.ts';

/** What is taken before anything that can lose data, by an operation that holds the instance already. */
export interface SafetyBackups {
  /** @returns the backup's name; null when there is no data to lose */
  take(id: string, before: string, op: OperationContext): Promise<string | null>;
}

/** What the settings service is made of. */
export interface SettingsDeps extends InstanceDeps, ScratchDeps {
  readonly face: Face;
  readonly safety: SafetyBackups;
  /** Ends what a program that was killed has left working on an instance's data. */
  readonly endScratch: (id: string) => Promise<void>;
}
