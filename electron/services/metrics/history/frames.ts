import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * A frame: 'VM', version 1, compression flag, body length (u32), a CRC-32 of everything but the mark and itself (u32),
 * start and end time of the content (f64 each), then the body. Little-endian.
 */
const MARK = Buffer.from('VM');
const VERSION = 1;
const HEAD_BYTES = 28;
/** No frame is larger, so a larger length means damage. Also limits decompression. */
const MAX_BYTES = 1024 * 1024;

/** The content of a frame to write. */
export interface Content {
  readonly from: number;
  readonly to: number;
  readonly bytes: Buffer;
}

/** @param pack whether to compress it, which pays off for more than one row */
export function encodeFrame({ from, to, bytes }: Content, pack: boolean): Buffer {
  const body = pack ? deflateRawSync(bytes) : bytes;
  const frame = Buffer.alloc(HEAD_BYTES + body.length);
  frame.set(MARK, 0);
  frame.writeUInt8(VERSION, 2);
  frame.writeUInt8(pack ? 1 : 0, 3);
  frame.writeUInt32LE(body.length, 4);
  frame.writeDoubleLE(from, 12);
  frame.writeDoubleLE(to, 20);
  frame.set(body, HEAD_BYTES);
  frame.writeUInt32LE(checksum(frame), 8);
  return frame;
}

/** An intact frame: its position in the file, its time range and its content. */
export interface Frame {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  /** @throws Error when decompression fails */
  bytes(): Buffer;
}

export interface Scan {
  readonly frames: readonly Frame[];
  /** Whether a part in the middle is unreadable. */
  readonly damaged: boolean;
  /** Whether the end is unreadable: truncated, or still being written. */
  readonly unfinished: boolean;
}

/**
 * All intact frames of a file. After damage, resumes at the next mark.
 * @param trusted skips the checksums, for a file that this process has checked and written since
 */
export function scanFrames(file: Buffer, trusted = false): Scan {
  const frames: Frame[] = [];
  let damaged = false;
  let end = 0;
  let at = 0;
  while (at < file.length) {
    const frame = frameAt(file, at, trusted);
    if (frame) {
      damaged ||= at > end;
      frames.push(frame);
      end = frame.end;
      at = frame.end;
    } else {
      const next = file.indexOf(MARK, at + 1);
      at = next === -1 ? file.length : next;
    }
  }
  return { frames, damaged, unfinished: end < file.length };
}

function frameAt(file: Buffer, start: number, trusted: boolean): Frame | null {
  if (start + HEAD_BYTES > file.length || file[start] !== MARK[0] || file[start + 1] !== MARK[1]) return null;
  const length = file.readUInt32LE(start + 4);
  const end = start + HEAD_BYTES + length;
  if (length > MAX_BYTES || end > file.length || file[start + 2] !== VERSION) return null;
  const whole = file.subarray(start, end);
  if (!trusted && file.readUInt32LE(start + 8) !== checksum(whole)) return null;
  const body = whole.subarray(HEAD_BYTES);
  return {
    start,
    end,
    from: whole.readDoubleLE(12),
    to: whole.readDoubleLE(20),
    bytes: () => (whole[3] === 1 ? inflateRawSync(body, { maxOutputLength: MAX_BYTES }) : body),
  };
}

function checksum(frame: Buffer): number {
  return crc32(frame.subarray(12), crc32(frame.subarray(2, 8)));
}
