import type { FileHandle } from 'node:fs/promises';
import { storedHash } from '../../redis/data/content/stored-hash.ts';
import type { RdbValuePlace } from '../../redis/data/decode/decode-value.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import { valueDigestAt } from '../values/value-digest.ts';
import { DUMP_TAIL_BYTES } from './key-state.ts';

/** A reply of DUMP in a file, because it is too large for memory. */
export interface StoredDump {
  readonly file: FileHandle;
  readonly offset: number;
  readonly length: number;
}

export async function dumpPlace({ file, offset, length }: StoredDump, flavour: RdbFlavour): Promise<RdbValuePlace> {
  const type = Buffer.alloc(1);
  await file.read(type, 0, 1, offset);
  return { offset: offset + 1, length: length - 1 - DUMP_TAIL_BYTES, type: type[0] ?? 0, flavour };
}

/** `contentHash` of its value. @param onRead as of `storedHash` */
export async function storedDumpHash(
  dump: StoredDump,
  flavour: RdbFlavour,
  onRead?: (bytesRead: number) => void,
): Promise<string> {
  return storedHash(dump.file, await dumpPlace(dump, flavour), onRead);
}

/** `valueDigest` of its value. */
export async function storedDumpDigest(dump: StoredDump, flavour: RdbFlavour): Promise<string> {
  return valueDigestAt(dump.file, await dumpPlace(dump, flavour));
}
