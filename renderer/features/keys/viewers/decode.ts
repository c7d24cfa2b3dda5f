import * as viewersWords from '../words/viewers.ts';

/** The maximum size of a decompressed value: a few bytes can decompress to gigabytes. */
export const MAX_UNPACKED = 16 * 1024 ** 2;

/** zstd keeps this much of its output; a larger window is refused before its memory is allocated. */
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

/** Input is passed in parts, so that decompression stops soon after the limit. */
const ZSTD_STEP = 16 * 1024;

/** @throws Error for bytes that are no Zstandard, or damaged */
export async function unpackZstd(packed: Uint8Array<ArrayBuffer>): Promise<Unpacked> {
  if (zstdWindow(packed) > MAX_WINDOW) throw new Error(viewersWords.tooLargeToUnpack);
  const { Decompress } = await import('fzstd');
  const chunks = collector();
  let continues = true;
  const unpacker = new Decompress((chunk) => {
    continues = chunks.add(chunk);
  });
  for (let at = 0; at < packed.length && continues; at += ZSTD_STEP) {
    unpacker.push(packed.subarray(at, at + ZSTD_STEP), at + ZSTD_STEP >= packed.length);
  }
  return chunks.whole();
}

/** The window size of a frame, in bytes; RFC 8878, 3.1.1.1. */
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
    /** @returns whether more is needed: one byte beyond the limit shows that the value is truncated */
    add(chunk: Uint8Array): boolean {
      // Input that was already passed may decompress to more than one chunk beyond the limit.
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

/** A number that JavaScript would round, in its original spelling. */
export class ExactNumber {
  constructor(readonly text: string) {}
}

/**
 * The deepest JSON that is shown as a tree. The parser calls itself for each level to keep the spelling of numbers, and
 * overflows its stack after some thousands.
 */
const MAX_LEVELS = 1000;

/** Whether brackets outside of strings are nested too deeply for {@link parseJson}. */
export function isTooDeep(json: string): boolean {
  let level = 0;
  let inText = false;
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (inText && character === '\\') at++;
    else if (character === '"') inText = !inText;
    else if (inText) continue;
    else if (character === '[' || character === '{') level++;
    else if (character === ']' || character === '}') level--;
    if (level > MAX_LEVELS) return true;
  }
  return false;
}

/** Parses JSON and keeps the original spelling of numbers. @throws SyntaxError; Error for more than 1,000 levels */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw new Error(viewersWords.tooManyLevels);
  return JSON.parse(text, keepNumbers);
}

function keepNumbers(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  return typeof value !== 'number' || source === undefined ? value : exactNumber(value, source);
}

/** The digits that JavaScript preserves of any decimal number. */
const EXACT_DIGITS = 15;

/** A number, or its original spelling if JavaScript has rounded it or writes it differently, such as `1e3`. */
export function exactNumber(value: number, source: string): number | ExactNumber {
  if (String(value) === source) return value;
  const digits = source.replace(/^-?[0.]*|\./g, '').length;
  return /^-?\d+(\.\d+)?$/.test(source) && digits <= EXACT_DIGITS ? value : new ExactNumber(source);
}
