import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { backupKindOf } from '../../flags/kind-flag.ts';
import { backupLines } from '../../format/print-backup.ts';
import * as backupWords from './words.ts';

export const backup = defineAction({
  name: 'backup',
  summary: backupWords.backUpAnInstanceWhileIt,
  details: [backupWords.aSnapshotIsOneRdbFile, backupWords.theBackupIsThenLoadedIn],
  flags: [...instanceFlags, 'backup-name', 'kind', 'note', 'verify'],
  async run(context, args) {
    const { result: made } = await perform(context, (api) =>
      api.backups.create({
        instance: instanceOf(args),
        name: args['backup-name'],
        kind: backupKindOf(args.kind),
        note: args.note,
        prove: args.verify !== 'no',
      }),
    );
    context.output.answer(made, backupLines(made, context.output.style, Date.now()));
    return exitCodes.done;
  },
});
