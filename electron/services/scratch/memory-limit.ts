import { totalmem } from 'node:os';

/** A server's own memory, and room for what it writes while it loads. */
const SPARE_BYTES = 256 * 1024 ** 2;

/**
 * What a server may use that loads data: twice what the data took, as another allocator may be less thrifty; three
 * quarters of the computer's memory where nobody knows.
 * @param dataset bytes
 */
export function memoryLimit(dataset: number | null): number {
  const most = Math.floor(totalmem() * 0.75);
  return dataset === null ? most : Math.min(most, 2 * dataset + SPARE_BYTES);
}
