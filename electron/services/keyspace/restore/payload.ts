import { Crc64 } from '../../redis/data/crc64.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import { DUMP_TAIL_BYTES } from '../edit/key-state.ts';
import { oldestRdb } from './target-format.ts';

/** A buffer for a payload of RESTORE: the type byte, `length` bytes to be filled with the value, and its end. */
export function emptyPayload(type: number, length: number): Buffer {
  const payload = Buffer.allocUnsafe(1 + length + DUMP_TAIL_BYTES);
  payload[0] = type;
  return payload;
}

/** Writes the end of a payload: the version of the format, and a checksum that the server verifies. */
export function sealPayload(payload: Buffer, flavour: RdbFlavour): Buffer {
  const end = payload.length - DUMP_TAIL_BYTES;
  payload.writeUInt16LE(oldestRdb(payload[0] ?? 0, flavour), end);
  const crc = new Crc64();
  crc.update(payload, 0, end + 2);
  crc.write(payload, end + 2);
  return payload;
}
