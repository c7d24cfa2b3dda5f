import { randomUUID } from 'node:crypto';
import type { Face } from '../../../../shared/contract/values.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import type { Backups } from '../../backups/backups.ts';
import type { ActivityRecorder } from '../log/activity.ts';

/** Backups whose removal is noted: it takes no time, so it is no operation. */
export function recordRemovals(backups: Backups, activity: Pick<ActivityRecorder, 'record'>, face: Face): Backups {
  const note = (instance: string, title: string, detail: string, backup: string | null) => {
    const at = new Date().toISOString();
    const about = { id: randomUUID(), at, finishedAt: at, instance, title, detail, backup, face } as const;
    return activity.record({ ...about, kind: 'delete-backup', outcome: 'succeeded', level: 'info' });
  };
  return {
    ...backups,
    async remove(instance, name, options) {
      const gone = await backups.remove(instance, name, options);
      const size = formatBytes(gone.sizeBytes);
      const detail = options?.undoable ? `${size}, kept for ten minutes to be brought back` : `${size} freed`;
      await note(instance, `Delete backup ${name} of ${instance}`, detail, name);
      return gone;
    },
    async cleanup(options) {
      const done = await backups.cleanup(options);
      if (!options.dryRun && done.removed.length > 0) {
        const title = `Clean up: delete ${counted(done.removed.length, 'backup')} of ${options.instance}`;
        const detail = `${formatBytes(done.freedBytes)} freed: ${done.removed.join(', ')}`;
        await note(options.instance, title, detail, null);
      }
      return done;
    },
  };
}
