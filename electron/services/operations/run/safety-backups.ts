import type { OperationContext } from './operation-context.ts';

/** Backups before changes that can lose data, by an operation that already holds the lock. */
export interface SafetyBackups {
  /**
   * Saves the data of an instance, running or stopped, as a step of the operation. The backup stays even when the
   * operation fails.
   * @param before the operation, as part of the backup's name: `restore`, `flush`, `settings`, `upgrade`, `uninstall`
   * @returns the backup's name; null when there is no data to lose
   * @throws AppError SAVE_FAILED, DISK_FULL: the caller must not go ahead with the change
   */
  take(id: string, before: string, op: OperationContext): Promise<string | null>;
}
