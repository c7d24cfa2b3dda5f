import type { InstanceLock } from './instance-lock.ts';

/** Locks instances where they live, for apps on different computers. The lock in the home is that of one computer. */
export interface EngineLeases {
  /** @returns null for an instance on this computer. @throws AppError BUSY if another computer works on it */
  take(instance: string): Promise<{ release(): Promise<void> } | null>;
}

/** Adds the lease of an instance to its lock. Both end together; without the lease neither is held. */
export async function withLease(
  lock: InstanceLock,
  leases: EngineLeases | undefined,
  instance: string,
): Promise<InstanceLock> {
  try {
    const lease = (await leases?.take(instance)) ?? null;
    if (lease === null) return lock;
    return {
      ...lock,
      async release() {
        // An engine that does not answer keeps it until it expires.
        await lease.release().catch(() => undefined);
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
