/** Redis itself, and the buffers that `maxmemory` does not count: those of clients, of replicas and of the AOF. */
const LEAST_HEADROOM_BYTES = 64 * 1024 * 1024;
/**
 * The engine takes no limit away while a container exists (0 means "leave it"): this one is never reached.
 * @see https://github.com/moby/moby/blob/v20.10.24/container/container_unix.go (UpdateContainer)
 */
const UNREACHED_BYTES = 2 ** 50;

/** In a record: no limit, by the user's choice. `null` there means: by {@link automaticLimit}. */
export const UNLIMITED = 0;

/**
 * The memory limit of a container whose Redis has a `maxmemory`: `maxmemory` plus as much again, and at least 64 MiB.
 * While Redis saves, its child shares the memory and the kernel copies each page that a client changes meanwhile; when
 * clients change all of it, Redis needs twice its data. A lower limit would let the kernel end Redis in a save.
 * @param maxmemoryBytes 0: Redis has no limit, and then the container has none
 * @param heldBytes what Redis holds, or will load, where that is more: it loads all its data before it evicts any
 * @returns bytes; null: no limit
 */
export function automaticLimit(maxmemoryBytes: number, heldBytes = 0): number | null {
  if (maxmemoryBytes === 0) return null;
  const most = Math.max(maxmemoryBytes, heldBytes);
  return most + Math.max(LEAST_HEADROOM_BYTES, most);
}

/**
 * @param choice of the record: null: automatic; 0: none; else bytes
 * @returns bytes; null: no limit
 */
export function limitOf(choice: number | null, maxmemoryBytes: number, heldBytes = 0): number | null {
  if (choice === null) return automaticLimit(maxmemoryBytes, heldBytes);
  return choice === UNLIMITED ? null : choice;
}

/** The limit that an engine reports of a container, in bytes; null: none. */
export function reportedLimit(memory: number | undefined): number | null {
  return memory && memory < UNREACHED_BYTES ? memory : null;
}

/**
 * What an engine is asked to change in a container. Memory and swap together get twice the memory, as at its creation:
 * an engine refuses a memory limit above that sum.
 */
export function limitUpdate(bytes: number | null): { readonly Memory: number; readonly MemorySwap: number } {
  const Memory = bytes ?? UNREACHED_BYTES;
  return { Memory, MemorySwap: 2 * Memory };
}
