import { AppError } from '../../../../shared/contract/errors.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import type { KeyConnection } from '../values/key-connection.ts';

/**
 * The largest key that can be changed. Its DUMP is held in memory, blocks the server while it is written, and RESTORE
 * accepts at most 512 MB.
 */
export const MAX_KEY_BYTES = 128 * 1024 * 1024;

/** Estimated bytes in memory, by key; 0 if the server refuses MEMORY USAGE, or without a key. */
export async function keySizes(connection: KeyConnection, keys: readonly Buffer[]): Promise<readonly number[]> {
  const replies = await connection.pipeline(keys.map((key) => ['MEMORY', 'USAGE', key, 'SAMPLES', '5'] as const));
  return replies.map((reply) => (typeof reply === 'number' ? reply : 0));
}

export function isTooLarge(bytes: number): boolean {
  return bytes > MAX_KEY_BYTES;
}

/** @throws AppError BAD_VALUE for a key whose former value could not be kept */
export async function requireKeySize(connection: KeyConnection, keys: readonly Buffer[]): Promise<void> {
  const bytes = Math.max(...(await keySizes(connection, keys)));
  if (!isTooLarge(bytes)) return;
  const message = `The key has about ${formatBytes(bytes)}. The app keeps the former value of a changed key, and that is limited to ${formatBytes(MAX_KEY_BYTES)}. Use redis-cli for this key.`;
  throw new AppError('BAD_VALUE', message, { field: 'key', expected: `at most ${formatBytes(MAX_KEY_BYTES)}` });
}
