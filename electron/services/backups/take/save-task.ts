import type { BackupContents, BackupKind } from '../../../../shared/contract/backup.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { SaveMark } from '../../redis/data/save-mark.ts';
import type { Manifest } from '../store/manifest.ts';

/** Where and how the data is to be saved. */
export interface SaveTask {
  readonly known: ManagedInstance;
  readonly kind: BackupKind;
  /** The hidden file to write. */
  readonly part: string;
  readonly op: OperationContext;
  /** Takes its time, so that the server's clients notice nothing. */
  readonly gently: boolean;
  /** Leaves the dump that was saved in the data folder, where settings say that none is kept. */
  readonly keepDump: boolean;
}

/** What saving the data came to: a file in the backups folder under a hidden name, and what is known of it. */
export interface SavedData
  extends Pick<
    Manifest,
    'createdAt' | 'databases' | 'countsExact' | 'redisVersion' | 'rdbVersion' | 'memoryBytes' | 'sha256' | 'sizeBytes'
  > {
  readonly mark?: SaveMark | null;
  /** Of an archive: which of its files are the data. */
  readonly contents?: BackupContents | null;
}
