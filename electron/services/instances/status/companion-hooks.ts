import type { Companion } from '../../../../shared/contract/companion.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';

/** The services beside the Redis of a tenant, for operations that hold the lock of the tenant. */
export interface CompanionHooks {
  list(client: string): Promise<readonly Companion[]>;
  /** Starts them, and recreates what is missing. @returns one sentence for each that could not be started */
  start(client: string, op: OperationContext): Promise<readonly string[]>;
  /** @returns one sentence for each that could not be stopped */
  stop(client: string, op: OperationContext): Promise<readonly string[]>;
  /** Stops them and removes their containers or processes; never their data. */
  takeDown(client: string, op: OperationContext): Promise<void>;
  /**
   * Backs up each that can be dumped while it runs.
   * @param name of the backup of its Redis
   * @param ofRedis the names of all backups of its Redis: backups that were taken together with others are deleted
   * @returns one sentence for each that was not backed up
   */
  backUp(client: string, name: string, ofRedis: ReadonlySet<string>, op: OperationContext): Promise<readonly string[]>;
}
