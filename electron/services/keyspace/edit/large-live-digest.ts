import { openBulkConnection } from '../values/bulk-connection.ts';
import { keyTarget } from '../values/key-connections.ts';
import { type ArrivedDump, arrivingDump, type DigestKind } from './arriving-dump.ts';
import type { EditDeps } from './edit-deps.ts';
import { receiveDump, unwatch, watchKey } from './large-key.ts';

/**
 * The digest of a live value that may be too large for memory, over connections of its own.
 * @returns null without a key
 * @throws AppError NOT_FOUND, NOT_RUNNING, COMMAND_UNAVAILABLE, WRITE_REFUSED
 */
export async function largeLiveDigest(
  deps: Pick<EditDeps, 'catalogue' | 'connections'>,
  { instance, database, key }: { readonly instance: string; readonly database: number; readonly key: Buffer },
  kind: DigestKind,
): Promise<(ArrivedDump & { readonly expireAtMs: number }) | null> {
  const target = await keyTarget(deps, instance);
  const to = await openBulkConnection(await deps.connections.own(instance, database), target);
  try {
    const { expireAtMs } = await watchKey(to, key);
    const into = arrivingDump(kind, to.connection.traits.isValkey ? 'valkey' : 'redis');
    const found = await receiveDump(to, key, into);
    await unwatch(to);
    return found ? { ...(await into.result()), expireAtMs } : null;
  } finally {
    to.close();
  }
}
