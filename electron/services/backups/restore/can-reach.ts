import { access } from 'node:fs/promises';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';

/**
 * Whether a server's data folder can be used from here: it may be in a volume of the engine, or another user's.
 * @param mode bits of `constants` such as `R_OK`
 */
export async function canReach({ entry }: ManagedInstance, folder: string, mode: number): Promise<boolean> {
  if (entry?.runtime === 'docker' && entry.mounts.data === null) return false;
  return access(folder, mode).then(
    () => true,
    () => false,
  );
}
