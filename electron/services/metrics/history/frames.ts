import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * A frame: 'VM', version 1, whether it is packed, the length of what follows after the head (u32), a CRC-32 of all
 * but the mark and itself (u32), the times at which what is in it begins and ends (f64 each), then the bytes.
 * Little-endian.
 */
const MARK = Buffer.from('VM');
const VERSION = 1;
const HEAD_BYTES = 28;
/** A frame larger than this was never written, nor is one unpacked. */
const MOST_BYTES = 1024 * 1024;

/** What is to stand in a frame. */
export interface Content {
  readonly from: number;
  readonly to: number;
  readonly bytes: Buffer;
}

/** @param pack whether to deflate it: worth it for more than a row */
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

/** A frame that is whole: where it stands in its file, of what time it is, and what is in it. */
export interface Frame {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  /** @throws Error when it cannot be unpacked */
  bytes(): Buffer;
}

export interface Scan {
  readonly frames: readonly Frame[];
  /** Whether something in the middle could not be read. */
  readonly damaged: boolean;
  /** Whether the end could not: cut off, or not yet written whole. */
  readonly unfinished: boolean;
}

/**
 * All whole frames of a file, whatever has become of the rest: behind what is damaged the next mark is looked for.
 * @param trusted whether the checksums need not be looked at: the file was written by us since it was
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
  if (length > MOST_BYTES || end > file.length || file[start + 2] !== VERSION) return null;
  const whole = file.subarray(start, end);
  if (!trusted && file.readUInt32LE(start + 8) !== checksum(whole)) return null;
  const body = whole.subarray(HEAD_BYTES);
  return {
    start,
    end,
    from: whole.readDoubleLE(12),
    to: whole.readDoubleLE(20),
    bytes: () => (whole[3] === 1 ? inflateRawSync(body, { maxOutputLength: MOST_BYTES }) : body),
  };
}

function checksum(frame: Buffer): number {
  return crc32(frame.subarray(12), crc32(frame.subarray(2, 8)));
}
