import { Crc64 } from '../../electron/services/redis/data/crc64.ts';

/** Builds parts of an RDB, for encodings that current servers do not write. */

export function rdbLength(value: number): Buffer {
  if (value < 0x40) return Buffer.from([value]);
  if (value < 0x4000) return Buffer.from([0x40 | (value >> 8), value & 0xff]);
  const bytes = Buffer.alloc(5, 0x80);
  bytes.writeUInt32BE(value, 1);
  return bytes;
}

export function rdbText(text: string | Buffer): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([rdbLength(bytes.length), bytes]);
}

/** LZF without compression: literal runs of up to 32 bytes. */
export function rdbCompressed(text: string | Buffer): Buffer {
  const bytes = Buffer.from(text);
  const runs: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 32) {
    const run = bytes.subarray(at, at + 32);
    runs.push(Buffer.from([run.length - 1]), run);
  }
  const packed = Buffer.concat(runs);
  return Buffer.concat([Buffer.from([0xc3]), rdbLength(packed.length), rdbLength(bytes.length), packed]);
}

export function rdbEntry(type: number, key: string, ...value: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([type]), rdbText(key), ...value]);
}

/** A complete file of the parts, with a checksum since version 5. @param head `REDIS0003` or `VALKEY080` */
export function rdbFile(head: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from(head), ...parts, Buffer.from([0xff])]);
  if (/^REDIS000[1-4]$/.test(head)) return body;
  const crc = new Crc64();
  crc.update(body, 0, body.length);
  return Buffer.concat([body, Buffer.from(crc.toString(), 'hex').reverse()]);
}
