import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { requireInstance } from '../../cli/require-instance.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { backupTable } from '../../format/print-backup.ts';
import * as backupWords from './words.ts';

export const listBackups = defineAction({
  name: 'list-backups',
  summary: backupWords.listTheBackupsOfAnInstance,
  flags: instanceFlags,
  async run({ api, output, stop }, args) {
    const instance = instanceOf(args);
    const core = await api();
    const found = await stop.orStop(core.backups.list({ instance }));
    if (found.length === 0) await requireInstance(core, stop, instance);
    output.answer(found, backupTable(found, output.style, Date.now(), output.columns));
    return exitCodes.done;
  },
});
