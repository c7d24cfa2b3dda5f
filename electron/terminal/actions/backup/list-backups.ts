import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { backupTable } from '../../format/print-backup.ts';

export const listBackups = defineAction({
  name: 'list-backups',
  summary: 'List the backups of an instance, newest first',
  flags: instanceFlags,
  async run({ api, output, stop }, args) {
    const found = await stop.orStop((await api()).backups.list({ instance: instanceOf(args) }));
    output.answer(found, backupTable(found, output.style, Date.now()));
    return exitCodes.done;
  },
});
