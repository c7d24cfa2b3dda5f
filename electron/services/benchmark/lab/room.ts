import { AppError } from '../../../../shared/contract/errors.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { availableMemory } from '../../keyspace/live/choose-method.ts';
import { requireSpace } from '../../platform/files/disk-space.ts';
import type { Load } from '../load.ts';
import { type BenchmarkCommand, KEYSPACE } from '../tests.ts';

/** What Redis keeps beside a value: its key, object and dictionary entry, generously. */
const ENTRY_BYTES = 200;
/** A server without data, and its buffers. */
const SERVER_BYTES = 64 * 1024 * 1024;
/** Bytes beside the value that the AOF has per write. */
const AOF_BYTES = 150;

/** The memory that a scratch server needs at most for a load, in bytes. */
export function neededMemory(commands: readonly BenchmarkCommand[], load: Load): number {
  const sizes = commands.map(({ name }) => {
    switch (name) {
      // MSET writes the same keys as SET.
      case 'set':
      case 'mset':
      case 'hset':
        return KEYSPACE * (load.valueBytes + ENTRY_BYTES);
      case 'lpush':
        return load.requests * (load.valueBytes + 16);
      case 'incr':
      case 'sadd':
      case 'zadd':
        return KEYSPACE * ENTRY_BYTES;
      default:
        return 0;
    }
  });
  return sizes.reduce((sum, size) => sum + size, SERVER_BYTES);
}

/**
 * Requires memory and disk space for a scratch server under load.
 * @param limits the container's memory limit in bytes; null: none
 * @throws AppError BAD_VALUE, DISK_FULL
 */
export async function requireRoom(
  home: string,
  commands: readonly BenchmarkCommand[],
  load: Load,
  limits: { readonly memoryBytes: number | null; readonly writesAof: boolean },
): Promise<void> {
  const needed = neededMemory(commands, load);
  const available = await availableMemory();
  const limit = Math.min(
    available === null ? Number.POSITIVE_INFINITY : available * 0.75,
    limits.memoryBytes ?? Infinity,
  );
  if (needed > limit) {
    const expected = 'smaller values or fewer requests';
    const message = `This benchmark needs up to ${formatBytes(needed)} of memory, and a scratch server can have ${formatBytes(Math.max(0, limit))}. Use ${expected}.`;
    throw new AppError('BAD_VALUE', message, { field: 'size', expected });
  }
  const writes = commands.filter(({ writes }) => writes).length;
  const written = limits.writesAof ? writes * load.requests * (load.valueBytes + AOF_BYTES) : 0;
  await requireSpace(home, written + needed, 'the scratch server of the benchmark');
}
