import type { Backup, BackupKind, CleanupResult, RestorePreview, UndoOffer } from '../../../shared/contract/backup.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import type { CreateTenantInput } from '../../../shared/contract/tenant.ts';
import type { SafetyBackups } from '../operations/run/safety-backups.ts';
import type { PackedBackup } from './transfer/pack-backup.ts';

export interface CreateBackupOptions {
  readonly instance: string;
  readonly name?: string | undefined;
  readonly kind: BackupKind;
  readonly note?: string | undefined;
  readonly prove: boolean;
  /** Who wants it; left out: somebody, by hand. */
  readonly reason?: 'manual' | 'scheduled';
}

export interface CleanupOptions {
  readonly instance: string;
  readonly days?: number | undefined;
  readonly count?: number | undefined;
  readonly bytes?: number | undefined;
  readonly dryRun: boolean;
}

export interface BackupChange {
  readonly to?: string | undefined;
  readonly note?: string | null | undefined;
  readonly pinned?: boolean | undefined;
}

/** Where a restore goes: the id of an instance, or the tenant to make for it. */
export type RestoreTarget = string | CreateTenantInput;

/** Saved states of instances: taken, proven, restored. What takes long is begun and returned as an operation. */
export interface Backups {
  /** Of one instance, newest first. @throws AppError HOME_NOT_WRITABLE when its folder cannot be read */
  list(instance: string): Promise<readonly Backup[]>;
  /** What is to be seen: of one instance, or of all, newest first; a folder that cannot be read is a damaged entry. */
  shown(instance?: string): Promise<readonly Backup[]>;
  /** @throws AppError NOT_FOUND */
  get(instance: string, name: string): Promise<Backup>;
  create(options: CreateBackupOptions): Promise<OperationOf<'backup'>>;
  /** @param data which data of an archive counts, where its manifest does not say so: `rdb`, `aof` or a path in it */
  prove(instance: string, name: string, data?: string): Promise<OperationOf<'prove'>>;
  restorePreview(instance: string, name: string, into?: RestoreTarget): Promise<RestorePreview>;
  /** Left out, `into` is the backup's own instance. @param data as of `prove` */
  restore(instance: string, name: string, into?: RestoreTarget, data?: string): Promise<OperationOf<'restore'>>;
  undoable(instance: string): Promise<UndoOffer | null>;
  /**
   * @param offered the safety backup that the user has agreed to
   * @throws AppError NOT_FOUND, CONFLICT when another one would be restored by now
   */
  undo(instance: string, offered?: string): Promise<OperationOf<'undo'>>;
  /** @param options.undoable it can be brought back for ten minutes, and its space is free only then */
  remove(instance: string, name: string, options?: { readonly undoable?: boolean }): Promise<Backup>;
  /** Brings back what was removed so. @throws AppError NOT_FOUND, ALREADY_EXISTS */
  undoRemove(instance: string, name: string): Promise<Backup>;
  change(instance: string, name: string, change: BackupChange): Promise<Backup>;
  cleanup(options: CleanupOptions): Promise<CleanupResult>;
  /**
   * @param toldAs what the file is called where its path says nothing to a person
   * @param data which data counts where the file holds several: `rdb`, `aof` or a path in it
   */
  import(
    instance: string,
    path: string,
    name?: string,
    toldAs?: string,
    data?: string,
  ): Promise<OperationOf<'import-backup'>>;
  /** @param overwrite whether a file that is there is replaced. @throws AppError ALREADY_EXISTS */
  export(instance: string, name: string, path: string, overwrite?: boolean): Promise<OperationOf<'export-backup'>>;
  /** As `export`, as a stream. @throws AppError NOT_FOUND, BACKUP_DAMAGED */
  pack(instance: string, name: string): Promise<PackedBackup>;
  flush(instance: string, database: number | 'all'): Promise<OperationOf<'flush'>>;
  /** For other services' operations. */
  readonly safety: SafetyBackups;
}
