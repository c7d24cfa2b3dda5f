import { randomUUID } from 'node:crypto';
import type { ClientKind } from '../../../../shared/contract/values.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import type { Backups } from '../../backups/backups.ts';
import type { ActivityRecorder } from '../log/activity.ts';

/** Wraps `backups` so that deletions are recorded: they are not operations, which record themselves. */
export function recordRemovals(
  backups: Backups,
  activity: Pick<ActivityRecorder, 'record'>,
  client: ClientKind,
): Backups {
  const record = (instance: string, title: string, detail: string, backup: string | null) => {
    const at = new Date().toISOString();
    const event = { id: randomUUID(), at, finishedAt: at, instance, title, detail, backup, face: client } as const;
    return activity.record({ ...event, kind: 'delete-backup', outcome: 'succeeded', level: 'info' });
  };
  return {
    ...backups,
    async remove(instance, name, options) {
      const removed = await backups.remove(instance, name, options);
      const size = formatBytes(removed.sizeBytes);
      const detail = options?.undoable ? `${size}, can be undone for 10 minutes` : `${size} freed`;
      await record(instance, `Backup ${name} of ${instance} deleted`, detail, name);
      return removed;
    },
    async cleanup(options) {
      const done = await backups.cleanup(options);
      if (!options.dryRun && done.removed.length > 0) {
        const title = `Clean-up deleted ${counted(done.removed.length, 'backup')} of ${options.instance}`;
        const detail = `${formatBytes(done.freedBytes)} freed: ${done.removed.join(', ')}`;
        await record(options.instance, title, detail, null);
      }
      return done;
    },
  };
}
