import { defineAction } from '../../cli/action.ts';
import { namedBackup } from '../../cli/backup-name.ts';
import { withDataChoice } from '../../cli/data-choice.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { backupLines } from '../../format/print-backup.ts';
import * as backupWords from './words.ts';

export const verifyBackup = defineAction({
  name: 'verify-backup',
  summary: backupWords.loadABackupInAScratch,
  details: [backupWords.theExitCodeIs1When, backupWords.archiveWithTwoDataSets],
  flags: [...instanceFlags, 'backup-name', 'data'],
  async run(context, args) {
    const name = namedBackup('verify-backup', args);
    const instance = instanceOf(args);
    const { result: verified } = await withDataChoice(context, args.data, (data) =>
      perform(context, (api) => api.backups.verify({ instance, name, data })),
    );
    context.output.answer(verified, backupLines(verified, context.output.style, Date.now()));
    return exitCodes.done;
  },
});
