import { defineAction } from '../../cli/action.ts';
import { namedBackup } from '../../cli/backup-name.ts';
import { withDataChoice } from '../../cli/data-choice.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { backupLines } from '../../format/print-backup.ts';

export const verifyBackup = defineAction({
  name: 'verify-backup',
  summary: 'Load a backup in a scratch Redis and count its keys',
  details: [
    'The exit code is 1 when the backup cannot be restored as it was taken.',
    'When an archive holds both a dump and an AOF and does not say which one to load, choose with --data.',
  ],
  flags: [...instanceFlags, 'backup-name', 'data'],
  async run(context, args) {
    const name = namedBackup('verify-backup', args);
    const instance = instanceOf(args);
    const { result: verified } = await withDataChoice(context, args.data, (data) =>
      perform(context, (api) => api.backups.prove({ instance, name, data })),
    );
    context.output.answer(verified, backupLines(verified, context.output.style, Date.now()));
    return exitCodes.done;
  },
});
