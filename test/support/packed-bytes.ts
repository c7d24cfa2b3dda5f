/** Builds packed encodings that current servers do not write. */

const end = Buffer.from([0xff]);

/** Entries as strings, in the form with the shortest length field, and integers as 64-bit numbers. */
export function ziplistOf(...entries: readonly (string | number)[]): Buffer {
  let previous = 0;
  const parts = entries.map((entry) => {
    const before = previous < 254 ? Buffer.from([previous]) : Buffer.concat([Buffer.from([254]), le32(previous)]);
    const part = Buffer.concat([before, typeof entry === 'number' ? ziplistInteger(entry) : ziplistString(entry)]);
    previous = part.length;
    return part;
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(10);
  head.writeUInt32LE(body.length + 11, 0);
  head.writeUInt32LE(10, 4);
  head.writeUInt16LE(Math.min(entries.length, 0xffff), 8);
  return Buffer.concat([head, body, end]);
}

function ziplistString(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  const { length } = bytes;
  if (length < 64) return Buffer.concat([Buffer.from([length]), bytes]);
  if (length < 16_384) return Buffer.concat([Buffer.from([0x40 | (length >> 8), length & 0xff]), bytes]);
  const long = Buffer.from([0x80, 0, 0, 0, 0]);
  long.writeUInt32BE(length, 1);
  return Buffer.concat([long, bytes]);
}

function ziplistInteger(value: number): Buffer {
  if (value >= 0 && value <= 12) return Buffer.from([0xf1 + value]);
  if (value >= -128 && value < 128) return Buffer.from([0xfe, value & 0xff]);
  if (value >= -32_768 && value < 32_768) return Buffer.from([0xc0, value & 0xff, (value >> 8) & 0xff]);
  if (value >= -8_388_608 && value < 8_388_608) {
    return Buffer.from([0xf0, value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff]);
  }
  if (value >= -(2 ** 31) && value < 2 ** 31) return Buffer.concat([Buffer.from([0xd0]), le32(value)]);
  return Buffer.concat([Buffer.from([0xe0]), le64(value)]);
}

/** @param count of the head, where it differs from the number of entries */
export function listpackOf(entries: readonly (string | number)[], count = entries.length): Buffer {
  const parts = entries.map((entry) => {
    const part = typeof entry === 'number' ? listpackInteger(entry) : listpackString(entry);
    const size = part.length < 128 ? 1 : part.length < 16_384 ? 2 : 3;
    return Buffer.concat([part, Buffer.alloc(size, 1)]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(6);
  head.writeUInt32LE(body.length + 7, 0);
  head.writeUInt16LE(Math.min(count, 0xffff), 4);
  return Buffer.concat([head, body, end]);
}

function listpackString(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  const { length } = bytes;
  if (length < 64) return Buffer.concat([Buffer.from([0x80 | length]), bytes]);
  if (length < 4096) return Buffer.concat([Buffer.from([0xe0 | (length >> 8), length & 0xff]), bytes]);
  return Buffer.concat([Buffer.from([0xf0]), le32(length), bytes]);
}

function listpackInteger(value: number): Buffer {
  if (value >= 0 && value < 128) return Buffer.from([value]);
  if (value >= -4096 && value < 4096) return Buffer.from([0xc0 | ((value >> 8) & 0x1f), value & 0xff]);
  return Buffer.concat([Buffer.from([0xf4]), le64(value)]);
}

/** Pairs of a field and a value, each value with two unused bytes after it. */
export function zipmapOf(...pairs: readonly (readonly [string, string])[]): Buffer {
  const length = (bytes: Buffer) =>
    bytes.length < 254 ? Buffer.from([bytes.length]) : Buffer.concat([Buffer.from([254]), le32(bytes.length)]);
  const parts = pairs.flatMap(([field, value]) => {
    const [name, content] = [Buffer.from(field, 'latin1'), Buffer.from(value, 'latin1')];
    return [length(name), name, length(content), Buffer.from([2]), content, Buffer.from([0xff, 0xfe])];
  });
  return Buffer.concat([Buffer.from([Math.min(pairs.length, 254)]), ...parts, end]);
}

export function intsetOf(width: 2 | 4 | 8, ...values: readonly number[]): Buffer {
  const body = Buffer.alloc(8 + width * values.length);
  body.writeUInt32LE(width, 0);
  body.writeUInt32LE(values.length, 4);
  for (const [at, value] of values.entries()) {
    if (width === 8) body.writeBigInt64LE(BigInt(value), 8 + at * 8);
    else body.writeIntLE(value, 8 + at * width, width);
  }
  return body;
}

export function le32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

export function le64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes;
}
