/** For Redis itself and the buffers that `maxmemory` does not count: clients, replicas and AOF. */
const MIN_HEADROOM_BYTES = 64 * 1024 * 1024;
/**
 * Stands in for "no limit": the engine cannot remove the limit of an existing container (0 means "keep it").
 * @see https://github.com/moby/moby/blob/v20.10.24/container/container_unix.go (UpdateContainer)
 */
const UNREACHED_BYTES = 2 ** 50;

/** In a record: the user chose no limit. `null` in a record means {@link automaticLimit}. */
export const UNLIMITED = 0;

/**
 * The default memory limit of a container: twice `maxmemory`, and at least `maxmemory` plus 64 MiB. During a save, the
 * child process shares its memory with Redis, and the kernel copies each page that a client changes. If clients change
 * all pages, Redis needs twice its data. With a lower limit, the kernel could kill Redis during a save.
 * @param maxmemoryBytes 0: no limit, and then the container has none
 * @param heldBytes the current or loading data size, which may exceed `maxmemory`: Redis loads all data before it evicts
 * @returns bytes; null: no limit
 */
export function automaticLimit(maxmemoryBytes: number, heldBytes = 0): number | null {
  if (maxmemoryBytes === 0) return null;
  const largest = Math.max(maxmemoryBytes, heldBytes);
  return largest + Math.max(MIN_HEADROOM_BYTES, largest);
}

/**
 * @param choice from the record. Null: automatic; 0: no limit; else bytes
 * @returns bytes; null: no limit
 */
export function limitOf(choice: number | null, maxmemoryBytes: number, heldBytes = 0): number | null {
  if (choice === null) return automaticLimit(maxmemoryBytes, heldBytes);
  return choice === UNLIMITED ? null : choice;
}

/** The memory limit that an engine reports for a container, in bytes; null: none. */
export function reportedLimit(memory: number | undefined): number | null {
  return memory && memory < UNREACHED_BYTES ? memory : null;
}

/**
 * The engine's update request. `MemorySwap` (memory plus swap) is twice the memory, the engine's default at creation: an
 * engine rejects a memory limit above it.
 */
export function limitUpdate(bytes: number | null): { readonly Memory: number; readonly MemorySwap: number } {
  const Memory = bytes ?? UNREACHED_BYTES;
  return { Memory, MemorySwap: 2 * Memory };
}
