import { backup as backupDocument } from '../../../shared/contract/backup.ts';
import { defineAction } from '../action.ts';
import { namedBackup } from '../backup-name.ts';
import { exitCodes } from '../exit-codes.ts';
import { instanceFlags, instanceOf } from '../instance-of.ts';
import { perform } from '../perform.ts';
import { backupLines } from '../print-backup.ts';

export const proveBackup = defineAction({
  name: 'prove-backup',
  summary: 'Load a backup in a scratch Redis and count its keys',
  details: ['Exits with 1 when it cannot be restored as it was taken.'],
  flags: [...instanceFlags, 'backup-name'],
  async run(context, args) {
    const name = namedBackup('prove-backup', args);
    const { result } = await perform(context, (api) => api.backups.prove({ instance: instanceOf(args), name }));
    const proven = backupDocument.parse(result);
    context.output.answer(proven, backupLines(proven, context.output.style, Date.now()));
    return exitCodes.done;
  },
});
