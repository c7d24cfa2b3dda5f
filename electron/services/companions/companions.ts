import type {
  Companion,
  CompanionBackup,
  CompanionFiles,
  CompanionKind,
  CompanionRequest,
} from '../../../shared/contract/companion.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import type { CompanionHooks } from '../instances/status/companion-hooks.ts';

/** Services beside the Redis of a tenant, such as PostgreSQL. Each operation holds the lock of the tenant. */
export interface Companions {
  kinds(): readonly CompanionKind[];
  /** @throws AppError NOT_FOUND */
  list(client: string): Promise<readonly Companion[]>;
  /**
   * Checks the names of services, and which of them exist. Changes nothing.
   * @throws AppError BAD_VALUE
   */
  request(client: string, resources: readonly string[], runtime?: RuntimeKind | undefined): Promise<CompanionRequest>;
  /** Creates the missing parts of a companion and starts it. */
  create(client: string, name: string): Promise<OperationOf<'create-companion'>>;
  start(client: string, name: string): Promise<OperationOf<'start-companion'>>;
  stop(client: string, name: string): Promise<OperationOf<'stop-companion'>>;
  remove(client: string, name: string): Promise<OperationOf<'remove-companion'>>;
  backups(client: string, name: string): readonly CompanionBackup[];
  backup(client: string, name: string, backup?: string | undefined): Promise<OperationOf<'backup-companion'>>;
  restore(client: string, name: string, backup: string): Promise<OperationOf<'restore-companion'>>;
  /** The texts of `.env` and compose.yaml. @param reveal whether they show passwords */
  files(client: string, reveal: boolean): Promise<CompanionFiles>;
  /** @throws AppError BAD_VALUE, ALREADY_EXISTS, HOME_NOT_WRITABLE */
  export(client: string, options: { readonly folder: string; readonly overwrite: boolean }): Promise<readonly string[]>;
  /** Hooks that follow the lifecycle of a tenant. */
  readonly hooks: CompanionHooks;
}
