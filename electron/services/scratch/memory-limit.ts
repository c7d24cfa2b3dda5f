import { totalmem } from 'node:os';

/** A server's own memory, and room for what it writes while it loads. */
const SPARE_BYTES = 256 * 1024 ** 2;

/**
 * The memory limit of a server that loads data: twice the size of the dataset, because another allocator may need more;
 * three quarters of the computer's memory if the size is unknown.
 * @param dataset bytes
 */
export function memoryLimit(dataset: number | null): number {
  const max = Math.floor(totalmem() * 0.75);
  return dataset === null ? max : Math.min(max, 2 * dataset + SPARE_BYTES);
}
