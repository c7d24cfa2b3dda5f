import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { backupKindOf } from '../../flags/kind-flag.ts';
import { backupLines } from '../../format/print-backup.ts';
import { backedUpWith } from '../companion/backup-lines.ts';
import * as backupWords from './words.ts';

export const backup = defineAction({
  name: 'backup',
  summary: backupWords.backupSummary,
  details: [backupWords.aSnapshotIsOneRdbFile, backupWords.backupIsVerified],
  flags: [...instanceFlags, 'backup-name', 'kind', 'note', 'verify'],
  async run(context, args) {
    const instance = instanceOf(args);
    const { result: made } = await perform(context, (api) =>
      api.backups.create({
        instance,
        name: args['backup-name'],
        kind: backupKindOf(args.kind),
        note: args.note,
        verify: args.verify === undefined ? undefined : args.verify === 'yes',
      }),
    );
    const beside = await backedUpWith(context, instance, made.name);
    const document = beside.documents.length === 0 ? made : { ...made, companions: beside.documents };
    context.output.answer(document, [...backupLines(made, context.output.style, Date.now()), ...beside.lines]);
    return exitCodes.done;
  },
});
