/** A part of an RDB that a server sends. */
export interface SnapshotPart {
  readonly pieces: readonly Buffer[];
  /** Whether the RDB ends with these bytes. */
  readonly isEnd: boolean;
  /** How many bytes of the chunk follow its end. */
  readonly after: number;
}

/**
 * Finds the end of an RDB that a mark ends. The server sends nothing after the mark until the replica acknowledges, so
 * the mark is at the end of a chunk. Redis expects that, too.
 */
export function upToMark(mark: Buffer): (chunk: Buffer) => SnapshotPart {
  let held: Buffer = Buffer.alloc(0);
  return (chunk) => {
    // Two chunks may split the mark, so as many bytes are held back. Large chunks are not copied.
    const isShort = chunk.length < mark.length;
    const all = isShort ? Buffer.concat([held, chunk]) : chunk;
    const bytes = all.subarray(0, Math.max(0, all.length - mark.length));
    const pieces = (isShort ? [bytes] : [held, bytes]).filter(({ length }) => length > 0);
    held = Buffer.from(all.subarray(bytes.length));
    return { pieces, isEnd: held.equals(mark), after: 0 };
  };
}

/** Finds the end of an RDB with a known length in bytes. */
export function upToLength(length: number): (chunk: Buffer) => SnapshotPart {
  let left = length;
  return (chunk) => {
    const bytes = chunk.subarray(0, left);
    left -= bytes.length;
    return { pieces: [bytes], isEnd: left === 0, after: chunk.length - bytes.length };
  };
}
