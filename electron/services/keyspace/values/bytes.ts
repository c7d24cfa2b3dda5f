import { isUtf8 } from 'node:buffer';
import type { Bytes } from '../../../../shared/contract/key-name.ts';

/** UTF-8 encodes a character in at most four bytes. */
const MAX_CHARACTER_BYTES = 4;

/**
 * Bytes for the contract: text if they are valid UTF-8, otherwise base64.
 * @param totalBytes the complete length, if `data` is only its first part. Omits a character that the cut has split.
 */
export function toBytes(data: Uint8Array, totalBytes: number = data.length): Bytes {
  const buffer = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const cut = totalBytes > data.length;
  const whole = cut ? withoutSplitCharacter(buffer) : buffer;
  return {
    ...(isUtf8(whole) ? { text: whole.toString('utf8') } : { base64: buffer.toString('base64') }),
    ...(cut && { totalBytes }),
  };
}

/** The bytes of a key, a field or a value that a client sent. */
export function fromBytes(value: { readonly text: string } | { readonly base64: string }): Buffer {
  return 'text' in value ? Buffer.from(value.text, 'utf8') : Buffer.from(value.base64, 'base64');
}

/**
 * The bytes without an incomplete UTF-8 character at their end, so that a page of a long text is text too. Returns other
 * bytes unchanged.
 */
export function withoutSplitCharacter(buffer: Buffer): Buffer {
  const from = Math.max(0, buffer.length - (MAX_CHARACTER_BYTES - 1));
  for (let at = buffer.length - 1; at >= from; at--) {
    const byte = buffer[at] ?? 0;
    // Continuation bytes begin with 10; the first byte of a character says how many follow.
    if (byte >= 0x80 && byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return at + length > buffer.length ? buffer.subarray(0, at) : buffer;
  }
  return buffer;
}
