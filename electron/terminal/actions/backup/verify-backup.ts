import { defineAction } from '../../cli/action.ts';
import { namedBackup } from '../../cli/backup-name.ts';
import { withDataChoice } from '../../cli/data-choice.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { backupLines } from '../../format/print-backup.ts';

export const proveBackup = defineAction({
  name: 'prove-backup',
  summary: 'Load a backup in a scratch Redis and count its keys',
  details: [
    'Exits with 1 when it cannot be restored as it was taken.',
    'Where an archive holds a dump and an AOF and nothing in it says which one counts, choose with --data.',
  ],
  flags: [...instanceFlags, 'backup-name', 'data'],
  async run(context, args) {
    const name = namedBackup('prove-backup', args);
    const instance = instanceOf(args);
    const { result: proven } = await withDataChoice(context, args.data, (data) =>
      perform(context, (api) => api.backups.prove({ instance, name, data })),
    );
    context.output.answer(proven, backupLines(proven, context.output.style, Date.now()));
    return exitCodes.done;
  },
});
