import { type Action, defineAction } from '../../cli/action.ts';
import { namedBackup } from '../../cli/backup-name.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { backupLines } from '../../format/print-backup.ts';
import * as backupWords from './words.ts';

export const pinBackup = pinning('pin-backup', backupWords.pinABackupSoThatClean, true);
export const unpinBackup = pinning('unpin-backup', backupWords.unpinABackupSoThatClean, false);

function pinning(name: string, summary: string, pinned: boolean): Action {
  return defineAction({
    name,
    summary,
    flags: [...instanceFlags, 'backup-name'],
    async run({ api, output }, args) {
      const of = { instance: instanceOf(args), name: namedBackup(name, args) };
      const changed = await (await api()).backups.change({ ...of, pinned });
      output.answer(changed, [
        backupWords.nameIsPart(changed.name, pinned ? backupWords.pinnedItIsKeptUntilYou : backupWords.noLongerPinned),
      ]);
      return exitCodes.done;
    },
  });
}

export const changeBackup = defineAction({
  name: 'change-backup',
  summary: backupWords.changeBackupSummary,
  flags: [...instanceFlags, 'backup-name', 'to', 'note'],
  async run({ api, output }, args) {
    const of = { instance: instanceOf(args), name: namedBackup('change-backup', args) };
    if (args.to === undefined && args.note === undefined) {
      throw badUsage('--to', backupWords.aNewNameOrNote, backupWords.changeBackupNeedsAChangeAdd);
    }
    const changed = await (await api()).backups.change({ ...of, to: args.to, note: args.note });
    output.answer(changed, backupLines(changed, output.style, Date.now()));
    return exitCodes.done;
  },
});
