import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { RedisTarget } from '../connection/redis-link.ts';
import { openReplication } from './replication-connection.ts';

export interface Received {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Requests the dataset of a server like a replica, and writes the received RDB to a new file. For a server whose files
 * cannot be read: they belong to another user, or are in a Docker volume.
 * @throws AppError SAVE_FAILED
 */
export async function receiveSnapshot(
  id: string,
  target: RedisTarget,
  to: string,
  options: { readonly signal: AbortSignal; readonly progress?: (bytes: number) => void },
): Promise<Received> {
  const file = await open(to, 'wx', 0o600);
  try {
    // Diskless, so that nothing is left in a folder that we cannot read.
    const connection = await openReplication(target, { signal: options.signal, diskless: true });
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      for await (const chunk of connection.rdb()) {
        hash.update(chunk);
        await file.writeFile(chunk);
        bytes += chunk.length;
        options.progress?.(bytes);
      }
    } finally {
      connection.close();
    }
    await file.sync();
    return { bytes, sha256: hash.digest('hex') };
  } catch (error) {
    options.signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError(
      'SAVE_FAILED',
      `${id} did not send its data: ${reason}. Try again; nothing was changed.`,
      { id, reason },
      { cause: error },
    );
  } finally {
    await file.close();
  }
}
