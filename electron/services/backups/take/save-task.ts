import type { BackupContents, BackupKind } from '../../../../shared/contract/backup.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { SaveMark } from '../../redis/data/save-mark.ts';
import type { Manifest } from '../store/manifest.ts';

/** Where and how to save the data. */
export interface SaveTask {
  readonly instance: ManagedInstance;
  readonly kind: BackupKind;
  /** The hidden file to write. */
  readonly part: string;
  readonly op: OperationContext;
  /** Copies slowly, so that the server's clients notice nothing. */
  readonly gently: boolean;
  /** Keeps the dump in the data folder even if the settings keep none. */
  readonly keepDump: boolean;
}

/** The result of a save: a file with a hidden name in the backups folder, and its description. */
export interface SavedData
  extends Pick<
    Manifest,
    'createdAt' | 'databases' | 'countsExact' | 'redisVersion' | 'rdbVersion' | 'memoryBytes' | 'sha256' | 'sizeBytes'
  > {
  readonly mark?: SaveMark | null;
  /** Of an archive: which of its files are the data. */
  readonly contents?: BackupContents | null;
}
