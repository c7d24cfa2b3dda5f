import type { FileHandle } from 'node:fs/promises';

/** Bytes that a value is read from. */
export interface ByteSource {
  /** Reads up to the length of `into`. @returns the bytes read; 0 at the end of the source */
  read(into: Uint8Array, at: number): Promise<number>;
}

/** A file, the bytes of a whole RDB, or a source. */
export type RdbBytes = FileHandle | Uint8Array | ByteSource;

export function byteSource(bytes: RdbBytes): ByteSource {
  if (bytes instanceof Uint8Array) return memorySource(bytes);
  if (!('fd' in bytes)) return bytes;
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

const PIECE_BYTES = 256 * 1024;

/** The bytes from `offset` on, in pieces. @throws Error if there are fewer */
export async function* bytePieces(bytes: RdbBytes, offset: number, length: number): AsyncGenerator<Uint8Array> {
  const source = byteSource(bytes);
  for (let at = 0; at < length; ) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, length - at));
    const count = await source.read(piece, offset + at);
    if (count === 0) throw new Error('the file became shorter while it was read');
    at += count;
    yield piece.subarray(0, count);
  }
}
