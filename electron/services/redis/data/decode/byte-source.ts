import type { FileHandle } from 'node:fs/promises';

/** Bytes that a value is read from. */
export interface ByteSource {
  /** Reads up to the length of `into`. @returns the bytes read; 0 at the end of the source */
  read(into: Uint8Array, at: number): Promise<number>;
}

/** A file, or the bytes of a whole RDB. */
export type RdbBytes = FileHandle | Uint8Array;

export function byteSource(bytes: RdbBytes): ByteSource {
  if (bytes instanceof Uint8Array) return memorySource(bytes);
  return {
    read: async (into, at) => (into.length === 0 ? 0 : (await bytes.read(into, 0, into.length, at)).bytesRead),
  };
}

export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    async read(into, at) {
      const part = bytes.subarray(at, at + into.length);
      into.set(part);
      return part.length;
    },
  };
}
