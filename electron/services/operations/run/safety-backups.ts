import type { OperationContext } from './operation-context.ts';

/** Backups taken by us before anything that can lose data, by an operation that holds the instance already. */
export interface SafetyBackups {
  /**
   * Saves what an instance holds now, running or stopped, as a step of the operation. It stays, whatever becomes of
   * the operation.
   * @param before what comes next, as part of a name: `restore`, `flush`, `settings`, `upgrade`, `uninstall`
   * @returns the backup's name; null when there is no data to lose
   * @throws AppError SAVE_FAILED, DISK_FULL: then what would lose data must not be done
   */
  take(id: string, before: string, op: OperationContext): Promise<string | null>;
}
