import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { KeyValue } from '../../../../shared/contract/keyspace.ts';
import { lengthOfRdbValue, type RdbValuePlace } from '../../redis/data/decode/decode-value.ts';
import { RdbError } from '../../redis/data/rdb-error.ts';
import { openKeyFile } from '../values/open-key-file.ts';
import { readRdbValue, type ValuePageOptions } from '../values/rdb-value.ts';

/** One page of a value in an RDB. @throws AppError BACKUP_DAMAGED if its bytes cannot be decoded, BAD_VALUE */
export function fileValue(path: string, place: RdbValuePlace, options: ValuePageOptions): Promise<KeyValue> {
  return withFile(path, (file) => readRdbValue(file, place, options));
}

/** Elements, fields or entries of a value in an RDB; bytes of a string. @throws AppError BACKUP_DAMAGED */
export function fileLength(path: string, place: RdbValuePlace): Promise<number> {
  return withFile(path, (file) => lengthOfRdbValue(file, place));
}

async function withFile<T>(path: string, read: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await openKeyFile(path);
  try {
    return await read(file);
  } catch (error) {
    if (!(error instanceof RdbError)) throw error;
    const message = `The value cannot be read: ${error.message}. Other keys of the file are not affected.`;
    throw new AppError('BACKUP_DAMAGED', message, { name: path, reason: error.message });
  } finally {
    await file.close();
  }
}
