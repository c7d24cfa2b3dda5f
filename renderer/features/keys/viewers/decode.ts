import * as viewersWords from '../words/viewers.ts';

/** The most bytes that a compressed value is unpacked to: a few bytes can unpack to gigabytes. */
export const MAX_UNPACKED = 16 * 1024 ** 2;

/** zstd keeps this much of what it unpacked; a larger window is refused before its memory is taken. */
const MAX_WINDOW = 64 * 1024 ** 2;

export interface Unpacked {
  readonly raw: Uint8Array<ArrayBuffer>;
  /** It continues beyond MAX_UNPACKED. */
  readonly isCut: boolean;
}

/** @throws Error for bytes that are no gzip, or damaged */
export async function unpackGzip(packed: Uint8Array<ArrayBuffer>): Promise<Unpacked> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  const chunks = collector();
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      if (!chunks.add(step.value)) break;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return chunks.whole();
}

/** Input is given in parts, so that unpacking stops soon after the limit. */
const ZSTD_STEP = 16 * 1024;

/** @throws Error for bytes that are no Zstandard, or damaged */
export async function unpackZstd(packed: Uint8Array<ArrayBuffer>): Promise<Unpacked> {
  if (zstdWindow(packed) > MAX_WINDOW) throw new Error(viewersWords.tooLargeToUnpack);
  const { Decompress } = await import('fzstd');
  const chunks = collector();
  let goesOn = true;
  const unpacker = new Decompress((chunk) => {
    goesOn = chunks.add(chunk);
  });
  for (let at = 0; at < packed.length && goesOn; at += ZSTD_STEP) {
    unpacker.push(packed.subarray(at, at + ZSTD_STEP), at + ZSTD_STEP >= packed.length);
  }
  return chunks.whole();
}

/** The window that a frame asks for, in bytes; RFC 8878, 3.1.1.1. */
function zstdWindow(packed: Uint8Array): number {
  const [descriptor = 0, next = 0] = packed.subarray(4, 6);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  if (isSingleSegment) return Math.min(MAX_WINDOW, contentSize(packed, descriptor)) === MAX_WINDOW ? MAX_WINDOW + 1 : 0;
  const base = 2 ** (10 + (next >> 3));
  return base + (base / 8) * (next & 7);
}

function contentSize(packed: Uint8Array, descriptor: number): number {
  const width = [1, 2, 4, 8][descriptor >> 6] ?? 1;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  return packed.subarray(5 + dictionary, 5 + dictionary + width).reduceRight((size, byte) => size * 256 + byte, 0);
}

function collector() {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return {
    /** @returns whether more is wanted: one byte beyond the limit shows that the value is cut */
    add(chunk: Uint8Array): boolean {
      // Input that was already given may unpack to more than one chunk beyond the limit.
      chunks.push(chunk.slice(0, Math.max(0, MAX_UNPACKED - size)));
      size += chunk.length;
      return size <= MAX_UNPACKED;
    },
    whole(): Unpacked {
      const raw = new Uint8Array(Math.min(size, MAX_UNPACKED));
      let at = 0;
      for (const chunk of chunks) {
        raw.set(chunk, at);
        at += chunk.length;
      }
      return { raw, isCut: size > MAX_UNPACKED };
    },
  };
}

/** @throws Error for bytes that are no MessagePack */
export async function decodeMessagePack(raw: Uint8Array): Promise<unknown> {
  const { decode } = await import('@msgpack/msgpack');
  return decode(raw, { useBigInt64: true, maxStrLength: MAX_UNPACKED, maxBinLength: MAX_UNPACKED });
}

/** A number that JavaScript would round, as it is written. */
export class ExactNumber {
  constructor(readonly text: string) {}
}

/** Parses JSON and keeps numbers as they are written. @throws SyntaxError */
export function parseJson(text: string): unknown {
  return JSON.parse(text, keepNumbers);
}

function keepNumbers(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  return typeof value !== 'number' || source === undefined ? value : exactNumber(value, source);
}

/** The digits that JavaScript keeps of any decimal number. */
const EXACT_DIGITS = 15;

/** A number as it is, or as it is written where JavaScript has rounded it or writes it in another way, such as `1e3`. */
export function exactNumber(value: number, source: string): number | ExactNumber {
  if (String(value) === source) return value;
  const digits = source.replace(/^-?[0.]*|\./g, '').length;
  return /^-?\d+(\.\d+)?$/.test(source) && digits <= EXACT_DIGITS ? value : new ExactNumber(source);
}
