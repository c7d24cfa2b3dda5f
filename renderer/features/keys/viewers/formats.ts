import * as viewersWords from '../words/viewers.ts';
import { isTooDeep } from './decode.ts';

/** The display formats of bytes. */
export const formats = ['text', 'json', 'msgpack', 'gzip', 'zstd', 'image', 'hyperloglog', 'bitmap', 'hex'] as const;
export type Format = (typeof formats)[number];

export const formatWords: Readonly<Record<Format, string>> = {
  text: viewersWords.text,
  json: 'JSON',
  msgpack: 'MessagePack',
  gzip: 'gzip',
  zstd: 'Zstandard',
  image: viewersWords.image,
  hyperloglog: 'HyperLogLog',
  bitmap: 'Bitmap',
  hex: 'Hex',
};

/** Formats that need all bytes, not only those on screen. */
export const wholeFormats: ReadonlySet<Format> = new Set(['json', 'msgpack', 'gzip', 'zstd', 'image']);

const images: readonly { readonly type: string; readonly starts: readonly number[]; readonly at?: number }[] = [
  { type: 'image/png', starts: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', starts: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', starts: [0x47, 0x49, 0x46, 0x38] },
  { type: 'image/webp', starts: [0x57, 0x45, 0x42, 0x50], at: 8 },
  { type: 'image/avif', starts: [0x66, 0x74, 0x79, 0x70, 0x61, 0x76, 0x69, 0x66], at: 4 },
];

/** The MIME type of an image by its first bytes; null for anything else. */
export function imageType(raw: Uint8Array): string | null {
  return images.find(({ starts, at }) => startsWith(raw, starts, at))?.type ?? null;
}

/** The most informative format of bytes. @param isWhole whether they are all bytes of the value */
export function detectFormat(raw: Uint8Array, isWhole: boolean): Format {
  if (startsWith(raw, [0x1f, 0x8b, 0x08])) return 'gzip';
  if (startsWith(raw, [0x28, 0xb5, 0x2f, 0xfd])) return 'zstd';
  if (startsWith(raw, [0x48, 0x59, 0x4c, 0x4c]) && raw.length >= 16 && (raw[4] ?? 2) <= 1) return 'hyperloglog';
  if (imageType(raw) !== null) return 'image';
  const text = textOf(raw, isWhole);
  if (text !== null) return looksLikeJson(text, isWhole) ? 'json' : 'text';
  return looksLikeMessagePack(raw) ? 'msgpack' : 'hex';
}

function startsWith(raw: Uint8Array, starts: readonly number[], at = 0): boolean {
  return starts.every((byte, index) => raw[at + index] === byte);
}

/** The text of bytes; null if they are no UTF-8. @param isWhole if false, the last character may be truncated */
export function textOf(raw: Uint8Array, isWhole: boolean): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw, { stream: !isWhole });
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

function looksLikeJson(text: string, isWhole: boolean): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  if (!isWhole) return true;
  if (isTooDeep(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Only maps and arrays, because every byte is some MessagePack value. */
function looksLikeMessagePack(raw: Uint8Array): boolean {
  const [first = 0] = raw;
  return raw.length > 1 && ((first >= 0x80 && first <= 0x9f) || (first >= 0xdc && first <= 0xdf));
}

/** The header of a HyperLogLog; see `struct hllhdr` in Redis's hyperloglog.c. */
export function readHyperLogLog(raw: Uint8Array): { readonly encoding: string; readonly estimate: bigint | null } {
  const encoding = raw[4] === 0 ? 'dense' : raw[4] === 1 ? 'sparse' : 'unknown';
  if (raw.length < 16) return { encoding, estimate: null };
  const cached = new DataView(raw.buffer, raw.byteOffset, raw.byteLength).getBigUint64(8, true);
  // The highest bit: the estimate is older than the registers.
  return { encoding, estimate: cached >> 63n === 1n ? null : cached };
}

/** Bits that are set, and the positions of the first ones. Bit 0 is the highest of byte 0, as in GETBIT. */
export function readBitmap(
  raw: Uint8Array,
  limit: number,
): { readonly set: number; readonly first: readonly number[] } {
  let set = 0;
  const first: number[] = [];
  raw.forEach((byte, at) => {
    for (let bit = 0; byte !== 0 && bit < 8; bit++) {
      if ((byte & (0x80 >> bit)) === 0) continue;
      set += 1;
      if (first.length < limit) first.push(at * 8 + bit);
    }
  });
  return { set, first };
}

/** A row of a hex dump: 16 bytes as hexadecimal and as text. */
export function hexRow(raw: Uint8Array, row: number): { readonly hex: string; readonly text: string } {
  const bytes = [...raw.subarray(row * 16, row * 16 + 16)];
  const pairs = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  return {
    hex: [pairs.slice(0, 8).join(' '), pairs.slice(8).join(' ')].join('  ').trimEnd(),
    text: bytes.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(''),
  };
}
