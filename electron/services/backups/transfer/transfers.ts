import type { Readable } from 'node:stream';
import type { OperationOf } from '../../../../shared/contract/operations.ts';

/** A file as a browser sends it. */
export interface SentFile {
  /** What it is called there; no path. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly stream: Readable;
  /** The upload that it belongs to: a dump and its `.info` are sent one after the other. */
  readonly upload?: string | undefined;
}

/** Files that come from a browser, on the way to becoming backups. */
export interface Transfers {
  /**
   * Takes a file, as fast as the disk does.
   * @returns the upload's id
   * @throws AppError BAD_VALUE for a name, size or count that no backup has, DISK_FULL, NOT_FOUND for an upload that is gone
   */
  receive(file: SentFile): Promise<string>;
  /**
   * Imports what was sent; the files that came are removed when it has ended, however that was.
   * @throws AppError NOT_FOUND, and whatever importing a file throws
   */
  import(instance: string, upload: string, name?: string, data?: string): Promise<OperationOf<'import-backup'>>;
  /** Nobody wants it any more. Harmless when it is gone already. */
  discard(upload: string): Promise<void>;
  /** Removes whatever was sent and not imported. */
  close(): Promise<void>;
}
