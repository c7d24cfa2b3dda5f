import type {
  Backup,
  BackupKind,
  CleanupResult,
  FlushPreview,
  RestorePreview,
  UndoOffer,
} from '../../../shared/contract/backup.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import type { CreateTenantInput } from '../../../shared/contract/tenant.ts';
import type { SafetyBackups } from '../operations/run/safety-backups.ts';
import type { BackupChange } from './store/change-backup.ts';
import type { PackedBackup } from './transfer/pack-backup.ts';

export interface CreateBackupOptions {
  readonly instance: string;
  readonly name?: string | undefined;
  readonly kind: BackupKind;
  readonly note?: string | undefined;
  /** Omitted: as the preference says. */
  readonly verify?: boolean | undefined;
  /** What started the backup. Default: manual. */
  readonly reason?: 'manual' | 'scheduled';
}

/** Without a limit, the age limit of the preferences applies. */
export interface CleanupOptions {
  readonly instance: string;
  readonly days?: number | undefined;
  readonly count?: number | undefined;
  readonly bytes?: number | undefined;
  readonly dryRun: boolean;
}

/** The target of a restore: the id of an instance, or a tenant to create. */
export type RestoreTarget = string | CreateTenantInput;

/** Takes, verifies and restores backups of instances. Long tasks are started and returned as operations. */
export interface Backups {
  /** Deletes, in the background, the backups that earlier processes kept for an undo. */
  sweep(): void;
  /** The backups of one instance, newest first. @throws AppError HOME_NOT_WRITABLE when its folder cannot be read */
  list(instance: string): Promise<readonly Backup[]>;
  /** The backups of one instance or of all, newest first. A folder that cannot be read is listed as a damaged entry. */
  shown(instance?: string): Promise<readonly Backup[]>;
  /** @throws AppError NOT_FOUND */
  get(instance: string, name: string): Promise<Backup>;
  create(options: CreateBackupOptions): Promise<OperationOf<'backup'>>;
  /** @param data the data set of an archive, if its manifest does not record one: `rdb`, `aof` or a path in it */
  verify(instance: string, name: string, data?: string): Promise<OperationOf<'prove'>>;
  restorePreview(instance: string, name: string, into?: RestoreTarget): Promise<RestorePreview>;
  /** @param into by default the backup's own instance. @param data as for `verify` */
  restore(instance: string, name: string, into?: RestoreTarget, data?: string): Promise<OperationOf<'restore'>>;
  undoable(instance: string): Promise<UndoOffer | null>;
  /**
   * @param offered the safety backup that the user confirmed
   * @throws AppError NOT_FOUND, CONFLICT when the undo would now restore another one
   */
  undo(instance: string, offered?: string): Promise<OperationOf<'undo'>>;
  /** @param options.undoable keeps the files for ten minutes, so that the deletion can be undone */
  remove(instance: string, name: string, options?: { readonly undoable?: boolean }): Promise<Backup>;
  /** Restores a backup that was deleted with `undoable`. @throws AppError NOT_FOUND, ALREADY_EXISTS */
  undoRemove(instance: string, name: string): Promise<Backup>;
  change(instance: string, name: string, change: BackupChange): Promise<Backup>;
  cleanup(options: CleanupOptions): Promise<CleanupResult>;
  /**
   * @param displayName the name to show when the path means nothing to a user
   * @param data the data set to import, if the file contains several: `rdb`, `aof` or a path in it
   */
  import(
    instance: string,
    path: string,
    name?: string,
    displayName?: string,
    data?: string,
  ): Promise<OperationOf<'import-backup'>>;
  /** @param overwrite whether to replace an existing file. @throws AppError ALREADY_EXISTS */
  export(instance: string, name: string, path: string, overwrite?: boolean): Promise<OperationOf<'export-backup'>>;
  /** Like `export`, but as a stream. @throws AppError NOT_FOUND, BACKUP_DAMAGED */
  pack(instance: string, name: string): Promise<PackedBackup>;
  /** What a flush would do. @throws AppError NOT_FOUND, NOT_RUNNING */
  flushPreview(instance: string): Promise<FlushPreview>;
  flush(instance: string, database: number | 'all'): Promise<OperationOf<'flush'>>;
  /** Safety backups for the operations of other services. */
  readonly safety: SafetyBackups;
}
