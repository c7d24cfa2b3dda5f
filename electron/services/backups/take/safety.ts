import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import { cancellableLink } from '../../operations/run/cancellable-link.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { SafetyBackups } from '../../operations/run/safety-backups.ts';
import { freeName } from '../../platform/files/free-name.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { dataFiles } from '../../redis/data/data-files.ts';
import { keyspace, parseInfo } from '../../redis/info/info.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { takenNames } from '../store/backup-folder.ts';
import { safetyName } from '../store/backup-names.ts';
import { folderOf } from '../store/folder-of.ts';
import { takeBackup } from './take-backup.ts';

export function createSafetyBackups(deps: BackupDeps): SafetyBackups {
  return {
    take: (id, before, op) =>
      op.step('safety-backup', async () => {
        const instance = await requireInstance(deps, id);
        const running = instance.entry?.state === 'running';
        if (running && (await isEmpty(deps, instance, op))) return null;
        const { usesAof } = await dataFiles(confPlaceOf(instance));
        const taken = await takeBackup(deps, {
          instance,
          name: freeName(safetyName(before, new Date()), takenNames(folderOf(deps, id))),
          // Archives the AOF of a stopped server, because a snapshot would require loading it.
          kind: !running && usesAof ? 'archive' : 'snapshot',
          reason: 'safety',
          before,
          note: null,
          op: { ...op, step: (_, body) => body() },
        });
        return taken?.backup.name ?? null;
      }),
  };
}

async function isEmpty(deps: BackupDeps, instance: ManagedInstance, op: OperationContext): Promise<boolean> {
  const link = await deps.observer.link(instance);
  if (!link) return false;
  const info = parseInfo(String(await cancellableLink(link, instance.id, op).call(30_000, 'INFO', 'keyspace')));
  return keyspace(info).length === 0;
}
