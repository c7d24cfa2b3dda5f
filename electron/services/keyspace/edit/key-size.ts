import { AppError } from '../../../../shared/contract/errors.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import type { KeyConnection } from '../values/key-connection.ts';
import { readLimits, undoRefusal } from './server-limits.ts';

/**
 * A larger value, serialised or in the memory of the server, is restored and deleted by itself: it is never in the
 * memory of this process as a whole.
 */
export const LARGE_VALUE_BYTES = 16 * 1024 * 1024;

export function isLargeValue(bytes: number): boolean {
  return bytes > LARGE_VALUE_BYTES;
}

/** Estimated bytes in memory, by key; 0 if the server refuses MEMORY USAGE, or without a key. */
export async function keySizes(connection: KeyConnection, keys: readonly Buffer[]): Promise<readonly number[]> {
  const replies = await connection.pipeline(keys.map((key) => ['MEMORY', 'USAGE', key, 'SAMPLES', '5'] as const));
  return replies.map((reply) => (typeof reply === 'number' ? reply : 0));
}

/** @param bytes estimated @throws AppError BAD_VALUE for a key whose former value an undo could not restore */
export async function requireUndo(connection: KeyConnection, bytes: number): Promise<void> {
  const limits = await readLimits(connection);
  const why = undoRefusal(bytes, limits);
  if (why === null) return;
  const message = `The key cannot be changed here, because the change could not be undone: ${why}. Raise that limit, or use redis-cli for this key.`;
  throw new AppError('BAD_VALUE', message, { field: 'key', expected: `at most ${formatBytes(limits.argumentBytes)}` });
}
