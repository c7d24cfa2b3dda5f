import { type Action, defineAction } from '../../cli/action.ts';
import { namedBackup } from '../../cli/backup-name.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { backupLines } from '../../format/print-backup.ts';

export const pinBackup = pinning('pin-backup', 'Keep a backup whatever cleaning up would do', true);
export const unpinBackup = pinning('unpin-backup', 'Let cleaning up delete a backup again', false);

function pinning(name: string, summary: string, pinned: boolean): Action {
  return defineAction({
    name,
    summary,
    flags: [...instanceFlags, 'backup-name'],
    async run({ api, output }, args) {
      const of = { instance: instanceOf(args), name: namedBackup(name, args) };
      const changed = await (await api()).backups.change({ ...of, pinned });
      output.answer(changed, [
        `${changed.name} is ${pinned ? 'pinned: it stays until you delete it' : 'not pinned any more'}.`,
      ]);
      return exitCodes.done;
    },
  });
}

export const changeBackup = defineAction({
  name: 'change-backup',
  summary: 'Rename a backup, or write its note',
  flags: [...instanceFlags, 'backup-name', 'to', 'note'],
  async run({ api, output }, args) {
    const of = { instance: instanceOf(args), name: namedBackup('change-backup', args) };
    if (args.to === undefined && args.note === undefined) {
      throw badUsage(
        '--to',
        'a new name, or --note',
        'change-backup needs to know what to change: --to NAME, --note TEXT.',
      );
    }
    const changed = await (await api()).backups.change({ ...of, to: args.to, note: args.note });
    output.answer(changed, backupLines(changed, output.style, Date.now()));
    return exitCodes.done;
  },
});
