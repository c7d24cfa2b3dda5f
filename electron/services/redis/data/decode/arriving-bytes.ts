import type { ByteSource } from './byte-source.ts';

/**
 * How far a read may go back: a reader of a long compressed string begins again within its last window.
 */
const KEPT_BYTES = 1024 * 1024;

/** Bytes that arrive in pieces and are read forwards meanwhile, so that they are never in memory as a whole. */
export interface ArrivingBytes extends ByteSource {
  /** Passes the next bytes on. Waits while the reader is behind. */
  add(bytes: Uint8Array): Promise<void>;
  /** No more bytes follow. @param error the reason, if some are missing */
  end(error?: Error): void;
  /** The reader needs no more bytes. */
  readerEnded(): void;
}

export function arrivingBytes(): ArrivingBytes {
  let pieces: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  let received = 0;
  /** The end of the last read. */
  let read = 0;
  let hasEnded = false;
  let failure: Error | null = null;
  let isRead = true;
  let wakeReader: (() => void) | null = null;
  let wakeWriter: (() => void) | null = null;
  const wake = () => {
    wakeReader?.();
    wakeWriter?.();
    wakeReader = null;
    wakeWriter = null;
  };
  const forget = () => {
    while (pieces[0] && pieces[0].at + pieces[0].bytes.length < read - KEPT_BYTES) pieces.shift();
  };
  return {
    async add(bytes) {
      if (!isRead) return;
      forget();
      // The caller may use its buffer again.
      pieces.push({ at: received, bytes: Uint8Array.from(bytes) });
      received += bytes.length;
      wake();
      while (isRead && received - read > KEPT_BYTES) await new Promise<void>((resolve) => (wakeWriter = resolve));
    },
    end(error) {
      hasEnded = true;
      failure = error ?? null;
      wake();
    },
    readerEnded() {
      isRead = false;
      pieces = [];
      wake();
    },
    async read(into, at) {
      if (into.length === 0) return 0;
      // A skipped part arrives too.
      if (at > read) read = at;
      while (received <= at && !hasEnded) {
        wake();
        await new Promise<void>((resolve) => (wakeReader = resolve));
      }
      if (failure) throw failure;
      if (received <= at) return 0;
      const piece = pieces.find(({ at: start, bytes }) => at < start + bytes.length);
      if (piece === undefined || piece.at > at) throw new Error(`the bytes at ${at} are no longer in memory`);
      const part = piece.bytes.subarray(at - piece.at, at - piece.at + into.length);
      into.set(part);
      read = Math.max(read, at + part.length);
      forget();
      wake();
      return part.length;
    },
  };
}
