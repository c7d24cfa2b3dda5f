import { open } from 'node:fs/promises';
import { Crc64 } from '../../electron/services/redis/data/crc64.ts';

const CHUNK_BYTES = 4 * 1024 ** 2;
const MAX_ENTRY_BYTES = 200;
const EXPIRE_MS = 0xfc;
const PLAIN_STRING = 0;
/** Redis writes keys in the order of its hash table. Any step without a common factor gives such an order. */
const STEP = 7_919_117;

/**
 * Writes an RDB of many small strings, as a server with the keys of the bench would: half of them `user:…:profile`, a
 * fifth each `session:…` and `cache:page:…:html`, a tenth without a folder, and a tenth with an expiry.
 */
export async function writeKeysRdb(path: string, keys: number): Promise<void> {
  const file = await open(path, 'wx');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  const crc = new Crc64();
  let used = chunk.write('REDIS0010\xfe\x00', 'latin1');
  const flush = async () => {
    crc.update(chunk, 0, used);
    await file.writeFile(chunk.subarray(0, used));
    used = 0;
  };
  const write = (text: string) => {
    chunk[used++] = text.length;
    used += chunk.write(text, used, 'latin1');
  };
  try {
    for (let count = 0; count < keys; count++) {
      const number = (count * STEP) % keys;
      if (number % 10 === 6) {
        chunk[used++] = EXPIRE_MS;
        used = chunk.writeBigInt64LE(BigInt(2_000_000_000_000 + number), used);
      }
      chunk[used++] = PLAIN_STRING;
      write(nameOf(number));
      write(`value:${number}`);
      if (used > CHUNK_BYTES - MAX_ENTRY_BYTES) await flush();
    }
    chunk[used++] = 0xff;
    await flush();
    await file.writeFile(Buffer.from(crc.toString(), 'hex').reverse());
  } finally {
    await file.close();
  }
}

function nameOf(number: number): string {
  const kind = number % 10;
  if (kind < 5) return `user:${String(number).padStart(8, '0')}:profile`;
  if (kind < 7) return `session:${digits(number)}`;
  return kind < 9 ? `cache:page:${number}:html` : `counter-${number}`;
}

/** Forty hexadecimal digits without a pattern. */
function digits(number: number): string {
  let text = '';
  let state = number + 1;
  for (let part = 0; part < 5; part++) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d + part);
    state = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    text += (state >>> 0).toString(16).padStart(8, '0');
  }
  return text;
}
