import type { Readable } from 'node:stream';
import type { OperationOf } from '../../../../shared/contract/operations.ts';

/** A file that a browser uploads. */
export interface SentFile {
  /** Its name in the browser, without a path. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly stream: Readable;
  /** The upload that it belongs to: a dump and its `.info` are sent one after the other. */
  readonly upload?: string | undefined;
}

/** Uploads from a browser that are imported as backups. */
export interface Transfers {
  /**
   * Stores a file, no faster than the disk can write.
   * @returns the upload's id
   * @throws AppError BAD_VALUE for an invalid name, size or number of files, DISK_FULL, NOT_FOUND for a deleted upload
   */
  receive(file: SentFile): Promise<string>;
  /**
   * Imports an upload, and deletes its files when the import ends, successful or not.
   * @throws AppError NOT_FOUND, and what an import throws
   */
  import(instance: string, upload: string, name?: string, data?: string): Promise<OperationOf<'import-backup'>>;
  /**
   * The data file of an upload, to show its keys. Each call keeps the upload for another 15 minutes.
   * @throws AppError NOT_FOUND
   */
  file(upload: string): { readonly path: string; readonly name: string };
  /** Deletes an upload. Does nothing if it is already deleted. */
  discard(upload: string): Promise<void>;
  /** Deletes every upload that was not imported. */
  close(): Promise<void>;
}
