import type { FileHandle } from 'node:fs/promises';

/** The header fields of an RDB file. */
export interface RdbHeader {
  readonly rdbVersion: number;
  readonly redisVersion: string | null;
  /** The start of the save, in seconds since 1970. */
  readonly createdSeconds: number | null;
  readonly memoryBytes: number | null;
}

/** Enough for the usual auxiliary fields. */
const HEAD_BYTES = 1024;

/**
 * Reads `REDIS` and four digits, then the auxiliary fields (0xFA, name, value) before the first database.
 * @returns null when it is not an RDB file
 * @see https://rdb.fnordig.de/file_format.html
 */
export async function readRdbHeader(file: FileHandle): Promise<RdbHeader | null> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  return parseRdbHeader(buffer.subarray(0, bytesRead));
}

export function parseRdbHeader(head: Buffer): RdbHeader | null {
  const magic = /^(?:REDIS|VALKEY)(\d{3,4})/.exec(head.toString('latin1', 0, 9));
  if (!magic?.[1]) return null;
  const fields = new Map<string, string>();
  let at = 9;
  while (head[at] === 0xfa) {
    const name = readString(head, at + 1);
    const value = name && readString(head, name.end);
    if (!name || !value) break;
    fields.set(name.text, value.text);
    at = value.end;
  }
  const number = (name: string) => {
    const text = fields.get(name);
    return text === undefined || !/^-?\d+$/.test(text) ? null : Number(text);
  };
  return {
    rdbVersion: Number(magic[1]),
    redisVersion: fields.get('valkey-ver') ?? fields.get('redis-ver') ?? null,
    createdSeconds: seconds(number('ctime')),
    // Redis writes 32 bits where the value fits, as a signed number.
    memoryBytes: unsigned(number('used-mem')),
  };
}

/** Times in seconds stay below this for the next three thousand years. */
const SMALLEST_IN_MS = 1e11;
/** The limit of a Date. */
const LARGEST_MS = 8.64e15;

/** Some tools write milliseconds where Redis writes seconds. */
function seconds(value: number | null): number | null {
  if (value === null || value <= 0) return null;
  const ms = value >= SMALLEST_IN_MS ? value : value * 1000;
  return ms > LARGEST_MS ? null : Math.floor(ms / 1000);
}

function unsigned(value: number | null): number | null {
  return value !== null && value < 0 ? value + 2 ** 32 : value;
}

/** A length-prefixed string, or a small integer in its place. */
function readString(head: Buffer, at: number): { readonly text: string; readonly end: number } | null {
  const first = head[at];
  if (first === undefined) return null;
  const low = first & 0x3f;
  switch (first >> 6) {
    case 0:
      return text(head, at + 1, low);
    case 1:
      return at + 1 < head.length ? text(head, at + 2, (low << 8) | (head[at + 1] ?? 0)) : null;
    case 3: {
      const size = low === 0 ? 1 : low === 1 ? 2 : low === 2 ? 4 : 0;
      if (size === 0 || at + 1 + size > head.length) return null;
      return { text: String(head.readIntLE(at + 1, size)), end: at + 1 + size };
    }
    default:
      return null;
  }
}

function text(head: Buffer, at: number, length: number): { readonly text: string; readonly end: number } | null {
  if (at + length > head.length) return null;
  return { text: head.toString('latin1', at, at + length), end: at + length };
}
