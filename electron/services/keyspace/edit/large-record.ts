import { open } from 'node:fs/promises';
import { encodeLarge, type LargePackRecord } from './pack-record.ts';
import type { StoredDump } from './stored-dump.ts';

export interface LargeKey extends Omit<LargePackRecord, 'before'> {
  readonly expireAtMs: number;
}

/**
 * The record of one key whose former value arrives in pieces. Until it is complete, it ends in the middle, and a reader
 * leaves it out.
 */
export interface LargeRecordWriter {
  /** @param dumpBytes the length of the DUMP that follows; null if the key did not exist */
  begin(dumpBytes: number | null): Promise<void>;
  take(bytes: Uint8Array): Promise<void>;
  /** The DUMP as received so far; null if the key did not exist. */
  readonly dump: StoredDump | null;
  /** Writes the record to disk. @returns its number */
  complete(): Promise<number>;
  /** Removes the record, if it is not complete, and closes the file. Must always be called. */
  end(): Promise<void>;
}

/** @param next called once, for the number of the record */
export async function openLargeRecord(path: string, key: LargeKey, next: () => number): Promise<LargeRecordWriter> {
  const file = await open(path, 'a+', 0o600);
  const start = (await file.stat()).size;
  let dump: StoredDump | null = null;
  let tail: Buffer = Buffer.alloc(0);
  let isComplete = false;
  return {
    async begin(dumpBytes) {
      const parts = encodeLarge({ ...key, dumpBytes });
      await file.appendFile(parts.head);
      tail = parts.tail;
      if (dumpBytes !== null) dump = { file, offset: start + parts.head.length, length: dumpBytes };
    },
    take: (bytes) => file.appendFile(bytes),
    get dump() {
      return dump;
    },
    async complete() {
      await file.appendFile(tail);
      await file.datasync();
      isComplete = true;
      return next();
    },
    async end() {
      try {
        if (!isComplete) await file.truncate(start);
      } finally {
        await file.close();
      }
    },
  };
}
