import { access } from 'node:fs/promises';
import { can } from '../../../../shared/contract/runtimes.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';

/**
 * Whether this process can access a server's data folder, which may be in a Docker volume or belong to another user.
 * @param mode bits of `constants` such as `R_OK`
 */
export async function canReach({ entry }: ManagedInstance, folder: string, mode: number): Promise<boolean> {
  if (can(entry?.runtime, 'mounts') && entry?.mounts.data === null) return false;
  return access(folder, mode).then(
    () => true,
    () => false,
  );
}
