import { formatBytes } from '../../../../shared/format/bytes.ts';
import { counted } from '../../../../shared/format/count.ts';
import { parseMemory } from '../../../../shared/memory.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { requireInstance } from '../../cli/require-instance.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import * as backupWords from './words.ts';

export const cleanupBackups = defineAction({
  name: 'cleanup-backups',
  summary: backupWords.deleteOldBackups,
  details: [backupWords.cleanUpLimits],
  flags: [...instanceFlags, 'days', 'keep', 'max-size', 'dry-run'],
  async run({ api, output, stop }, args) {
    const { keep, 'max-size': maxSize, 'dry-run': dryRun = false } = args;
    const instance = instanceOf(args);
    const { backups, instances } = await api();
    if (stop.signal.aborted) throw stop.failure();
    const done = await backups.cleanup({
      instance,
      days: args.days,
      count: keep,
      bytes: maxSize === undefined ? undefined : (parseMemory(maxSize) ?? undefined),
      dryRun,
    });
    if (done.removed.length + done.kept.length === 0) await requireInstance({ instances }, stop, instance);
    const verb = dryRun ? backupWords.wouldDelete : 'Deleted';
    const summary = backupWords.verbCountedOfInstanceFreedBytes(
      verb,
      counted(done.removed.length, 'backup'),
      instance,
      formatBytes(done.freedBytes),
      counted(done.kept.length, 'backup'),
    );
    output.answer(done, [...done.removed.map((name) => `  ${name}`), summary]);
    return exitCodes.done;
  },
});
